"""What screening loads: the register, the case, the log and earlier cases; and what its reader may not know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from complaints.database import SYSTEM, Database
from complaints.facts.screening import screen_everybody, screen_for_the_case, screen_one
from complaints.force import Player
from complaints.models import metadata
from complaints.models.log import LogKind
from complaints.models.people import SYSTEM_ACTOR, SignedIn
from complaints.references import reference, seeded, submission
from complaints.secrets import new_key
from complaints.services import log
from complaints.services.openings import open_case
from complaints.specimen import specimen
from complaints.stories import play_file
from complaints.stories.play import Played
from tests.builders import NOW, case_at, story
from tests.conftest import KEYS
from tests.imports.files import FORCE, Said, line, take_over, unit
from tests.imports.files import posting as posting_of
from tests.support.statements import count_statements
from workflows.handling.entries import ReportMatter
from workflows.handling.vocabulary import ReportRoute
from workflows.model import Answer, Bar, Role
from workflows.screening.links import Link
from workflows.screening.vocabulary import Effect, Side

CASE = metadata.tables["case_file"]


def case_id(database: Database, name: str) -> int:
    with database.transaction(SYSTEM, write=False) as session:
        return int(session.execute(select(CASE.c.id).where(CASE.c.reference == name)).scalar_one())


def links(
    database: Database, case: int, who: Player, *, reader: SignedIn = SYSTEM_ACTOR, role: Role = Role.INVESTIGATOR
) -> tuple[Link, ...]:
    with database.transaction(reader.person_id, write=False) as session:
        return screen_one(session, case, who.person, role, reader=reader, now=NOW)


def told(found: Iterable[Link]) -> list[tuple[Side, str]]:
    """Each link by party and rule, but for those with whoever works on the case."""
    return [(link.party.side, link.rule) for link in found if link.party.side is not Side.HANDLER]


def posting(who: Player, begins: str, to: str = "", *, under: Player | None = None, **said: str) -> Said:
    manager = under.details.number if under else ""
    return posting_of(who.details.number, begins, to, force=FORCE, manager=manager, **said)


def person(who: Player, **said: str) -> Said:
    about = {"record": "person", "number": who.details.number, "name": who.details.name}
    return {**about, "service": who.member.service.value, **said}


def another_case(database: Database, subject: Player, by: Player, name: str = "another") -> int:
    """A second case about somebody, with nobody else in it."""
    entry = ReportMatter(
        route=ReportRoute.FORCE_CHECK, came_to_attention_at=NOW, account="A check.", domestic_abuse=Answer.NO,
        subject=subject.person,
    )  # fmt: skip
    given = {"submission": submission(seeded(name), "case"), "reference": reference(seeded(name), "case")}
    with database.transaction(by.signed_in.person_id) as session:
        open_case(session, by=by.signed_in, at=NOW, entry=entry, **given)
    return case_id(database, given["reference"])


@dataclass(frozen=True)
class World:
    """The route's case, played, and its people on the register with a history."""

    database: Database
    people: dict[str, Player]
    case: int

    def told(self, who: str, **more: Any) -> list[tuple[Side, str]]:
        return told(links(self.database, self.case, self.people[who], **more))


def played(database: Database, name: str) -> Played:
    return play_file(database, story(name), now=NOW)


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    route = played(database, "route")
    people = dict(route.people)
    dee, vic, ivy, joe, max_, sue, pat = (people[name] for name in ("dee", "vic", "ivy", "joe", "max", "sue", "pat"))
    lines = [
        unit(),
        unit("Custody"),
        person(joe, telephone=vic.details.phone.replace(" ", "")),
        person(sue, address="1 Elm Row, Ashton, ZZ1 1AA"),
        person(dee, address="1, elm row, ZZ11AA"),
        posting(dee, "2020-01-06", "2024-06-30", team="A", station="Ashton", under=max_),
        posting(dee, "2024-07-01", team="B", station="Bramley", under=pat),
        posting(ivy, "2019-01-01", "2020-12-31", team="A", station="Ashton"),
        posting(ivy, "2021-01-01", "2022-03-31", team="A", station="Ashton", unit="Custody"),
        posting(pat, "2024-01-01", station="Bramley", under=max_),
        line("relationship", vic.details.number, "2021-01-01", kind="social", with_name=pat.details.name.upper()),
        line("training", sue.details.number, "2025-01-01", course="Driving", with_=dee.details.number),
    ]
    assert take_over(database, tmp_path, lines).problems == ()
    return World(database, people, case_id(database, route.references["case"]))


