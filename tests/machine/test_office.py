"""Administration by anybody who likes to try: what goes through is lawful, what is refused changes nothing."""

import re
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from complaints.database import SYSTEM, Database
from complaints.errors import Invalid, Stale
from complaints.facts.load import Owner, facts_of, owner_of
from complaints.services.verify import verify
from tests.machine.history import Deed, Past
from tests.machine.law import CONFIRMS, IN_OFFICE, WHO, wrongs
from tests.machine.rows import digest_of
from tests.machine.rows import owner_of as owner_of_rows
from tests.machine.survey import said
from tests.machine.town import STARTS, Town, settle
from tests.services.office import administer
from tests.support.bench import again
from workflows.model import Refused
from workflows.registry import STEPS, WORKFLOW_OF

TRIES = 300
PEOPLE = ("alex", "hope", "tom", "ivy", "cora")
ANSWERS: dict[str, tuple[str, ...]] = {
    "setting": ("soo-offer", "soo-offer", "written-update"),
    "value": ("3", "5", "9", "soon"),
    "from_day": ("2026-07-01", "2026-09-01"),
    "day": ("2026-07-07", "2026-12-25"),
    "becomes": ("bank-holiday", "closure", "working-day"),
    "person": ("ben", "ben", "joe", "alex", "hope"),
    "number": ("90001", "90002", "9 0"),
    "service": ("refuge", "helpline"),
    "new_unit": ("yes", "no"),
    "manager": ("", "", "1"),
    "instead": ("yes", "no"),
    "posting": tuple(f"Some words., Some words., since 2026-0{month}-01" for month in (7, 9)),
    "taken_on": ("2026-05-01",),
    "expires_on": ("", "2027-05-01", "2026-04-01"),
    "last_day": ("2026-10-01", "2026-06-01"),
    "website": ("", "https://example.org/"),
    "phone": ("0808 157 0000",),
    "by_and_for": ("", "Deaf women"),
    "reviewed_on": ("2026-06-01", "2027-06-01"),
    "next_review": ("", "2027-12-01"),
    "username": ("ben.new",),
    "checked": ("yes", "yes", "yes", "no"),
}


@pytest.fixture
def town(database: Database) -> Town:
    return again(settle, database)


ROLES = ([], ["intake"], ["administrator"], ["administrator", "intake"], ["reporter-in-confidence"], ["urgent-access"])


OF_REGISTER = (*CONFIRMS["confirm-register"], "confirm-register", "turn-down-register")
"""About fewer people: a posting ends only for somebody who was given one."""


def answers(random: Random, trigger: str) -> dict[str, Any]:
    names = STEPS[trigger].entry.__dataclass_fields__
    if "roles" in names:
        return {"roles": random.choice(ROLES), "person": random.choice(ANSWERS["person"]), "why": "Some words."}
    if trigger == "add-person":
        number, service = random.choice(ANSWERS["number"]), random.choice(("officer", "staff", "outside"))
        return {"person": f"new {number}", "number": number, "name": "Some words", "service": service}
    given = {name: random.choice(ANSWERS.get(name, ("Some words.",))) for name in names}
    return given | ({"person": random.choice(("ben", "ben", "alex"))} if trigger in OF_REGISTER else {})


def test_the_steps_of_administration_are_those_of_the_oracle() -> None:
    assert {t for t in STEPS if owner_of(WORKFLOW_OF[t].name) is Owner.OFFICE} == IN_OFFICE


def chosen(
    town: Town, random: Random, proposed: tuple[str, dict[str, Any]] | None, undone: set[str]
) -> tuple[str, str, dict[str, Any]]:
    """Who tries what: mostly somebody whose job it is, often what was just proposed or was never done."""
    trigger, stated = random.choice(sorted(IN_OFFICE)), {}
    if proposed and random.random() < 0.6:
        settles = random.choice(("confirm", "confirm", "turn-down"))
        trigger = re.sub("posting|ending|training", "register", proposed[0].replace("propose", settles))
        stated = proposed[1]
    elif random.random() < 0.6:
        trigger = random.choice(sorted(undone.union(*CONFIRMS.values())))
    given = {name: stated.get(name, said) for name, said in answers(random, trigger).items()}
    able = [p for p in PEOPLE if WHO[trigger] & {role.value for role in town.people[p].member.roles}]
    return random.choice(able if random.random() < 0.8 else PEOPLE), trigger, given


def test_nothing_unlawful_can_be_done(town: Town) -> None:
    random, at, taken, proposed = Random(2), STARTS, set(), None
    histories: dict[int, list[Deed]] = {}
    with owner_of_rows(town.database) as outside:
        before = digest_of(outside)
        for _ in range(TRIES):
            at += timedelta(minutes=1)
            by, trigger, stated = chosen(town, random, proposed, IN_OFFICE - taken)
            try:
                done = administer(town, by, trigger, at, **stated)
            except (Invalid, Refused, Stale):
                assert digest_of(outside) == before, f"{trigger} was refused, yet rows changed"
                continue
            before = digest_of(outside)
            taken.add(trigger)
            proposed = (trigger, stated) if trigger.startswith("propose-") else None
            history = histories.setdefault(done.place.id, [])
            deed = deed_of(town, by, done.place.id, done.event_id)
            assert wrongs(Past(town.world, history), deed) == []
            history.append(deed)
    assert taken == IN_OFFICE
    assert verify(town.database).problems == ()


def deed_of(town: Town, by: str, file_id: int, event_id: int) -> Deed:
    """What was done last in an office file, in the oracle's words."""
    with town.database.transaction(SYSTEM, write=False) as session:
        fact = facts_of(session, [file_id], owner=Owner.OFFICE)[file_id].file.facts[-1]
    return Deed(
        number=event_id,
        trigger=fact.event.trigger,
        by=fact.event.by,
        roles=frozenset(role.value for role in town.people[by].member.roles),
        about=None,
        entry=said(fact.entry),
        at=fact.event.recorded_at,
        flags=frozenset(),
        urgent=False,
        knows=False,
        corrects=None,
        reason="",
        key=fact.event.key,
    )
