"""A panel's pack: prepared as one PDF a case, released by a second person, and bound anew for each reader.

A reader gets a cover of their own and the sections of the cases that they may know of; nothing on it depends on any
other case. So the same reader's pack is the same, byte for byte, whether or not there is a case from which they are
excluded. That is why the cover bears no head of the log, no moment and no count of the whole: each would differ.
The head is moved by the log's own entry of the release, whose digest covers the fingerprint that was read.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from jinja2 import Environment
from sqlmodel import Session

from complaints.database import Database
from complaints.documents.join import join
from complaints.documents.pack_check import assert_clean, words_html
from complaints.documents.render import Renderer, RenderFailed
from complaints.errors import CannotDo, Invalid, NotFound, Stale
from complaints.facts.load import Owner, facts_of
from complaints.facts.meetings import meetings_of
from complaints.models.log import LogKind
from complaints.models.people import SignedIn
from complaints.queries.pack_cover import Cover, cover_of, plan_of
from complaints.queries.pack_view import SectionView, to_json
from complaints.queries.packs import (
    PackCase,
    Section,
    is_open,
    is_released,
    pack_cases,
    readable_sections,
    sections,
    still_known,
)
from complaints.queries.panel_declarations import check_open
from complaints.queries.panel_page import check_step
from complaints.queries.visible import find_meeting
from complaints.resources import environment
from complaints.services.packs import (
    NewSection,
    begin_making,
    end_making,
    fingerprint,
    log_pack,
    note_making,
    record_pack,
    release_pack,
)
from complaints.services.progress import Place, Taken, lock
from workflows.model import Refused
from workflows.panel.entries import ReleasePack

Render = Callable[[Sequence[str]], Sequence[bytes]]
"""Makes a PDF of each HTML document, as `Renderer.sections` does."""

Progress = Callable[[int, int], object]
"""Is told how many sections have been made, and of how many."""

AT_ONCE = 4
"""After so many sections whoever waits is told."""

CHANGED = "Something changed while the pack was being made. Prepare it again"


@dataclass(frozen=True)
class _Bound:
    """A pack as read from the database for one reader: what goes on its cover, and its sections."""

    cover: Cover
    sections: tuple[Section, ...]


def ask_for_pack(database: Database, meeting: str, *, by: SignedIn, at: datetime, submission: str) -> bool:
    """Note that somebody wants a meeting's pack made. Returns whether it has yet to be: a form may be sent twice.

    Raises NotFound, and Refused where it cannot be prepared now.
    """
    with database.transaction(by.person_id) as session:
        meeting_id = find_meeting(session, meeting)
        check_step(session, meeting_id, "prepare-pack", by, at)
        return begin_making(session, meeting_id, by=by, at=at, submission=submission)


def make_pack(
    database: Database, render: Render, meeting: str, *, by: SignedIn, now: Callable[[], datetime], submission: str
) -> None:
    """Prepare the pack that somebody has asked for, and write down for them how far it is and how it ended."""

    def note(made: int, total: int) -> None:
        with database.transaction(by.person_id) as session:
            note_making(session, submission, made, total, at=now())

    problem = ""
    try:
        prepare_pack(database, render, meeting, by=by, at=now(), submission=submission, progress=note)
    except Invalid as found:
        problem = " ".join(found.problems.values())
    except RenderFailed as failed:
        problem = str(failed)
    except (Refused, Stale, NotFound):
        problem = CHANGED
    with database.transaction(by.person_id) as session:
        end_making(session, submission, problem, at=now())


def prepare_pack(
    database: Database,
    render: Render,
    meeting: str,
    *,
    by: SignedIn,
    at: datetime,
    submission: str,
    progress: Progress = lambda _made, _total: None,
    among: frozenset[int] | None = None,
) -> Taken:
    """Render, search and record the pack of a meeting, by its reference; an earlier pack no longer counts.

    The facts are those known at `at`. `among` are the row ids of the only cases that may go in: an invented force
    has more than anybody would wait for. Rendering happens outside any transaction: seconds for a hundred cases.
    Raises NotFound, Refused, Stale, RenderFailed, and Invalid where a section holds what may not leave.
    """
    with database.transaction(by.person_id, write=False) as session:
        meeting_id = find_meeting(session, meeting)
        check_step(session, meeting_id, "prepare-pack", by, at)
        month = plan_of(facts_of(session, [meeting_id], owner=Owner.MEETING)[meeting_id].file).month
        cases = pack_cases(session, by.person_id, meeting, month, at, among)
        earlier = {section.case_id for section in sections(session, meeting_id, by.person_id, released=False)}
    made = render_sections(render, cases, progress)
    with database.transaction(by.person_id) as session:
        known = still_known(session, by.person_id, earlier | {section.case_id for section in made})
        kept = [section for section in made if section.case_id in known]
        gone = known - {section.case_id for section in kept}
        return record_pack(session, meeting_id, kept, gone, by=by, at=at, submission=submission)


def render_sections(render: Render, cases: Sequence[PackCase], progress: Progress) -> list[NewSection]:
    """Each case as a PDF that names nobody. Raises RenderFailed, and Invalid where one does."""
    progress(0, len(cases))
    (words,) = render([words_html(_templates())])
    pdfs = list(_rendered(render, cases, progress))
    assert_clean(words, [(case.view.name, pdf, case.canaries) for case, pdf in zip(cases, pdfs, strict=True)])
    return [
        NewSection(case.case_id, case.view.name, to_json(case.view), pdf) for case, pdf in zip(cases, pdfs, strict=True)
    ]


def _rendered(render: Render, cases: Sequence[PackCase], progress: Progress) -> Iterator[bytes]:
    for start in range(0, len(cases), AT_ONCE):
        some = cases[start : start + AT_ONCE]
        yield from render([section_html(case.view) for case in some])
        progress(start + len(some), len(cases))


def section_html(view: SectionView) -> str:
    """One section as HTML. The template is given the view and nothing else."""
    return _templates().get_template("documents/pack_section.html").render(view=view)


def let_pack_go(
    database: Database, meeting: str, *, by: SignedIn, at: datetime, entry: ReleasePack, submission: str
) -> Taken:
    """Release a meeting's pack to the panel, as far as the releaser may know of its cases.

    Raises NotFound, Refused, and Stale where the fingerprint is not that of the pack as it is now.
    """
    with database.transaction(by.person_id) as session:
        meeting_id = find_meeting(session, meeting)
        lock(session, Place(Owner.MEETING, meeting_id))  # or the pack could be prepared again after it was read here
        readable = sections(session, meeting_id, by.person_id, released=False)
        return release_pack(session, meeting_id, readable, by=by, at=at, entry=entry, submission=submission)


def read_pack(database: Database, render: Render, meeting: str, *, by: SignedIn, at: datetime) -> bytes:
    """One reader's pack as a PDF, once the log says that it was read.

    Raises PackShut where they have yet to declare, NotFound where there is none that they may read, and Stale where it
    changed meanwhile.
    """
    with database.transaction(by.person_id, write=False) as session:
        meeting_id = find_meeting(session, meeting)
        check_open(facts_of(session, [meeting_id], owner=Owner.MEETING)[meeting_id].file, meeting, by)
        bound = _bound(session, meeting_id, by, at)
    return _handed_over(database, render, meeting_id, bound, LogKind.VIEW, by, at)


def released_pack(database: Database, month: str, by: SignedIn, at: datetime) -> bytes:
    """The newest released pack of a month ("2026-03") as the system or one person reads it, for a file.

    What no second person has let go does not leave. Raises CannotDo where there is none that they may read now.
    """
    with database.transaction(by.person_id, write=False) as session:
        newest_first = reversed(meetings_of(session, month))
        released = (each.id for each in newest_first if is_released(each.file) and is_open(each.file, by))
        meeting_id = next(released, None)
        if meeting_id is None:
            raise CannotDo(f"no pack for {month} has been released to {by.name}, or its reader has yet to declare")
        bound = _bound(session, meeting_id, by, at)
    with Renderer(workers=1) as renderer:
        return _handed_over(database, renderer.sections, meeting_id, bound, LogKind.EXPORT, by, at)


def _handed_over(
    database: Database, render: Render, meeting_id: int, bound: _Bound, kind: LogKind, by: SignedIn, at: datetime
) -> bytes:
    """Bind what was read, ask again whether it may be read, log it, and only then give it."""
    pdf = bind(render, bound.cover, [section.pdf for section in bound.sections])
    with database.transaction(by.person_id) as session:
        if _bound(session, meeting_id, by, at).cover != bound.cover:
            raise Stale("read-pack")
        log_pack(session, kind, bound.sections, by=by, at=at)
    return pdf


def bind(render: Render, cover: Cover, pdfs: Sequence[bytes]) -> bytes:
    """A cover and the sections behind it as one accessible PDF."""
    html = _templates().get_template("documents/pack_cover.html").render(cover=cover)
    return join([*render([html]), *pdfs], title=cover.title)


def _bound(session: Session, meeting_id: int, by: SignedIn, at: datetime) -> _Bound:
    file = facts_of(session, [meeting_id], owner=Owner.MEETING)[meeting_id].file
    if not is_open(file, by):
        raise NotFound
    found = readable_sections(session, meeting_id, file, by)
    return _Bound(cover_of(session, file, [section.view for section in found], fingerprint(found), at), found)


@cache
def _templates() -> Environment:
    """Documents have no assets: their stylesheet and typeface are the renderer's."""
    return environment(asset=str)
