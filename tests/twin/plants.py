"""Leaks to plant in the application: a comparison of worlds is worth something only if it sees each of them."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from litestar import Response
from litestar.exceptions import PermissionDeniedException
from sqlalchemy import exists, func, select

from complaints.database import SYSTEM
from complaints.documents import pack
from complaints.errors import Invalid, NotFound
from complaints.models import metadata
from complaints.models.entries import TABLES
from complaints.models.log import LogKind
from complaints.queries import (
    case_looks,
    compliance_page,
    find_page,
    my_work,
    oversight_page,
    packs,
    panel_declarations,
    step_page,
    visible,
)
from complaints.queries.visible import find_case
from complaints.services import log
from complaints.services.openings import open_case
from complaints.services.unsent import change_form
from complaints.web import errors, reading
from complaints.web.house import House
from complaints.web.pages import case_list as case_list_pages
from complaints.web.pages import find as find_pages
from complaints.web.pages import my_work as my_work_pages
from complaints.web.pages import oversight as oversight_pages
from complaints.web.pages import panel as panel_pages
from complaints.web.pages import report as report_pages
from complaints.web.pages import unallocated as unallocated_pages
from complaints.web.render import render
from tests.twin.visit import Leak, Twins

CASE, EVENT, EXCLUSION, LOG, PERSON, SECTION = (
    metadata.tables[name] for name in ("case_file", "event", "exclusion", "log_entry", "person", "pack_section")
)
Plant = Callable[[pytest.MonkeyPatch], None]
Look = Callable[[Twins, str], None]


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


def a_list_of_cases_with_a_total(patch: pytest.MonkeyPatch) -> None:
    _after(patch, case_list_pages, lambda r, house: Response(f"{r.content} of {_asked(house, _number(CASE))}"))


def a_search_that_forgets_exclusions(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(find_page, "CASES", _forgetful(find_page.CASES))


def a_search_that_looks_first(patch: pytest.MonkeyPatch) -> None:
    """One statement more where somebody of this number is in any case."""
    found = find_page.find_page

    def looked(session: Any, actor: Any, sought: str) -> Any:
        barred = select(EXCLUSION.c.id).join(PERSON, PERSON.c.id == EXCLUSION.c.person_id)
        if session.execute(barred.where(PERSON.c.number == sought)).first():
            session.execute(select(1))
        return found(session, actor, sought)

    patch.setattr(find_pages, "find_page", looked)


def an_overseen_case_that_forgets_exclusions(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(oversight_page, "OVERSEEN", _forgetful(oversight_page.OVERSEEN))


def a_door_that_forgets_exclusions(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(visible, "FIND_CASE", _forgetful(visible.FIND_CASE))


def an_urgent_access_that_forgets_exclusions(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(visible, "_NAMED", _forgetful(visible._NAMED))


def a_report_that_counts_them(patch: pytest.MonkeyPatch) -> None:
    """A run that somebody made before they were excluded still shows all that it found."""
    patch.setattr(compliance_page, "FINDINGS", _forgetful(compliance_page.FINDINGS))


def a_sum_of_earlier_days_that_counts_them(patch: pytest.MonkeyPatch) -> None:
    """The same run, in what it says of the days before."""
    patch.setattr(compliance_page, "EARLIER_COUNTS", _forgetful(compliance_page.EARLIER_COUNTS))


def a_list_of_looks_with_a_total(patch: pytest.MonkeyPatch) -> None:
    """Who looked at one's own case counts the whole log."""
    patch.setattr(case_looks, "COUNT", _number(LOG))


