"""What a case file says of the facts that decide how a matter is taken, and what it leaves open."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflows.case_files import START, Build
from workflows.casefile import CaseFile, Service
from workflows.handling.known import Known, known
from workflows.handling.routing import suggest_route
from workflows.handling.triggers import complainant_wish
from workflows.handling.vocabulary import ReportRoute
from workflows.model import Answer
from workflows.people.vocabulary import Part
from workflows.terms import DEFAULTS, Terms


@pytest.mark.parametrize(
    ("service", "same_chief", "on_duty", "setting", "may"),
    [
        (Service.OUTSIDE, None, None, False, True),
        (Service.OFFICER, False, False, False, True),
        (Service.OFFICER, True, False, False, False),
        (Service.OFFICER, True, None, False, False),
        (Service.OFFICER, None, False, False, None),
        (Service.OFFICER, False, None, False, None),
        (Service.OFFICER, True, False, True, True),
        (Service.OFFICER, None, True, True, False),
        (Service.OFFICER, True, None, True, None),
        (None, None, None, False, None),
    ],
)
def test_who_may_complain(
    service: Service | None, same_chief: bool | None, on_duty: bool | None, setting: bool, may: bool | None
) -> None:
    facts = Known(service=service, same_chief=same_chief, on_duty=on_duty, setting_allows=setting)
    assert facts.may_complain is may


def colleague(**people: Any) -> Build:
    """Dee, an officer, is reported to Ana; both are of the same force."""
    return Build().posted("ana").posted("dee").reported(subject="dee", **people)


def test_a_colleagues_report_of_a_victim_in_the_same_force() -> None:
    file = colleague(victim="vic", reporter="ros").posted("vic").posted("ros").file
    assert known(file, Answer.NOT_ASKED) == Known(
        reporter=ReportRoute.COLLEAGUE,
        service=Service.OFFICER,
        same_chief=True,
        standing=False,
        indication=True,
        another_force=False,
    )
    assert [s.text for s in suggest_route(file)] == [
        "Recordable conduct matter (RT-4)",
        "Recordable conduct matter (RT-9)",
        "A person must decide: Separate complaint, linked to this case (RT-12)",
        "A person must decide: Pass to the authority that it belongs to (RT-24)",
    ]


def in_force(file: CaseFile, person: str, force: str, **changes: Any) -> CaseFile:
    """The file, with somebody posted otherwise."""
    postings = [replace(p, force=force, **changes) if p.person == person else p for p in file.postings]
    return replace(file, postings=tuple(postings))


def test_a_victim_named_without_a_number_is_read_as_a_member_of_the_public() -> None:
    facts = known(colleague(victim_name="Jo").file, Answer.NOT_ASKED)
    assert (facts.service, facts.same_chief, facts.on_duty, facts.own_handlers) == (
        Service.OUTSIDE,
        False,
        False,
        False,
    )


def test_another_chief_officer_is_read_off_the_register() -> None:
    file = in_force(colleague(victim="vic").posted("vic").file, "vic", "Elsewhere")
    facts = known(file, Answer.NOT_ASKED)
    assert (facts.same_chief, facts.on_duty, facts.may_complain) == (False, None, None)


def test_nobody_knows_under_whom_a_former_officer_served() -> None:
    facts = known(colleague(victim="vic").posted("vic", Service.FORMER).file, Answer.NOT_ASKED)
    assert (facts.service, facts.same_chief) == (Service.FORMER, None)


def test_where_two_victims_differ_nothing_is_taken_for_both() -> None:
    build = colleague(victim="vic").posted("vic").did("add-party", part=Part.VICTIM, name="Jo")
    facts = known(build.file, Answer.NOT_ASKED)
    assert (facts.service, facts.same_chief) == (None, None)


def test_a_subject_of_another_force_and_a_chief_officer() -> None:
    file = in_force(colleague().file, "dee", "Elsewhere", rank="Acting Chief Constable")
    facts = known(file, Answer.NOT_ASKED)
    assert (facts.another_force, facts.chief_officer) == (True, True)
    deputy = known(in_force(file, "dee", "Specimen", rank="deputy chief constable"), Answer.NOT_ASKED)
    assert (deputy.another_force, deputy.chief_officer) == (False, False)


@pytest.mark.parametrize(
    ("route", "answer", "wish", "reporter_wish"),
    [
        (ReportRoute.VICTIM, Answer.YES, True, None),
        (ReportRoute.VICTIM, Answer.NO, False, None),
        (ReportRoute.VICTIM, Answer.DECLINED, None, None),
        (ReportRoute.THIRD_PARTY, Answer.YES, None, True),
        (ReportRoute.THIRD_PARTY, Answer.UNKNOWN, None, None),
    ],
)
def test_whose_wish_it_is_depends_on_who_reported(
    route: ReportRoute, answer: Answer, wish: bool | None, reporter_wish: bool | None
) -> None:
    facts = known(by_route(route).file, answer)
    assert (facts.wish, facts.reporter_wish) == (wish, reporter_wish)


def test_a_victim_who_complains_after_a_colleagues_report() -> None:
    file = colleague(victim_name="Jo").did("add-party", part=Part.COMPLAINANT, name="Jo").file
    facts = known(file, complainant_wish(file))
    assert (facts.wish, facts.reporter_wish) == (True, None)
    assert [s.text for s in suggest_route(file)][:2] == ["Complaint (RT-1)", "Recordable conduct matter (RT-9)"]


def test_another_complainant_does_not_speak_for_the_victim() -> None:
    file = colleague(victim_name="Jo").did("add-party", part=Part.COMPLAINANT, name="Sam").file
    facts = known(file, complainant_wish(file))
    assert (facts.wish, facts.reporter_wish) == (None, True)


def by_route(route: ReportRoute) -> Build:
    stated = {"came_to_attention_at": START, "account": "Told", "domestic_abuse": Answer.UNKNOWN}
    return Build().did("report-matter", route=route, **stated)


def test_a_check_by_the_force_has_no_complainant() -> None:
    assert known(by_route(ReportRoute.FORCE_CHECK).file, Answer.NOT_ASKED).standing is False
    assert known(by_route(ReportRoute.AGENCY).file, Answer.NOT_ASKED).standing is None


def test_what_has_no_report_yet_is_all_unknown() -> None:
    assert known(Build().file, Answer.NOT_ASKED) == Known()


def test_the_setting_is_the_one_that_held_on_the_last_day_of_the_file() -> None:
    file = colleague(victim="vic").posted("vic").file
    default = next(term for term in DEFAULTS if term.key == "same-force-victim-may-complain")

    def since(day: date) -> CaseFile:
        return replace(file, terms=Terms(file.terms.calendar, (replace(default, value=True, since=day),)))

    assert known(since(date(2026, 3, 2)), Answer.NOT_ASKED).setting_allows is True
    assert known(since(date(2026, 3, 3)), Answer.NOT_ASKED).setting_allows is False
