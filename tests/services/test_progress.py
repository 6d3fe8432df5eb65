"""The one door: sent twice, two at once, out of date, corrected, urgent; and what each step costs."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from complaints.database import SYSTEM, Database
from complaints.errors import NotFound, Stale
from complaints.models.people import Person
from complaints.services.progress import Correction, Taken
from complaints.services.verify import verify
from tests.machine.rows import all_rows
from tests.machine.town import Town
from tests.services.route import ALLEGATION, CONTACT, NONE, REPORT, Route
from tests.support.independence import TESTED
from tests.support.statements import count_statements
from workflows.allegations.entries import AddAllegation
from workflows.handling.entries import ReportMatter
from workflows.model import Refused, Urgency
from workflows.people.facts import subjects

MOST_STATEMENTS = 35
RECORD = {"kind": "conduct-matter", "ground": "reg-7", "reasons": "Why."}


def at_once(number: int, do: Callable[[int], Taken]) -> list[Taken | Exception]:
    """What came of doing something so many times at the same moment."""

    def one(n: int) -> Taken | Exception:
        try:
            return do(n)
        except (Stale, Refused) as told:
            return told

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def triggers(route: Route) -> list[str]:
    return [fact.event.trigger for fact in route.load().file.facts]


def test_a_form_sent_twice_does_nothing_twice(route: Route) -> None:
    route.until("appoint-oversight-officer")
    first = route.do("lee", "log-contact", form="once", **CONTACT)
    before = all_rows(route.town.database)
    assert route.do("lee", "log-contact", form="once", **CONTACT) == replace(first, already=True)
    assert all_rows(route.town.database) == before


def test_a_form_sent_eight_times_at_once_does_one_thing(route: Route) -> None:
    route.until("add-allegation")
    at = route.at + timedelta(hours=1)
    done = at_once(8, lambda _: route.town.do("lee", "log-contact", CONTACT, at, "once"))
    assert [taken.event_id for taken in done if isinstance(taken, Taken)] == [route.load().event_ids["oversight.1"]] * 8
    assert triggers(route).count("log-contact") == 1


def test_a_case_opened_eight_times_at_once_is_one_case(town: Town) -> None:
    route = Route(town)
    done = at_once(8, lambda n: town.open_case("ana", REPORT, route.at, "once", f"case {n}"))
    opened = {taken.place.id for taken in done if isinstance(taken, Taken)}
    assert len(opened) == 1
    assert {type(other) for other in done} <= {Taken, Stale}
    rows = all_rows(town.database)
    assert (len(rows["case_file"]), len(rows["event"]), len(rows["process"])) == (1, 1, 13)
    assert verify(town.database).problems == ()


def test_what_has_changed_since_it_was_seen_is_stale(route: Route) -> None:
    route.until("add-allegation")
    seen = next(row.events for row in route.load().rows if row.workflow == "handling")
    route.do("ana", "allocate-case", person="una", role="appropriate-authority")
    before = all_rows(route.town.database)
    with pytest.raises(Stale):
        route.do("lee", "record-matter", seen=seen, **RECORD)
    assert all_rows(route.town.database) == before
    assert not route.do("lee", "record-matter", seen=seen + 1, **RECORD).already


def test_of_two_who_act_at_once_one_wins(route: Route) -> None:
    route.until("add-allegation")
    seen = next(row.events for row in route.load().rows if row.workflow == "handling")
    at, people = route.at + timedelta(hours=1), ("lee", "una")
    done = at_once(
        2, lambda n: route.town.do(people[n], "record-matter", RECORD, at, f"form of {people[n]}", seen=seen)
    )
    assert sorted(type(one).__name__ for one in done) == ["Stale", "Taken"]
    assert triggers(route).count("record-matter") == 1
    rows = all_rows(route.town.database)
    assert len(rows["event"]) == len(route.load().file.facts)
    assert len(rows["entry_record_matter"]) == 1
    assert verify(route.town.database).problems == ()


def test_two_who_record_at_once_are_both_heard(route: Route) -> None:
    """Deadlines are worked out from both: on PostgreSQL each would otherwise see only its own."""
    route.until("agree-contact")
    at = route.at + timedelta(hours=1)
    done = at_once(6, lambda n: route.town.do("sue", "log-contact", CONTACT, at, f"call {n}"))
    assert [type(one).__name__ for one in done] == ["Taken"] * 6
    assert triggers(route).count("log-contact") == 6
    assert verify(route.town.database).problems == ()


def test_a_form_is_its_senders_alone(route: Route) -> None:
    route.until("appoint-oversight-officer")
    route.do("lee", "log-contact", form="of lee", **CONTACT)
    before = all_rows(route.town.database)
    with pytest.raises(Stale):
        route.do("ana", "log-contact", form="of lee", **CONTACT)
    with pytest.raises(Stale):
        route.do("lee", "add-allegation", form="of lee", **ALLEGATION)
    other = Route(route.town, name="other")
    other.open()
    with pytest.raises(Stale):
        other.do("ana", "declare-interests", form="case-2", **NONE)
    assert all_rows(route.town.database)["entry_log_contact"] == before["entry_log_contact"]


def test_a_step_whose_process_does_not_run_is_refused(route: Route) -> None:
    route.until("record-matter")
    with pytest.raises(Refused) as refused:
        route.do("lee", "appoint-investigator", investigator="ivy", reasons="Why.", **TESTED)
    assert (refused.value.status, refused.value.decision) == ("not running", None)
    with pytest.raises(Refused):
        route.do("lee", "restrict-duties", "vic", restrictions=["systems"], role_risk="x", review_on="2026-12-01")


def test_a_refusal_names_everything_that_is_missing(route: Route) -> None:
    route.until("add-allegation")
    route.do("lee", "decide-to-refer", criteria=["M2"], became_clear_at="2026-06-29T09:00", reasons="Why.")
    with pytest.raises(Refused) as refused:
        route.do("lee", "handle-outside-schedule-3", reasons="Why.")
    assert refused.value.missing == ("HAN-1", "HAN-34", "HAN-3")


def test_an_investigator_under_the_subject_is_refused_though_the_case_never_met_her(route: Route) -> None:
    route.until("start-investigation")
    assert route.load().file.posting(route.town.ref("ida")) is None
    with pytest.raises(Refused) as refused:
        route.do("lee", "appoint-investigator", investigator="ida", reasons="Why.", **TESTED)
    assert refused.value.missing == ("INV-3", "LKS-13")


# Corrections.


def correct(route: Route, by: str, trigger: str, key: str, /, **raw: Any) -> Taken:
    return route.do(by, trigger, correction=Correction(key, "A slip of the pen."), **raw)


def test_a_correction_holds_from_when_it_is_known(route: Route) -> None:
    route.until("record-matter")
    before = route.at
    correct(route, "lee", "add-allegation", "allegations.1", **ALLEGATION | {"summary": "Something else."})
    then, now = (route.load(moment).file.all(AddAllegation) for moment in (before, None))
    assert [(f.entry.summary, f.corrected) for f in then] == [("Controlling behaviour.", False)]
    assert [(f.entry.summary, f.corrected) for f in now] == [("Something else.", True)]
    assert [f.event for f in then] == [f.event for f in now]
    raw = route.load().file.facts[-1].event
    assert (raw.corrects, raw.correction_reason, raw.source, raw.dest) == (
        "allegations.1",
        "A slip of the pen.",
        route.load().file.status("allegations"),
        route.load().file.status("allegations"),
    )


def test_a_second_correction_replaces_the_first(route: Route) -> None:
    route.until("add-allegation")
    for words in ("Once.", "Twice."):
        correct(route, "lee", "add-allegation", "allegations.1", **ALLEGATION | {"summary": words})
    assert [f.entry.summary for f in route.load().file.all(AddAllegation)] == ["Twice."]


@pytest.mark.parametrize("key", ["handling.1", "handling.99", "independence.1", "nothing"])
def test_only_an_entry_of_the_same_step_can_be_corrected(route: Route, key: str) -> None:
    route.until("add-allegation")
    before = all_rows(route.town.database)
    with pytest.raises(Stale):
        correct(route, "lee", "add-allegation", key, **ALLEGATION)
    assert all_rows(route.town.database) == before


def test_a_correction_is_corrected_at_its_root(route: Route) -> None:
    route.until("add-allegation")
    correct(route, "lee", "add-allegation", "allegations.1", **ALLEGATION)
    with pytest.raises(Stale):
        correct(route, "lee", "add-allegation", "allegations.2", **ALLEGATION)


def test_a_corrected_subject_is_barred_and_has_a_duty_status(route: Route) -> None:
    route.until("declare-interests")
    correct(route, "ana", "report-matter", "handling.1", **REPORT | {"subject": "ned"})
    loaded = route.load()
    ned, dee = route.town.ref("ned"), route.town.ref("dee")
    assert subjects(loaded.file) == (ned,)
    assert [p.about for p in loaded.file.running("duty-status")] == [dee, ned]
    assert [f.entry.subject for f in loaded.file.all(ReportMatter)] == [ned]


def test_a_subject_named_twice_has_one_duty_status(route: Route) -> None:
    route.until("declare-interests")
    for _ in range(2):
        route.do("ana", "add-party", part="subject", person="ned")
        route.do("ana", "add-party", part="subject", person="dee")
    people = [p.about for p in route.load().file.running("duty-status")]
    assert people == [route.town.ref("dee"), route.town.ref("ned")]
    assert verify(route.town.database).problems == ()


# People as the case relied on them.


def test_people_are_copied_once_and_again_when_the_register_has_changed(route: Route) -> None:
    route.until("record-matter")

    def ranks() -> list[str]:
        return [p.rank for p in route.load().file.postings if p.person == route.town.ref("dee")]

    route.do("lee", "add-allegation", **ALLEGATION)
    assert ranks() == ["sergeant"]
    with route.town.database.transaction(SYSTEM) as session:
        dee = session.exec(select(Person).where(Person.reference == route.town.ref("dee"))).one()
        dee.rank = "inspector"
        session.add(dee)
    before = route.at
    assert ranks() == ["sergeant"]
    for _ in range(2):
        route.do("lee", "add-allegation", **ALLEGATION)
    assert ranks() == ["sergeant", "inspector"]
    posting = route.load().file.posting(route.town.ref("dee"), before)
    assert posting is not None
    assert posting.rank == "sergeant"


def test_known_at_gives_the_case_as_it_stood(route: Route) -> None:
    route.until("add-allegation")
    before, stood = route.at, route.statuses()
    route.do("lee", "record-matter", **RECORD)
    assert (route.statuses(before), route.statuses()["handling"]) == (stood, "recorded")
    assert route.load(before - timedelta(days=1)).file.processes == ()


# Urgent action.


def test_urgent_action_goes_ahead_and_is_flagged(route: Route) -> None:
    route.open()
    raw = {"restrictions": ["systems"], "role_risk": "Some.", "review_on": "2026-12-01"}
    with pytest.raises(Refused):
        route.do("ana", "restrict-duties", "dee", **raw)
    taken = route.do("ana", "restrict-duties", "dee", urgency=Urgency("She is at home now.", False), **raw)
    assert taken.flags == ("IND-1",)
    event = route.load().file.facts[-1].event
    assert event.urgency == Urgency("She is at home now.", False)


def test_who_acts_urgently_and_knows_somebody_is_out(route: Route) -> None:
    route.until("add-allegation")
    raw = {"restrictions": ["systems"], "role_risk": "Some.", "review_on": "2026-12-01"}
    route.do("ana", "restrict-duties", "dee", urgency=Urgency("It could not wait.", True), **raw)
    with pytest.raises(NotFound):
        route.do("ana", "add-allegation", **ALLEGATION)
    with pytest.raises(Refused) as refused:
        route.do("lee", "allocate-case", person="ana", role="intake")
    assert refused.value.missing == ("HAN-14",)


def test_urgency_hurries_only_what_is_urgent(route: Route) -> None:
    route.until("allocate-case")
    with pytest.raises(Refused) as refused:
        route.do("lee", "choose-suspension-law", "dee", urgency=Urgency("Now.", False), rule_set="RS-2020", reasons="W")
    assert refused.value.missing == ("IND-1",)


# What it costs.


def test_a_step_costs_the_same_whatever_the_case_holds(route: Route, database: Database) -> None:
    route.until("agree-contact")

    def cost() -> int:
        with count_statements(database.engine) as sent:
            route.do("sue", "log-contact", **CONTACT)
        return sent.count

    cost()
    small = cost()
    for _ in range(40):
        route.do("sue", "log-contact", **CONTACT)
    for _ in range(20):
        route.do("lee", "add-party", part="witness", name="Somebody Invented")
    assert (cost(), small <= MOST_STATEMENTS) == (small, True)