def test_every_source_is_compared(world: World) -> None:
    assert world.told("ivy") == [(Side.SUBJECT, "LNK-14")]
    assert world.told("joe") == [(Side.VICTIM, "LNK-6")]
    assert world.told("sue") == [(Side.SUBJECT, "LNK-5"), (Side.SUBJECT, "LNK-12")]
    assert world.told("pat") == [
        (Side.SUBJECT, "LNK-7"), (Side.SUBJECT, "LNK-8"), (Side.SUBJECT, "LNK-14"), (Side.VICTIM, "LNK-2"),
        (Side.REPORTER, "LNK-9"), (Side.REPORTER, "LNK-10"),
    ], "she answers to the subject, who answers to him"  # fmt: skip
    assert world.told("max") == [
        (Side.SUBJECT, "LNK-9"), (Side.SUBJECT, "LNK-10"), (Side.SUBJECT, "LNK-11"),
        (Side.REPORTER, "LNK-9"), (Side.REPORTER, "LNK-10"),
    ]  # fmt: skip
    assert world.told("dee") == [(Side.SUBJECT, "LNK-1"), (Side.REPORTER, "LNK-7"), (Side.REPORTER, "LNK-8")]
    assert world.told("mina") == []


def test_a_link_with_whoever_works_on_the_case_informs(world: World) -> None:
    found = links(world.database, world.case, world.people["joe"])
    handlers = [link for link in found if link.party.side is Side.HANDLER]
    assert {link.effect for link in handlers} == {Effect.INFORMS}
    assert {link.rule for link in handlers} == {"LNK-9", "LNK-10", "LNK-13"}


def test_one_person_and_everybody_are_screened_alike(world: World) -> None:
    with world.database.transaction(SYSTEM, write=False) as session:
        everybody = screen_everybody(session, world.case, Role.INVESTIGATOR, reader=SYSTEM_ACTOR, now=NOW)
        for player in world.people.values():
            alone = screen_one(session, world.case, player.person, Role.INVESTIGATOR, reader=SYSTEM_ACTOR, now=NOW)
            assert everybody.get(player.person, ()) == alone, player.key
    assert len(everybody) > 5


def test_statements_do_not_grow_with_the_register(world: World, tmp_path: Path) -> None:
    def counts() -> tuple[int, int]:
        with world.database.transaction(SYSTEM, write=False) as session:
            session.connection()
            with count_statements(world.database.engine) as one:
                screen_one(
                    session, world.case, world.people["ivy"].person, Role.INVESTIGATOR, reader=SYSTEM_ACTOR, now=NOW
                )
            with count_statements(world.database.engine) as everybody:
                screen_everybody(session, world.case, Role.INVESTIGATOR, reader=SYSTEM_ACTOR, now=NOW)
        return one.count, everybody.count

    few = counts()
    later = NOW + timedelta(days=1)
    assert take_over(world.database, tmp_path, specimen("more", 150, NOW.date()), at=later).problems == ()
    assert counts() == few
    assert max(few) <= 25


def test_whoever_has_no_history_is_compared_as_the_register_has_them_now(database: Database) -> None:
    route = played(database, "route")
    case = case_id(database, route.references["case"])
    found = links(database, case, route.people["vera"])
    assert told(found)[:3] == [(Side.SUBJECT, "LNK-7"), (Side.SUBJECT, "LNK-8"), (Side.SUBJECT, "LNK-13")]
    assert found[0].sentence == "Manages the subject directly, since a day that is not on file."
    assert (Side.REPORTER, "LNK-9") in told(found)


def test_a_view_before_appointment_is_a_link_and_one_after_it_is_none(world: World) -> None:
    def view(who: str, at: datetime) -> None:
        account = world.people[who].signed_in.account_id
        record = log.Record(kind=LogKind.VIEW, at=at, account_id=account, case_id=world.case, what="case")
        with world.database.transaction(SYSTEM) as session:
            log.append(session, [record])

    view("lee", datetime(2026, 3, 20, 9, tzinfo=UTC))
    assert (Side.CASE, "LNK-18") not in world.told("lee")
    view("lee", datetime(2026, 3, 1, 23, tzinfo=UTC))
    view("joe", NOW)
    assert (Side.CASE, "LNK-18") in world.told("lee")
    assert (Side.CASE, "LNK-18") in world.told("joe")


