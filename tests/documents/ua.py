"""Is a PDF accessible? For every test of a document that people receive.

The 104 rules of PDF/UA-1 are checked by `page-validation`. It passes over some defects, which are checked here by hand.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO

import page as page_validation
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page, Pdf, parse_content_stream

from complaints.documents.text import Words

MARKING = "OFFICIAL-SENSITIVE"


def assert_accessible(pdf: bytes, *, title: str, bookmarks: Sequence[str]) -> None:
    """`bookmarks` are the titles of the top level, in order: the sections of the document."""
    report = page_validation.validate_pdf_bytes(pdf, profile="pdf/ua-1")
    assert [failure.message for failure in report.failures] == []
    assert (report.rules.total, report.rules.passed) == (104, 104)
    with Pdf.open(BytesIO(pdf)) as opened:
        tags = list(_tags(opened.Root.StructTreeRoot))
        _assert_described(opened, title)
        _assert_bookmarked(opened, bookmarks)
        _assert_owned(opened)
        _assert_tables(tags)
        _assert_pictures(tags)
        _assert_fonts(opened)


def _assert_described(pdf: Pdf, title: str) -> None:
    root = pdf.Root
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(root.Lang) == "en-GB"
    assert str(pdf.docinfo[Name.Title]) == title
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == title


def _assert_bookmarked(pdf: Pdf, bookmarks: Sequence[str]) -> None:
    pages = {page.obj.objgen for page in pdf.pages}
    with pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == list(bookmarks)
        for item in outline.root:
            assert isinstance(item.destination, Array)
            assert item.destination[0].objgen in pages, f"the bookmark {item.title} leads nowhere"


def _assert_owned(pdf: Pdf) -> None:
    """All text is marked, and the parent tree knows the owner of each mark and of each link."""
    owners = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for number, page in enumerate(pdf.pages, start=1):
        owned = owners.get(int(page.obj.StructParents), Array())
        for mark in _marks_of_text(page):
            assert mark is not None, f"page {number} has text outside the tags"
            assert mark < len(owned), f"page {number}: mark {mark} has no owner in the parent tree"
            assert owned[mark].Pg.objgen == page.obj.objgen, f"page {number}: mark {mark} belongs to another page"
        for link in page.get("/Annots", Array()):
            kids = [kid.Obj.objgen for kid in owners[int(link.StructParent)].K if isinstance(kid, Dictionary)]
            assert link.objgen in kids, f"page {number} has a link that its tag does not know"


def _assert_tables(tags: list[Object]) -> None:
    ids = Counter(str(tag.ID) for tag in tags if Name.ID in tag)
    assert ids == Counter(set(ids)), "two tags share an id"
    for tag in tags:
        if tag.S == Name.TH:
            assert Name.ID in tag, "a header cell has no id"
        if tag.S == Name.TD:
            headers = {str(header) for header in tag.get("/A", Dictionary()).get("/Headers", Array())}
            assert headers, "a cell names no header"
            assert headers <= set(ids), "a cell names a header that is not there"


def _assert_pictures(tags: list[Object]) -> None:
    for picture in (tag for tag in tags if str(tag.S) == "/Figure"):
        assert str(picture.get("/Alt", "")).strip(), "a picture has no alternative text"


def _assert_fonts(pdf: Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.FontDescriptor:
            assert item.keys() & {"/FontFile", "/FontFile2", "/FontFile3"}, "a font is not embedded"


def assert_marked(pdf: bytes) -> None:
    """Every page bears the marking at its top and at its bottom."""
    with Pdf.open(BytesIO(pdf)) as opened:
        assert [text.count(MARKING) for text in Words(opened).pages()] == [2] * len(opened.pages)


def _tags(top: Object) -> Iterator[Object]:
    """Every tag below `top`."""
    kids = top.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and Name.S in kid:
            yield kid
            yield from _tags(kid)


def _marks_of_text(page: Page) -> Iterator[int | None]:
    marks: list[int | None] = [None]
    for command in parse_content_stream(page, "BMC BDC EMC Tj TJ"):
        match str(command.operator):
            case "EMC":
                marks.pop()
            case "BMC":
                marks.append(marks[-1])
            case "BDC":
                mark = command.operands[1].get("/MCID")
                marks.append(marks[-1] if mark is None else int(mark))
            case _:
                yield marks[-1]
