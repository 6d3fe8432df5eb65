"""Joining: one accessible file in which everything is still where it was in its part."""

from collections import Counter
from collections.abc import Sequence
from io import BytesIO

import pytest
from pikepdf import Array, Name, NameTree, OutlineItem, Pdf

from complaints.documents.join import join
from complaints.documents.render import Renderer, render
from complaints.documents.text import Words
from tests.documents.samples import bare, section
from tests.documents.ua import assert_accessible, assert_marked

NAMES = ["Cases this month", "Case 1", "Case 2", "Case 3", "Recommendations"]


@pytest.fixture(scope="module")
def parts(renderer: Renderer) -> list[bytes]:
    return renderer.sections([section(name, rows=30 * number) for number, name in enumerate(NAMES, start=1)])


def texts(pdf: bytes) -> list[str]:
    with Pdf.open(BytesIO(pdf)) as opened:
        return Words(opened).pages()


def flow(pdf: bytes) -> str:
    with Pdf.open(BytesIO(pdf)) as opened:
        return Words(opened).flow()


def bookmarks(pdf: bytes, first_page: int = 0) -> list[object]:
    """Titles, pages (the first is `first_page`) and heights upon them, nested as they stand."""
    with Pdf.open(BytesIO(pdf)) as opened, opened.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages, start=first_page)}

        def place(destination: object) -> tuple[int, object]:
            assert isinstance(destination, Array)
            return numbers[destination[0].objgen], destination[3]

        def told(items: Sequence[OutlineItem]) -> list[object]:
            return [(item.title, *place(item.destination), told(item.children)) for item in items]

        return told(outline.root)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_the_whole_is_accessible_and_marked(parts: list[bytes], count: int) -> None:
    whole = join(parts[:count], title="Pack for March 2026")
    assert_accessible(whole, title="Pack for March 2026", bookmarks=NAMES[:count])
    assert_marked(whole)


def test_pages_and_reading_order_are_those_of_the_parts(parts: list[bytes]) -> None:
    whole = join(parts, title="Pack")
    assert texts(whole) == [text for part in parts for text in texts(part)]
    assert flow(whole) == "\n".join(map(flow, parts))


def test_bookmarks_lead_to_the_same_places(parts: list[bytes]) -> None:
    expected, page = [], 0
    for part in parts:
        expected += bookmarks(part, page)
        page += len(texts(part))
    assert bookmarks(join(parts, title="Pack")) == expected


def test_a_link_stays_within_its_section(parts: list[bytes]) -> None:
    """Every section has a heading of the same id."""
    lengths = [len(texts(part)) for part in parts]
    starts = [sum(lengths[:number]) for number in range(len(parts))]
    with Pdf.open(BytesIO(join(parts, title="Pack"))) as whole:
        pages = [page.obj.objgen for page in whole.pages]
        targets = {name: pages.index(place.D[0].objgen) for name, place in NameTree(whole.Root.Names.Dests).items()}
        links = [targets[str(link.Dest)] for page in whole.pages for link in page.get("/Annots", Array())]
    assert links == starts


def test_a_cell_names_the_headers_of_its_own_section(parts: list[bytes]) -> None:
    with Pdf.open(BytesIO(join(parts, title="Pack"))) as whole:
        cells = [item for item in whole.objects if item.get("/S") == Name.TD]
        sections = [{str(header).split(".")[0] for header in cell.A.Headers} for cell in cells]
    assert Counter(map("".join, sections)) == {"0": 30, "1": 60, "2": 90, "3": 120, "4": 150}


def test_the_same_parts_give_the_same_bytes(parts: list[bytes]) -> None:
    assert join(parts, title="Pack") == join(parts, title="Pack")


def test_metadata_of_the_parts_stay_behind() -> None:
    head = """<title>Inner title</title><meta name="author" content="Quentin Zephyrline">
        <meta name="description" content="Inner description"><meta name="keywords" content="inner, keys">
        <meta name="generator" content="A program"><meta name="dcterms.created" content="2026-03-02">
        <link rel="attachment" href="data:text/plain,inner">"""
    part = render(bare("<h1>Case 1</h1>", head=head), identifier=b"1")
    with Pdf.open(BytesIO(part)) as opened:
        assert str(opened.docinfo["/Author"]) == "Quentin Zephyrline"
    with Pdf.open(BytesIO(join([part, part], title="Pack"))) as whole:
        assert {key: str(value) for key, value in whole.docinfo.items()} == {"/Title": "Pack"}
        with whole.open_metadata() as metadata:
            assert dict(metadata) == {
                "{http://purl.org/dc/elements/1.1/}title": "Pack",
                "{http://purl.org/dc/elements/1.1/}language": {"en-GB"},
                "{http://www.aiim.org/pdfua/ns/id/}part": "1",
            }
        assert len(whole.attachments) == 0
        assert str(whole.trailer.ID[0]) != "1"


def test_nothing_cannot_be_joined() -> None:
    with pytest.raises(ValueError, match="nothing to join"):
        join([], title="Pack")
