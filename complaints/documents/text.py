"""The words of a PDF, read back from its drawing commands through each font's own table of letters.

Style hides nothing here: what was drawn is read, be it white on white, off the page or wholly transparent.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String, parse_content_stream

Letters = Mapping[bytes, str]
"""What each two-byte code of a font stands for."""

COMMANDS = "BDC BMC EMC Tf Tj TJ q Q"


class Words:
    """Reads one open PDF as WeasyPrint writes it: two-byte fonts, and tags on all that is not decoration."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._fonts: dict[tuple[int, int], Letters] = {}

    def pages(self) -> list[str]:
        """What each page draws, in the order of drawing."""
        return [_lines(self._runs(page.obj)) for page in self._pdf.pages]

    def drawings(self) -> list[str]:
        """What stands in drawings that pages show: transparent groups, patterns."""
        drawings = (item for item in self._pdf.objects if isinstance(item, Stream) and Name.Resources in item)
        return [_lines(self._runs(drawing)) for drawing in drawings]

    def flow(self) -> str:
        """The tagged text in reading order, without the margins: a sentence runs on from page to page."""
        marked: dict[tuple[tuple[int, int], int], str] = {}
        for page in self._pdf.pages:
            for mark, text in self._runs(page.obj):
                key = (page.obj.objgen, mark)
                marked[key] = marked.get(key, "") + text
        tags = self._pdf.Root.get("/StructTreeRoot", Dictionary())
        return "\n".join(marked.get(key, "") for key in _reading_order(tags))

    def _runs(self, drawn: Object) -> Iterator[tuple[int, str]]:
        """Each stretch of text with the number of its mark, or -1."""
        fonts = drawn.get("/Resources", Dictionary()).get("/Font", Dictionary())
        letters: Letters = {}
        saved: list[Letters] = []
        marks = [-1]
        for command in parse_content_stream(drawn, COMMANDS):
            operands = list(command.operands)
            match str(command.operator):
                case "q":
                    saved.append(letters)
                case "Q":
                    letters = saved.pop()
                case "BDC" | "BMC":
                    marks.append(_mark(operands, marks[-1]))
                case "EMC":
                    marks.pop()
                case "Tf":
                    letters = self._letters(fonts[str(operands[0])])
                case _:
                    yield marks[-1], _decoded(operands[0], letters)

    def _letters(self, font: Object) -> Letters:
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = _letters(font.ToUnicode)
        return self._fonts[font.objgen]


def _letters(table: Object) -> Letters:
    pairs = [item for command in parse_content_stream(table, "endbfchar") for item in command.operands]
    return {
        bytes(code): bytes(letters).decode("utf-16-be") for code, letters in zip(pairs[::2], pairs[1::2], strict=True)
    }


def _mark(operands: list[Object], outer: int) -> int:
    properties = operands[1] if len(operands) > 1 else Dictionary()
    return int(properties.get("/MCID", outer))


def _decoded(shown: Object, letters: Letters) -> str:
    """The text of one `Tj` or `TJ`; the numbers in a `TJ` only move letters. U+FFFD for an unknown code."""
    items = shown if isinstance(shown, Array) else [shown]
    codes = b"".join(bytes(item) for item in items if isinstance(item, String))
    return "".join(letters.get(codes[at : at + 2], "\ufffd") for at in range(0, len(codes), 2))


def _lines(runs: Iterator[tuple[int, str]]) -> str:
    """One mark, which is one line of text, a line."""
    return "\n".join("".join(text for _, text in run) for _, run in groupby(runs, itemgetter(0)))


def _reading_order(tag: Object) -> Iterator[tuple[tuple[int, int], int]]:
    """Page and number of each mark below `tag`."""
    kids = tag.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            yield tag.Pg.objgen, kid
        else:
            yield from _reading_order(kid)