def test_an_earlier_complaint_is_found_unless_the_reader_may_not_know_of_it(world: World) -> None:
    people = world.people
    another = another_case(world.database, people["dee"], people["ana"])
    found = links(world.database, another, people["ros"])
    assert (Side.SUBJECT, "LNK-15") in told(found)
    (complaint,) = (link.sentence for link in found if link.rule == "LNK-15")
    assert complaint == "In another case, of March 2026: this person as reporter, the subject as subject."
    hidden = links(world.database, another, people["ros"], reader=people["vic"].signed_in)
    assert not {"LNK-15", "LNK-16"} & {link.rule for link in hidden}


def test_who_reported_and_is_held_apart_is_compared_with_nobody(database: Database) -> None:
    apart = played(database, "undeclared_connection")
    case, people = case_id(database, apart.references["case"]), apart.people
    assert Side.REPORTER not in {link.party.side for link in links(database, case, people["rik"])}
    assert told(links(database, case, people["olga"])) == [
        (Side.SUBJECT, "LNK-7"), (Side.SUBJECT, "LNK-8"), (Side.SUBJECT, "LNK-13"),
    ], "as the subject's manager, not as who reported"  # fmt: skip
    another = another_case(database, people["rik"], people["ana"])
    found = links(database, another, people["olga"])
    assert not {"LNK-15", "LNK-16"} & {link.rule for link in found}
    assert (Side.SUBJECT, "LNK-16") in told(links(database, another, people["lee"])), "what may be known is found"


def test_who_reported_in_confidence_is_compared_with_nobody(database: Database) -> None:
    confided = case_at(database, "passed-on", workflow="confidential")
    people = confided.people
    another = another_case(database, people["dee"], people["ana"])
    rules = {link.rule for link in links(database, another, people["ros"])}
    assert rules == {"LNK-7", "LNK-8", "LNK-13"}


def test_an_older_key_still_finds_what_it_locked(world: World, tmp_path: Path) -> None:
    dee, joe = world.people["dee"], world.people["joe"]
    club = {"kind": "social", "with_name": "Harriers Running Club"}
    take_over(world.database, tmp_path, [line("association", dee.details.number, "2021-01-01", **club)])
    newer = Database(world.database.engine.url.render_as_string(hide_password=False), (new_key(), *KEYS))
    take_over(newer, tmp_path, [line("association", joe.details.number, "2022-01-01", **club)], at=NOW)
    assert (Side.SUBJECT, "LNK-5") in told(links(newer, world.case, world.people["sue"]))
    assert (Side.SUBJECT, "LNK-17") in told(links(newer, world.case, joe))
    newer.dispose()


def test_a_reader_who_is_excluded_from_some_case_still_finds_the_others(world: World) -> None:
    people = world.people
    another = another_case(world.database, people["dee"], people["ana"])
    another_case(world.database, people["sue"], people["ana"], "a third")
    found = links(world.database, another, people["ros"], reader=people["sue"].signed_in)
    assert (Side.SUBJECT, "LNK-15") in told(found), "she may know of the case from which it comes"


def test_what_a_case_keeps_leaves_out_what_anybody_who_decides_may_not_know(world: World) -> None:
    people = world.people
    another = another_case(world.database, people["dee"], people["ana"])
    asked = [(people["ros"].person, Role.INVESTIGATOR)]

    def kept() -> set[str]:
        with world.database.transaction(SYSTEM, write=False) as session:
            (found,) = screen_for_the_case(session, another, asked, by=SYSTEM_ACTOR, now=NOW)
        return {link.rule for link in found.links}

    assert "LNK-15" in kept()
    with world.database.transaction(SYSTEM) as session:
        barred = {"case_id": world.case, "person_id": people["hope"].signed_in.person_id, "event_id": 1}
        session.execute(insert(metadata.tables["exclusion"]), {**barred, "reason": Bar.CONNECTION, "since": NOW})
    assert not {"LNK-15", "LNK-16"} & kept()
