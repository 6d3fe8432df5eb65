"""The checker must fail: each test plants one defect in an accessible file."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from complaints.documents.render import render
from tests.documents.samples import section
from tests.documents.ua import assert_accessible, assert_marked


@pytest.fixture(scope="module")
def sound() -> bytes:
    return render(section("Case 1"), identifier=b"1")


def edited(pdf: bytes, edit: Callable[[Pdf], None]) -> bytes:
    out = BytesIO()
    with Pdf.open(BytesIO(pdf)) as opened:
        edit(opened)
        opened.save(out)
    return out.getvalue()


def tags(pdf: Pdf, kind: Name) -> list[Object]:
    return [item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/S") == kind]


def empty_parent_tree(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTree.Nums = Array()


def give_marks_to_the_wrong_page(pdf: Pdf) -> None:
    for tag in tags(pdf, Name.Span):
        tag.Pg = pdf.make_indirect(Dictionary(Type=Name.Page))


def forget_a_link(pdf: Pdf) -> None:
    tags(pdf, Name.Link)[0].K = Array()


def strip_header_cells(pdf: Pdf) -> None:
    for tag in tags(pdf, Name.TH):
        del tag.ID


def strip_cells(pdf: Pdf) -> None:
    for tag in tags(pdf, Name.TD):
        del tag.A.Headers


def repeat_an_id(pdf: Pdf) -> None:
    first, second, *_ = tags(pdf, Name.TH)
    first.ID = second.ID


def name_a_header_that_is_not_there(pdf: Pdf) -> None:
    tags(pdf, Name.TD)[0].A.Headers[0] = "nowhere"


def remove_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def remove_alternative(pdf: Pdf) -> None:
    del tags(pdf, Name.Figure)[0].Alt


def blank_alternative(pdf: Pdf) -> None:
    tags(pdf, Name.Figure)[0].Alt = " "


def remove_bookmarks(pdf: Pdf) -> None:
    del pdf.Root.Outlines


def aim_bookmarks_elsewhere(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Dest[0] = pdf.make_indirect(Dictionary(Type=Name.Page))


def hide_title(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences


def rename_in_metadata(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = "Another"


def unmark_text(pdf: Pdf) -> None:
    contents = pdf.pages[0].Contents
    contents.write(contents.read_bytes().replace(b"BDC", b"pop", 1).replace(b"EMC", b"", 1))


def leave_out_fonts(pdf: Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and Name.FontFile2 in item:
            del item.FontFile2


DEFECTS = [
    empty_parent_tree,
    give_marks_to_the_wrong_page,
    forget_a_link,
    strip_header_cells,
    strip_cells,
    repeat_an_id,
    name_a_header_that_is_not_there,
    remove_language,
    remove_alternative,
    blank_alternative,
    remove_bookmarks,
    aim_bookmarks_elsewhere,
    hide_title,
    rename_in_metadata,
    unmark_text,
    leave_out_fonts,
]


def test_a_sound_file_passes(sound: bytes) -> None:
    unharmed = edited(sound, lambda _: None)
    assert_accessible(unharmed, title="Case 1", bookmarks=["Case 1"])
    assert_marked(unharmed)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.__name__)
def test_a_defect_is_found(sound: bytes, defect: Callable[[Pdf], None]) -> None:
    with pytest.raises(AssertionError):
        assert_accessible(edited(sound, defect), title="Case 1", bookmarks=["Case 1"])


def test_a_wrong_title_or_section_is_found(sound: bytes) -> None:
    with pytest.raises(AssertionError):
        assert_accessible(sound, title="Case 2", bookmarks=["Case 1"])
    with pytest.raises(AssertionError):
        assert_accessible(sound, title="Case 1", bookmarks=["Case 1", "Case 2"])


def test_a_page_without_its_marking_is_found(sound: bytes) -> None:
    def blank(pdf: Pdf) -> None:
        pdf.pages[0].Contents = Stream(pdf, b"")

    with pytest.raises(AssertionError):
        assert_marked(edited(sound, blank))
