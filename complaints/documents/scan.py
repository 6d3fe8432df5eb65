"""Looks for what must not be in a file: names, numbers and addresses of real people, here called canaries.

A document is built from a view that never held them. This is the second lock: a pack in which `scan` finds
anything is not released. It reads text, not pictures of text.
"""

import re
from binascii import a2b_base64, unhexlify
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from unicodedata import normalize
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfError, Stream, String

from complaints.documents.text import Words

WHOLE_WORD = 6
"""A canary of fewer letters counts in text as a whole word only ("Ward", not "towards"); in bytes, not at all."""


@dataclass(frozen=True)
class Leak:
    """`place` is where, such as "page 3" or "/Alt"; `found` is the canary, or the file name of an attachment."""

    place: str
    found: str


def scan(pdf: bytes, canaries: Iterable[str]) -> tuple[Leak, ...]:
    """Every place in a PDF that holds a canary, and every attachment, for no document of ours has one.

    Looks in the text of pages whatever its style, in every string and name (titles, bookmarks, links, ids,
    alternative texts, annotations, form fields) and in every stream (metadata, files). Case, accents, spaces
    and punctuation make no difference, nor do ends of lines and pages. A blank canary is passed over. Raises
    pikepdf.PdfError if `pdf` cannot be read.
    """
    wanted = _Wanted(canaries)
    with Pdf.open(BytesIO(pdf)) as opened:
        leaks = _attachments(opened)
        for place, text in dict.fromkeys(_texts(opened)):
            leaks += [Leak(place, canary) for canary in wanted.in_text(text)]
        for place, data in [("file", pdf), *_streams(opened)]:
            leaks += [Leak(f"{place} ({leak.place})", leak.found) for leak in wanted.in_bytes(data)]
    return tuple(dict.fromkeys(leaks))


def scan_bytes(data: bytes, canaries: Iterable[str]) -> tuple[Leak, ...]:
    """Canaries in a dump, a log or any other bytes, in UTF-8 or UTF-16. The place is "text", "hex" or "base64"."""
    return tuple(dict.fromkeys(_Wanted(canaries).in_bytes(data)))


class _Wanted:
    """The canaries, made ready: long ones to be found in letters alone, short ones as a word in a text."""

    def __init__(self, canaries: Iterable[str]) -> None:
        keys = {canary: key for canary in canaries if (key := _key(canary))}
        self._long = {canary: key for canary, key in keys.items() if len(key) >= WHOLE_WORD}
        self._short = {canary: _word(key) for canary, key in keys.items() if len(key) < WHOLE_WORD}

    def in_text(self, text: str) -> list[str]:
        plain = _plain(text)
        return self._in_key(_key(text)) + [canary for canary, word in self._short.items() if word.search(plain)]

    def in_bytes(self, data: bytes) -> Iterator[Leak]:
        for place, plain in (("text", data), ("hex", b" ".join(_hex(data))), ("base64", b" ".join(_base64(data)))):
            for text in _decodings(plain):
                yield from (Leak(place, canary) for canary in self._in_key(_key(text)))

    def _in_key(self, key: str) -> list[str]:
        return [canary for canary, letters in self._long.items() if letters in key]


def _plain(text: str) -> str:
    return normalize("NFKD", unquote(text)).casefold()


def _key(text: str) -> str:
    """Letters and digits only, without case or accents."""
    return re.sub(r"[\W_]+", "", _plain(text))


def _word(key: str) -> re.Pattern[str]:
    letters = r"[\W_]*".join(key)
    return re.compile(rf"(?<![^\W_]){letters}(?![^\W_])")


def _decodings(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "ignore")
    for encoding in ("utf-16-le", "utf-16-be"):
        yield from (data[start:].decode(encoding, "ignore") for start in range(2))


def _hex(data: bytes) -> Iterator[bytes]:
    """What runs of hexadecimal digits stand for, begun at either digit."""
    for run in re.findall(rb"[0-9A-Fa-f]{12,}", data):
        yield from (unhexlify(run[start : len(run) - (len(run) - start) % 2]) for start in range(2))


def _base64(data: bytes) -> Iterator[bytes]:
    """What runs of base64 letters, either alphabet, stand for, begun at any of four letters."""
    for run in re.findall(rb"[0-9A-Za-z+/_-]{8,}", data):
        code = run.translate(bytes.maketrans(b"-_", b"+/"))
        yield from (a2b_base64(code[start:] + b"A" * (-len(code[start:]) % 4)) for start in range(4))


def _attachments(pdf: Pdf) -> list[Leak]:
    files = (item for item in pdf.objects if isinstance(item, Dictionary) and Name.EF in item)
    return [Leak("attachment", str(item.get("/UF", item.get("/F", "")))) for item in files]


def _texts(pdf: Pdf) -> Iterator[tuple[str, str]]:
    """Every text in the file, with the name of its place."""
    words = Words(pdf)
    yield from ((f"page {number}", text) for number, text in enumerate(words.pages(), start=1))
    yield from (("drawing", text) for text in words.drawings())
    yield "reading order", words.flow()
    for item in [*pdf.objects, pdf.trailer]:
        yield from _strings("object", item)


def _strings(place: str, item: Object) -> Iterator[tuple[str, str]]:
    """The strings and names in one object, each with the key that it stands under."""
    if isinstance(item, (String, Name)):
        yield place, str(item)
    elif isinstance(item, Array):
        for value in _own(item):
            yield from _strings(place, value)
    elif isinstance(item, (Dictionary, Stream)):
        for key, value in item.items():
            yield "key", key
            for part in _own([value]):
                yield from _strings(key, part)


def _own(values: Iterable[Object]) -> Iterator[Object]:
    """Those that are part of the object itself: the others stand in `pdf.objects` on their own."""
    return (value for value in values if isinstance(value, Object) and not value.is_indirect)


def _streams(pdf: Pdf) -> Iterator[tuple[str, bytes]]:
    for item in pdf.objects:
        if isinstance(item, Stream):
            yield str(item.get("/Type", item.get("/Subtype", "stream"))), _unpacked(item)


def _unpacked(stream: Stream) -> bytes:
    try:
        return stream.read_bytes()
    except PdfError:  # a photograph: its own format is its packing
        return stream.read_raw_bytes()
