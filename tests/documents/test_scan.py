"""The scan finds a name wherever a PDF can hold one, and finds nothing where there is none."""

import base64
from io import BytesIO
from urllib.parse import quote

import pytest
from pikepdf import Dictionary, Name, Pdf, PdfError, String

from complaints.documents.join import join
from complaints.documents.render import render
from complaints.documents.scan import Leak, scan, scan_bytes
from tests.documents.samples import bare, section

NAME = "Quentin Zephyrline"
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='50'><text y='20'>Quentin Zephyrline</text></svg>"
DRAWING = f"data:image/svg+xml,{quote(SVG)}"
EMPTY = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
TEXT = {"page 1", "reading order"}
OBJECTS = "/ObjStm (text)"


def styled(style: str) -> str:
    return bare(f'<p style="{style}">{NAME}')


HIDING_PLACES = {
    "in plain sight": (bare(f"<p>{NAME}"), TEXT),
    "white on white": (styled("color: white"), TEXT),
    "black on black": (styled("color: black; background: black"), TEXT),
    "opacity": (styled("opacity: 0"), {"drawing"}),
    "off the page": (styled("position: absolute; left: -9999px"), TEXT),
    "indented away": (styled("text-indent: -9999px"), TEXT),
    "clipped": (styled("width: 1px; height: 1px; overflow: hidden"), TEXT),
    "tiny": (styled("font-size: 0.1px"), TEXT),
    "spaced out": (styled("letter-spacing: 1em"), TEXT),
    "in capitals": (styled("text-transform: uppercase"), TEXT),
    "over lines": (styled("width: 3em; overflow-wrap: anywhere"), TEXT),
    "over pages": (
        bare(f'<div style="height: 238mm"></div><p style="orphans: 1; widows: 1; width: 1px">{NAME}'),
        {"reading order"},
    ),
    "hyphenated": (bare('<p style="width: 4em">Quentin Zephyr&shy;line'), TEXT),
    "in pieces": (bare("<p>Quen<b>tin</b> Zeph<i>yr</i>line"), TEXT),
    "margin": (bare("", head=f"<title>t</title><style>@page {{@top-left {{content: '{NAME}'}}}}</style>"), {"page 1"}),
    "picture": (bare(f'<img alt="a" src="{DRAWING}">'), TEXT),
    "background": (bare(f'<p style="height: 90px; background: url({DRAWING})">'), {"drawing"}),
    "id": (bare('<p id="quentin-zephyrline">'), {"/Names", OBJECTS}),
    "link": (bare('<a href="https://x.test/Quentin%20Zephyrline">y</a>'), {"/Contents", "/URI", OBJECTS}),
    "heading": (bare(f"""<h1 style="bookmark-label: '{NAME}'">x</h1>"""), {"/Title", OBJECTS}),
    "title": (bare("", head=f"<title>{NAME}</title>"), {"/Title", "/Metadata (text)", OBJECTS}),
    "author": (
        bare("", head=f"<title>t</title><meta name=author content='{NAME}'>"),
        {"/Author", "/Metadata (text)", OBJECTS},
    ),
    "alternative text": (bare(f'<img alt="{NAME}" src="{EMPTY}">'), {"/Alt", OBJECTS}),
    "attachment": (
        bare("", head=f"<title>t</title><link rel=attachment href='data:text/plain,{NAME}'>"),
        {"attachment", "/EmbeddedFile (text)"},
    ),
    "attachment's name": (
        bare(f"<a rel=attachment download='{NAME}.txt' href='data:text/plain,x'>f</a>"),
        {"attachment", "/F", "/UF", OBJECTS},
    ),
    "form": (bare(f"<form><input value='{NAME}' style='appearance: auto'></form>"), {*TEXT, "/V", OBJECTS}),
}


@pytest.mark.parametrize(("html", "places"), HIDING_PLACES.values(), ids=HIDING_PLACES.keys())
def test_a_name_is_found_wherever_it_hides(html: str, places: set[str]) -> None:
    leaks = scan(render(html, identifier=b"1"), [NAME, "Ottoline Marchbanks"])
    assert {leak.place for leak in leaks} == places


LEFT_BEHIND = {"id", "title", "author", "attachment"}
"""What `join` does not take over from a part."""


