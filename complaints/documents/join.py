"""Several accessible PDFs become one, with tags, table headers, bookmarks and inner links intact.

Appending pages alone loses the tags. So each part's pages are appended, its tag tree is copied after them (the
copy then points at the appended pages), and what repeats from part to part is made distinct: the numbers under
which the parent tree finds a page's tags, and the ids by which a table cell names its headers. Nothing else of
a part's catalogue or metadata is taken over.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

from pikepdf import Array, Dictionary, Name, NumberTree, Object, ObjectStreamMode, Page, Pdf, String
from pikepdf.models import OutlineItem

LANGUAGE = "en-GB"

Places = Mapping[tuple[int, int], Object]
"""Pages of the whole, by the object number of the page of a part that each was copied from."""


def join(parts: Sequence[bytes], *, title: str) -> bytes:
    """The parts, in order, as one PDF/UA-1 file called `title`. The same parts and title give the same bytes.

    Every part must be tagged, as `render` makes it. ValueError if there is no part.
    """
    if not parts:
        raise ValueError("nothing to join")
    with Pdf.new() as whole:
        book = _Book(whole)
        for part in parts:
            with Pdf.open(BytesIO(part)) as opened:
                book.append(opened)
        book.close(title)
        return _saved(whole)


class _Book:
    """The file being made: its document tag, its parent tree so far, and how many parts it holds."""

    def __init__(self, whole: Pdf) -> None:
        self._whole = whole
        self._document = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
        self._owners = NumberTree.new(whole)
        self._next_key = 0
        self._parts = 0

    def append(self, part: Pdf) -> None:
        first = len(self._whole.pages)
        self._whole.add_pages_from(part, forms="strip")
        pages = self._whole.pages[first:]
        places = {old.obj.objgen: new.obj for old, new in zip(part.pages, pages, strict=True)}
        self._take_tags(part, pages)
        self._take_bookmarks(part, places)
        self._parts += 1

    def close(self, title: str) -> None:
        root = self._whole.Root
        root.StructTreeRoot = self._whole.make_indirect(
            Dictionary(
                Type=Name.StructTreeRoot,
                K=self._document,
                ParentTree=self._owners.obj,
                ParentTreeNextKey=self._next_key,
            )
        )
        self._document.P = root.StructTreeRoot
        root.MarkInfo = Dictionary(Marked=True)
        root.Lang = String(LANGUAGE)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        _describe(self._whole, title)

    def _take_tags(self, part: Pdf, pages: Sequence[Page]) -> None:
        tree = self._whole.copy_foreign(part.Root.StructTreeRoot)
        shift = self._next_key
        for holder, key in _keys(pages):
            holder[key] = int(holder[key]) + shift
        for number, owners in NumberTree(tree.ParentTree).items():
            self._owners[number + shift] = owners
            self._next_key = max(self._next_key, number + shift + 1)
        for document in tree.K:
            _prefix_ids(document, f"{self._parts}.")
            for child in document.K:
                child.P = self._document
                self._document.K.append(child)

    def _take_bookmarks(self, part: Pdf, places: Places) -> None:
        with part.open_outline() as theirs, self._whole.open_outline() as ours:
            ours.root.extend(_bookmark(item, places) for item in theirs.root)


def _keys(pages: Sequence[Page]) -> Iterator[tuple[Object, str]]:
    """Where the parent tree's numbers stand: on pages, and on the links upon them."""
    for page in pages:
        yield page.obj, "/StructParents"
        links = (item for item in page.get("/Annots", Array()) if Name.StructParent in item)
        yield from ((link, "/StructParent") for link in links)


def _prefix_ids(top: Object, prefix: str) -> None:
    """Put `prefix` before the ids of table headers from `top` downwards, and before each mention of them."""
    waiting = [top]
    while waiting:
        tag = waiting.pop()
        if Name.ID in tag:
            tag.ID = String(prefix + str(tag.ID))
        headers = tag.get("/A", Dictionary()).get("/Headers", Array())
        for place, header in enumerate(headers):
            headers[place] = String(prefix + str(header))
        waiting.extend(kid for kid in tag.get("/K", Array()) if isinstance(kid, Dictionary))


def _bookmark(item: OutlineItem, places: Places) -> OutlineItem:
    assert isinstance(item.destination, Array)
    page, *position = item.destination
    copy = OutlineItem(item.title, Array([places[page.objgen], *position]))
    copy.children.extend(_bookmark(child, places) for child in item.children)
    return copy


def _describe(whole: Pdf, title: str) -> None:
    """Title and language. No author, program or date: those of the parts stay behind."""
    with whole.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = [LANGUAGE]
        metadata["pdfuaid:part"] = "1"


def _saved(whole: Pdf) -> bytes:
    out = BytesIO()
    whole.save(out, min_version="1.7", object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()