def a_pack_that_holds_them(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(packs, "RELEASED", _forgetful(packs.RELEASED))


def a_decision_that_forgets_exclusions(patch: pytest.MonkeyPatch) -> None:
    """Whoever decides on what somebody declared is shown every case of the pack."""
    sound, forgetful = packs.sections, _forgetful(packs.PREPARED)

    def every(*asked: Any, **how: Any) -> Any:
        with pytest.MonkeyPatch.context() as meanwhile:
            meanwhile.setattr(packs, "PREPARED", forgetful)
            return sound(*asked, **how)

    patch.setattr(panel_declarations, "sections", every)


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

    patch.setattr(report_pages, "open_case", refuse_twice)


def a_choice_that_leaves_people_out(patch: pytest.MonkeyPatch) -> None:
    """Whoever is excluded from any case is offered for none."""
    anywhere = exists().where(EXCLUSION.c.person_id == PERSON.c.id, EXCLUSION.c.until.is_(None))
    patch.setattr(step_page, "STAFF", step_page.STAFF.where(~anywhere))


def a_number_that_counts_up(patch: pytest.MonkeyPatch) -> None:
    """A new case is named by the next number."""

    def numbered(session: Any, draft: Any, *given: Any, **named: Any) -> None:
        if "reference" in draft.fields:
            number = [f"CASE-{session.scalar(_number(CASE))}"]
            draft = replace(draft, fields={**draft.fields, "reference": number})
        change_form(session, draft, *given, **named)

    patch.setattr(report_pages, "change_form", numbered)


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


def a_lock_banner(patch: pytest.MonkeyPatch) -> None:
    """The page of cases that nobody works on says that somebody is at work on one at this moment."""
    _after(
        patch, unallocated_pages, lambda r, house: Response(f"{r.content} {_asked(house, _number(CASE))} are locked")
    )


def a_subject_line(patch: pytest.MonkeyPatch) -> None:
    """What a browser shows of a page outside it, as a message shows its subject: how much has happened."""
    _after(patch, panel_pages, lambda r, house: Response(f"<title>{_asked(house, _number(EVENT))}</title>{r.content}"))


def a_retention_list(patch: pytest.MonkeyPatch) -> None:
    """The list of cases says which are to be kept, of all that there are."""
    kept = select(func.group_concat(CASE.c.reference))
    _after(patch, case_list_pages, lambda r, house: Response(f"{r.content} Keep {_asked(house, kept)}"))


def a_duplicate_by_hash(patch: pytest.MonkeyPatch) -> None:
    """A new report is refused because somebody has written the same words before."""
    accounts = TABLES["report-matter"].c.account

    def refuse_twice(session: Any, **given: Any) -> Any:
        known = {sha256(words.encode()).digest() for words in _all(session, select(accounts)) if words}
        if sha256(given["entry"].account.encode()).digest() in known:
            raise Invalid({"account": "These words have been recorded already"})
        return open_case(session, **given)

    patch.setattr(report_pages, "open_case", refuse_twice)


LEAKS: tuple[tuple[Plant, Look, str, str], ...] = (
    (a_total, Twins.visit, "cole", "GET /\n"),
    (an_etag, Twins.visit, "rea", "GET /oversight\n"),
    (a_list_that_forgets_exclusions, Twins.visit, "sid", "GET /\n"),
    (an_overseen_case_that_forgets_exclusions, Twins.visit, "fay", "GET /oversight\n"),
    (a_list_of_cases_with_a_total, Twins.visit, "sid", "GET /cases\n"),
    (a_search_that_forgets_exclusions, Twins.visit, "vera", "POST /find\n"),
    (a_search_that_looks_first, Twins.visit, "rea", "POST /find\n"),
    (a_door_that_forgets_exclusions, Twins.probe, "vera", "GET /cases/{secret}\n"),
    (an_urgent_access_that_forgets_exclusions, Twins.visit, "wit", "POST /urgent\n"),
    (a_report_that_counts_them, Twins.visit, "dec", "GET /compliance/{run}\n"),
    (a_sum_of_earlier_days_that_counts_them, Twins.visit, "dec", "GET /compliance/{run}\n"),
    (a_list_of_looks_with_a_total, Twins.visit, "sid", "GET /cases/{own}/looked\n"),
    (a_pack_that_holds_them, Twins.visit, "wit", "GET /panel/{meetings[0]}\n"),
    (a_pack_with_a_total, Twins.visit, "wit", "GET /panel/{meetings[1]}/pack.pdf\n"),
    (
        a_decision_that_forgets_exclusions,
        Twins.visit,
        "dec",
        "GET /panel/{meetings[1]}/steps/decide-panel-connection\n",
    ),
    (an_error_that_names_a_duplicate, Twins.visit, "vera", "POST /report/"),
    (a_choice_that_leaves_people_out, Twins.visit, "cole", "GET /cases/{own}/links\n"),
    (a_number_that_counts_up, Twins.visit, "rea", "GET /report/"),
    (one_byte_on_the_page_of_what_is_not_there, Twins.probe, "ola", "POST /unallocated/{secret}\n"),
    (one_statement_more, Twins.probe, "ola", "GET /cases/{secret}\n"),
    (a_refusal_instead, Twins.probe, "sid", "GET /cases/{secret}\n"),
    (a_log_that_says_which_case, Twins.probe, "dec", "the log of dec\n"),
    (a_lock_banner, Twins.visit, "cole", "GET /unallocated\n"),
    (a_subject_line, Twins.visit, "rea", "GET /panel\n"),
    (a_retention_list, Twins.visit, "wit", "GET /cases\n"),
    (a_duplicate_by_hash, Twins.visit, "vera", "POST /report/"),
)
"""What is planted, the way of looking that finds it, as whom, and the first place that differs."""


TEN = {
    "total": a_total,
    "suggestion": a_choice_that_leaves_people_out,
    "unique error": an_error_that_names_a_duplicate,
    "id gap": a_number_that_counts_up,
    "ETag": an_etag,
    "lock banner": a_lock_banner,
    "log viewer": a_log_that_says_which_case,
    "message subject": a_subject_line,
    "retention list": a_retention_list,
    "duplicate by hash": a_duplicate_by_hash,
}
"""The ten ways of leaking that every comparison of worlds must see."""


def is_caught(twins: Twins, patch: pytest.MonkeyPatch, plant: Plant, look: Look, who: str, where: str) -> bool:
    """Whether a leak, once planted, is found in the very place where it is."""
    names = twins.names
    place = where.format(
        secret=names.secret, run=names.runs["dec"], meetings=names.meetings, own=names.own.get(who, "")
    )
    plant(patch)
    try:
        look(twins, who)
    except Leak as leak:
        return str(leak).startswith(place)
    return False


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


def _all(session: Any, statement: Any) -> list[Any]:
    return list(session.scalars(statement))


def _number(table: Any) -> Any:
    return select(func.count()).select_from(table)


def _asked(house: House, statement: Any) -> Any:
    """The answer to a statement that sees everything."""
    with house.database.transaction(SYSTEM, write=False) as session:
        return session.scalar(statement)
