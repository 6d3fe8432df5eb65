"""The comparison of worlds is worth something only if it sees a leak: each of these is planted, and must be caught."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from litestar import Response
from litestar.exceptions import PermissionDeniedException
from litestar.response import Redirect
from sqlalchemy import exists, func, select

from complaints.database import SYSTEM
from complaints.documents import pack
from complaints.errors import Invalid, NotFound
from complaints.models import metadata
from complaints.models.log import LogKind
from complaints.queries import compliance_page, my_work, oversight_page, packs, step_page, visible
from complaints.queries.visible import find_case
from complaints.services import log
from complaints.services.openings import open_case
from complaints.web import errors, reading
from complaints.web.house import House
from complaints.web.pages import my_work as my_work_pages
from complaints.web.pages import oversight as oversight_pages
from complaints.web.pages import steps as step_pages
from complaints.web.render import render
from tests.twin.visit import Leak, Twins

CASE, EVENT, EXCLUSION, PERSON, SECTION = (
    metadata.tables[name] for name in ("case_file", "event", "exclusion", "person", "pack_section")
)
Plant = Callable[[pytest.MonkeyPatch], None]


def a_total(patch: pytest.MonkeyPatch) -> None:
    """My work says how many cases the force has."""
    _after(patch, my_work_pages, lambda r, house: Response(f"{r.content} {_asked(house, _number(CASE))} cases"))


def an_etag(patch: pytest.MonkeyPatch) -> None:
    """The oversight page can be kept until something happens somewhere."""
    newest = select(func.max(EVENT.c.id))
    _after(patch, oversight_pages, lambda r, house: _with(r, "ETag", f'"{_asked(house, newest)}"'))


def a_list_that_forgets_exclusions(patch: pytest.MonkeyPatch) -> None:
    """Allocation alone decides what stands under my work."""
    patch.setattr(my_work, "MY_CASES", _forgetful(my_work.MY_CASES))


def an_overseen_case_that_forgets_exclusions(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(oversight_page, "OVERSEEN", _forgetful(oversight_page.OVERSEEN))


def a_door_that_forgets_exclusions(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(visible, "FIND_CASE", _forgetful(visible.FIND_CASE))


def a_report_that_counts_them(patch: pytest.MonkeyPatch) -> None:
    """A run that somebody made before they were excluded still shows all that it found."""
    patch.setattr(compliance_page, "FINDINGS", _forgetful(compliance_page.FINDINGS))


def a_pack_that_holds_them(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(packs, "RELEASED", _forgetful(packs.RELEASED))


def a_pack_with_a_total(patch: pytest.MonkeyPatch) -> None:
    """The cover says of how many cases the whole pack is."""
    bound = pack._bound

    def with_total(session: Any, meeting_id: int, by: Any, at: Any) -> Any:
        found = bound(session, meeting_id, by, at)
        total = session.scalar(_number(SECTION))
        return replace(found, cover=replace(found.cover, title=f"{found.cover.title}: {total} cases"))

    patch.setattr(pack, "_bound", with_total)


def an_error_that_names_a_duplicate(patch: pytest.MonkeyPatch) -> None:
    """A new report is refused because somebody in it is in another case."""

    def refuse_twice(session: Any, **given: Any) -> Any:
        known = select(EXCLUSION.c.id).join(PERSON, PERSON.c.id == EXCLUSION.c.person_id)
        if session.execute(known.where(PERSON.c.reference == given["entry"].subject)).first():
            raise Invalid({"subject": "There is a case about this person already"})
        return open_case(session, **given)

    patch.setattr(step_pages, "open_case", refuse_twice)


def a_choice_that_leaves_people_out(patch: pytest.MonkeyPatch) -> None:
    """Whoever is excluded from any case is offered for none."""
    anywhere = exists().where(EXCLUSION.c.person_id == PERSON.c.id, EXCLUSION.c.until.is_(None))
    patch.setattr(step_page, "STAFF", step_page.STAFF.where(~anywhere))


def a_number_that_counts_up(patch: pytest.MonkeyPatch) -> None:
    """A new case is named by the next number."""

    def numbered(session: Any, **given: Any) -> Any:
        return open_case(session, **{**given, "reference": f"CASE-{session.scalar(_number(CASE))}"})

    patch.setattr(step_pages, "open_case", numbered)
    patch.setattr(step_pages, "_done", lambda session, *_: Redirect(f"/{session.scalar(_number(CASE))}"))


def one_byte_on_the_page_of_what_is_not_there(patch: pytest.MonkeyPatch) -> None:

    def spaced(request: Any, house: House, *rest: Any, **given: Any) -> Response[str]:
        page = render(request, house, *rest, **given)
        here = _number(CASE).where(CASE.c.reference == request.scope["path_params"].get("reference"))
        return Response(f"{page.content} ", status_code=404) if _asked(house, here) else page

    patch.setattr(errors, "render", spaced)


def one_statement_more(patch: pytest.MonkeyPatch) -> None:
    """First whether there is such a case, and only then whether it may be seen."""

    def twice(session: Any, reference: str, actor: Any) -> int:
        if not session.scalar(_number(CASE).where(CASE.c.reference == reference)):
            raise NotFound
        return find_case(session, reference, actor)

    patch.setattr(reading, "find_case", twice)


def a_refusal_instead(patch: pytest.MonkeyPatch) -> None:

    def forbidden(session: Any, reference: str, actor: Any) -> int:
        barred = select(EXCLUSION.c.id).join(CASE, CASE.c.id == EXCLUSION.c.case_id)
        if session.execute(barred.where(CASE.c.reference == reference)).first():
            raise PermissionDeniedException
        return find_case(session, reference, actor)

    patch.setattr(reading, "find_case", forbidden)


def a_log_that_says_which_case(patch: pytest.MonkeyPatch) -> None:
    """Somebody who may read the log of their own account finds the case that they asked for."""

    def tell(house: House, actor: Any, what: str, reference: str) -> None:
        with house.database.transaction(SYSTEM) as session:
            case_id = session.scalar(select(CASE.c.id).where(CASE.c.reference == reference))
            entry = {"kind": LogKind.NOT_FOUND, "what": what, "account_id": actor.account_id, "case_id": case_id}
            log.append(session, [log.Record(at=house.now(), **entry)])

    patch.setattr(reading, "log_not_found", tell)


@pytest.mark.parametrize("twins", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("plant", "who", "where"),
    [
        (a_total, "cole", "GET /\n"),
        (an_etag, "rea", "GET /oversight\n"),
        (a_list_that_forgets_exclusions, "sid", "GET /\n"),
        (an_overseen_case_that_forgets_exclusions, "fay", "GET /oversight\n"),
        (a_door_that_forgets_exclusions, "vera", "GET /cases/{secret}\n"),
        (a_report_that_counts_them, "dec", "GET /compliance/{run}\n"),
        (a_pack_that_holds_them, "wit", "GET /panel/{meetings[0]}\n"),
        (a_pack_with_a_total, "wit", "GET /panel/{meetings[1]}/pack.pdf\n"),
        (an_error_that_names_a_duplicate, "vera", "POST /report\n"),
        (a_choice_that_leaves_people_out, "cole", "GET /cases/{own}/steps/allocate-case\n"),
        (a_number_that_counts_up, "rea", "POST /report\n"),
        (one_byte_on_the_page_of_what_is_not_there, "ola", "GET /cases/{secret}\n"),
        (one_statement_more, "ola", "GET /cases/{secret}\n"),
        (a_refusal_instead, "sid", "GET /cases/{secret}\n"),
        (a_log_that_says_which_case, "dec", "the log of dec\n"),
    ],
)
def test_it_is_caught(twins: Twins, monkeypatch: pytest.MonkeyPatch, plant: Plant, who: str, where: str) -> None:
    """On SQLite, where no row-level policy stands behind the statements."""
    names = twins.names
    own, run = names.own.get(who, ""), names.runs["dec"]
    place = where.format(secret=names.secret, run=run, meetings=names.meetings, own=own)
    plant(monkeypatch)
    with pytest.raises(Leak, match=f"^{re.escape(place)}"):
        twins.assert_alike(who)


def _forgetful(statement: Any) -> Any:
    """The same statement without its condition on exclusions."""
    conditions = [part for part in statement._where_criteria if "exclusion" not in str(part)]
    assert len(conditions) < len(statement._where_criteria)
    forgetful = statement._generate()
    forgetful._where_criteria = tuple(conditions)
    return forgetful


def _after(patch: pytest.MonkeyPatch, page: Any, change: Callable[[Response[str], House], Response[str]]) -> None:
    """Change what a page module renders."""
    shown = page.render

    def changed(request: Any, house: House, *rest: Any, **given: Any) -> Response[str]:
        return change(shown(request, house, *rest, **given), house)

    patch.setattr(page, "render", changed)


def _with(response: Response[str], name: str, value: str) -> Response[str]:
    response.headers[name] = value
    return response


def _number(table: Any) -> Any:
    return select(func.count()).select_from(table)


def _asked(house: House, statement: Any) -> Any:
    """The answer to a statement that sees everything."""
    with house.database.transaction(SYSTEM, write=False) as session:
        return session.scalar(statement)