@pytest.mark.parametrize("place", HIDING_PLACES)
def test_what_joining_keeps_is_found_again(place: str) -> None:
    html, _ = HIDING_PLACES[place]
    whole = join([render(html, identifier=b"1")], title="Pack")
    assert bool(scan(whole, [NAME])) == (place not in LEFT_BEHIND)


@pytest.mark.parametrize(
    "canary", [NAME, "QUENTIN  ZEPHYRLINE", "quentin\nzéphyrline", "Quentin-Zephyrline", "Quentin"]
)
def test_case_accents_and_spaces_make_no_difference(canary: str) -> None:
    assert scan(render(bare(f"<p>{NAME}"), identifier=b"1"), [canary]) == (
        Leak("page 1", canary),
        Leak("reading order", canary),
    )


@pytest.mark.parametrize("written", ["Łucja Ćwiklińska", "Zoë Brontë-Ffitch", "Siân O'Rourke", "07700 900123"])
def test_any_letters_are_read(written: str) -> None:
    found = scan(render(bare(f"<p>{written}"), identifier=b"1"), [written])
    assert {leak.place for leak in found} == TEXT


def test_a_clean_document_is_clean() -> None:
    """Full of words that hold short names: "towards", "indeed", "analysis"."""
    html = section("Case 1", rows=60, words="Towards an analysis, indeed, of what the marketplace offered.")
    whole = join([render(html, identifier=b"1")] * 2, title="Pack for March 2026")
    assert scan(whole, [NAME, "Ward", "Dee", "Ana", "Mark", "Otto", "Zephyrline", "07700 900123", " ", ""]) == ()


def test_a_short_name_is_found_as_a_word() -> None:
    pdf = render(bare("<p>Sergeant WARD's own words", head="<title>t</title>"), identifier=b"1")
    assert scan(pdf, ["Ward"]) == (Leak("page 1", "Ward"), Leak("reading order", "Ward"))


def test_every_attachment_is_reported() -> None:
    html = bare("<a rel=attachment download='notes.txt' href='data:text/plain,x'>f</a>")
    assert scan(render(html, identifier=b"1"), []) == (Leak("attachment", "notes.txt"),)


def test_strings_outside_the_pages_are_read_in_any_encoding() -> None:
    out = BytesIO()
    with Pdf.new() as pdf:
        pdf.Root.Notes = Dictionary(Deep=[String("Siân Zéphyrline")])
        pdf.docinfo[Name("/QuentinZephyrline")] = "x"
        pdf.save(out)
    assert scan(out.getvalue(), [NAME, "Siân Zéphyrline"]) == (
        Leak("/Deep", "Siân Zéphyrline"),
        Leak("key", NAME),
        Leak("file (text)", NAME),
    )


def test_what_is_not_a_pdf_is_not_called_clean() -> None:
    with pytest.raises(PdfError):
        scan(b"Quentin", [NAME])


@pytest.mark.parametrize("before", [b"", b"a", b"ab", b"abc"])
@pytest.mark.parametrize("text", [NAME, NAME.upper(), "quentin   zephyrline", "Quentin\tZephyrline"])
def test_bytes_are_read_in_every_encoding(text: str, before: bytes) -> None:
    def places(data: bytes) -> set[str]:
        return {leak.place for leak in scan_bytes(b"\x00\xff" + before + data + b"\xfe\x01", [NAME])}

    raw = before + text.encode() + b"?"
    assert places(text.encode()) == {"text"}
    assert places(text.encode("utf-16-le")) == {"text"}
    assert places(text.encode("utf-16-be")) == {"text"}
    assert places(raw.hex().encode()) == {"hex"}
    assert places(raw.hex().upper().encode()) == {"hex"}
    assert places(base64.b64encode(raw)) == {"base64"}
    assert places(base64.urlsafe_b64encode(raw + b"\xff\xfe\xfb")) == {"base64"}
    assert places(base64.b64encode(text.encode("utf-16-le"))) == {"base64"}


def test_bytes_without_a_name_are_clean() -> None:
    data = bytes(range(256)) * 200 + b"Quentin Zephyr line up; towards Zephyrlin" + base64.b64encode(b"Quentin") * 9
    assert scan_bytes(data, [NAME.replace("Quentin", "Quintin"), "Ottoline", "Ward"]) == ()
