"""The only loader: the same statements for any number of cases, and the file as it was known at a moment."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import pytest
from sqlalchemy import text

from complaints.database import SYSTEM, Database
from complaints.facts.load import LOCKED, STEPS_OF, Owner, facts_of
from complaints.models.entries import TABLES, Field, fields_of, to_row
from complaints.models.types import told_columns
from complaints.services.progress import ADD_ENTRY, ADD_EVENT, Correction
from tests.conftest import KEYS
from tests.machine.survey import said
from tests.machine.town import settle
from tests.services.route import ALLEGATION, CONTACT, REPORT, SCRIPT, Route
from tests.support.statements import count_statements
from workflows.handling.entries import ReportMatter
from workflows.oversight.entries import AgreeContact
from workflows.registry import ENTRIES

SAMPLES = {
    str: 'It\'s "said":\n%s \\ æ 💬 null [1, 2]',
    bool: True,
    int: 7,
    date: date(2024, 2, 29),
    datetime: datetime(2026, 3, 29, 0, 59, 59, 123456, UTC),
}

STATED = text("SELECT event FROM stated(CAST(:events AS integer[]))")


def statements(database: Database, ids: list[int]) -> int:
    with count_statements(database.engine) as sent, database.transaction(SYSTEM, write=False) as session:
        facts_of(session, ids)
    return sent.count


def test_it_costs_the_same_for_one_case_and_for_many(route: Route, database: Database) -> None:
    route.until("agree-contact")
    alone = statements(database, [route.case_id])
    ids = [route.case_id]
    for n in range(6):
        other = Route(route.town, name=f"case {n}")
        ids.append(other.open().place.id)
    assert (statements(database, ids), statements(database, [])) == (alone, alone)


def test_many_at_once_are_as_each_alone(route: Route, database: Database) -> None:
    route.until("close-case")
    other = Route(route.town, name="other")
    other.until("record-matter")
    with database.transaction(SYSTEM, write=False) as session:
        both = facts_of(session, [other.case_id, route.case_id], secrets=True)
    assert both == {other.case_id: other.load(), route.case_id: route.load()}


def test_every_answer_comes_back_as_it_was_given(route: Route) -> None:
    route.until("agree-contact")
    report, contact = (route.load().file.all(kind)[0].entry for kind in (ReportMatter, AgreeContact))
    given = {name: value for name, value in REPORT.items() if name not in ("came_to_attention_at",)}
    given |= {
        name: route.town.ref(name_of)
        for name, name_of in zip(("subject", "victim", "reporter"), ("dee", "vic", "ros"), strict=True)
    }
    assert {name: said(report)[name] for name in given} == given
    assert said(contact) | {"channels": ("email",), "avoid": ("post",)} == said(contact)
    assert (contact.email, contact.every_days, contact.telephone) == ("safe@example.org", 14, None)


def test_the_events_come_in_the_order_recorded(route: Route) -> None:
    route.until("close-case")
    facts = route.load().file.facts
    assert [f.event.trigger for f in facts] == ["report-matter", *(line[1] for line in SCRIPT)]
    assert [f.event.recorded_at for f in facts] == sorted(f.event.recorded_at for f in facts)


def test_as_known_at_each_moment_it_is_what_was_loaded_then(route: Route) -> None:
    route.open()
    then = [(route.at, route.load())]
    for by, step, about, raw in SCRIPT[:12]:
        route.do(by, step, about, **raw)
        then.append((route.at, route.load()))
    route.do("lee", "add-allegation", correction=Correction("allegations.1", "A slip of the pen."), **ALLEGATION)
    for moment, loaded in then:
        known = route.load(moment)
        assert known.file.facts == loaded.file.facts
        assert known.file.processes == loaded.file.processes
        assert known.file.postings == loaded.file.postings


def test_what_is_not_there_is_an_empty_file(database: Database) -> None:
    with database.transaction(SYSTEM, write=False) as session:
        for owner in Owner:
            loaded = facts_of(session, [4711], owner=owner)[4711]
            assert (loaded.rows, loaded.file.facts, loaded.event_ids) == ((), (), {})


@pytest.mark.postgresql
def test_on_postgresql_an_excluded_person_loads_nothing(postgresql_url: str) -> None:
    database = Database(postgresql_url, KEYS)
    route = Route(settle(database)).until("record-matter")
    loaded = {}
    for who in ("lee", "dee", "vic"):
        with database.transaction(route.town.signed_in(who).person_id, write=False) as session:
            stated = session.connection().execute(STATED, {"events": list(range(1, 100))}).all()
            loaded[who] = len(facts_of(session, [route.case_id])[route.case_id].file.facts), len(stated)
    database.dispose()
    assert loaded == {"lee": (9, 9), "dee": (0, 0), "vic": (0, 0)}


def test_each_entry_has_one_table_with_its_fields(route: Route) -> None:
    assert set(TABLES) == set(ENTRIES)
    for trigger, entry in ENTRIES.items():
        assert [c.name for c in told_columns(TABLES[trigger])] == ["event_id", *(f.name for f in fields_of(entry))]
    route.until("log-contact")
    logged = route.load().file.facts[-1].entry
    assert set(to_row(logged)) == set(CONTACT) | {"direction"}


def sample(field: Field) -> Any:
    """An answer that would show if anything were lost on the way."""
    if issubclass(field.kind, Enum):
        answer: Any = list(field.kind)[-1]
    else:
        answer = SAMPLES[field.kind]
    return (answer, answer) if field.several else answer


def sparse(field: Field) -> Any:
    """As little as may be answered."""
    return None if field.optional else () if field.several else sample(field)


@pytest.mark.parametrize("given", [sample, sparse])
def test_each_kind_of_entry_is_read_as_it_was_written(
    route: Route, database: Database, given: Callable[[Field], Any]
) -> None:
    """Written straight to the tables, so that no rule is in the way."""
    place = route.open().place
    before = route.load()
    entries = [s.entry(**{f.name: given(f) for f in fields_of(s.entry)}) for s in STEPS_OF[Owner.CASE]]
    row = before.rows[0]
    common = {"process_id": row.id, "source": row.status.value, "dest": row.status.value, "flags": ""}
    common |= {**place.columns, "by": route.town.ref("ana"), "occurred_at": route.at, "recorded_at": route.at}
    with database.transaction(SYSTEM) as session:
        for n, (step, entry) in enumerate(zip(STEPS_OF[Owner.CASE], entries, strict=True), start=row.events + 1):
            event = {**common, "sequence": n, "trigger": step.trigger, "submission": f"sample {n}"}
            event_id = session.execute(ADD_EVENT, event).scalar_one()
            session.execute(ADD_ENTRY[step.trigger], {"event_id": event_id, **to_row(entry)})
    assert [f.entry for f in route.load().file.facts[len(before.file.facts) :]] == entries


def test_secret_answers_stay_locked_unless_they_are_asked_for(route: Route, database: Database) -> None:
    route.until("agree-contact")
    with database.transaction(SYSTEM, write=False) as session:
        file = facts_of(session, [route.case_id])[route.case_id].file
    report, contact = (file.all(kind)[0].entry for kind in (ReportMatter, AgreeContact))
    assert (report.victim_telephone, report.victim_email, contact.email) == (LOCKED, None, LOCKED)
