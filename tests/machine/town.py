"""The people of the walk, on the register of a fresh database, and how each of them goes through the door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlmodel import Session

from complaints.database import SYSTEM, Database
from complaints.entries import read
from complaints.errors import NotFound
from complaints.facts.load import Loaded, Owner, facts_of
from complaints.force import Member, Player, enrol_cast, enrol_force
from complaints.models.people import SignedIn
from complaints.queries.confidential_page import find_own, find_report
from complaints.queries.packs import still_known
from complaints.queries.visible import CASE_FILE, find_case, find_meeting, find_unbarred
from complaints.references import reference, seeded
from complaints.services.accounts import resolve_person
from complaints.services.confidential import open_report, take_as_gatekeeper, take_as_reporter
from complaints.services.openings import open_case, open_meeting
from complaints.services.packs import decide_connection, step_out
from complaints.services.progress import Correction, Place, Taken, take_step
from complaints.services.urgent import use_urgent_access
from tests.machine.history import World
from workflows.casefile import Service
from workflows.confidential.lifecycle import LENT
from workflows.model import Entry, PersonRef, Urgency
from workflows.registry import STEPS

STARTS = datetime(2026, 6, 29, 9, tzinfo=UTC)
"""A fortnight before the law on suspension changes."""

CASE = select(CASE_FILE.c.id).where(CASE_FILE.c.reference == bindparam("reference"))

CAST = {
    "dee": {"rank": "sergeant", "team": "Response B", "manager": "vera"},
    "vera": {"rank": "inspector", "team": "Response B"},
    "vic": {"rank": "constable", "team": "Response C"},
    "ros": {"rank": "constable", "team": "Response B", "manager": "dee"},
    "ned": {"rank": "constable", "team": "Response D"},
    "ida": {"rank": "constable", "manager": "dee", "roles": ["investigator"], "trained_until": "2027-06-30"},
    "una": {"rank": "superintendent", "roles": ["appropriate-authority", "senior-oversight-officer"]},
}


@dataclass(frozen=True)
class Town:
    """A database with people in it, and one case and one meeting at a time."""

    database: Database
    people: Mapping[str, Player]

    def signed_in(self, key: str) -> SignedIn:
        return self.people[key].signed_in

    def ref(self, key: str) -> PersonRef:
        return self.people[key].person

    @property
    def world(self) -> World:
        """What the oracle must be told of the people."""
        managers: dict[str, str] = {
            p.person: self.people[m].person for p in self.people.values() if (m := p.member.manager)
        }
        serving = [p for p in self.people.values() if p.member.service is not Service.OUTSIDE]
        roles: dict[str, frozenset[str]] = {
            p.person: frozenset(role.value for role in p.member.roles) for p in self.people.values()
        }
        return World(
            managers,
            {p.person: p.member.force for p in serving},
            roles,
            {p.person: p.member.team for p in serving if p.member.team},
            {p.person: p.member.trained_until for p in serving if p.member.trained_until},
        )

    def read(self, session: Session, trigger: str, raw: Mapping[str, Any], at: datetime) -> Entry:
        """An entry, as a form gives it; people by their key."""
        keys = {key: player.person for key, player in self.people.items()}
        return read(STEPS[trigger].entry, raw, lambda given: keys.get(given) or resolve_person(session, given), now=at)

    def open_case(self, by: str, raw: Mapping[str, Any], at: datetime, submission: str, name: str = "case") -> Taken:
        with self.database.transaction(self.signed_in(by).person_id) as session:
            entry: Any = self.read(session, "report-matter", raw, at)
            new = reference(seeded("walk"), name)
            return open_case(session, by=self.signed_in(by), at=at, entry=entry, submission=submission, reference=new)

    def open_meeting(self, by: str, raw: Mapping[str, Any], at: datetime, submission: str) -> Taken:
        with self.database.transaction(self.signed_in(by).person_id) as session:
            entry: Any = self.read(session, "plan-meeting", raw, at)
            new = reference(seeded("walk"), "meeting")
            return open_meeting(
                session, by=self.signed_in(by), at=at, entry=entry, submission=submission, reference=new
            )

    def open_report(self, by: str, raw: Mapping[str, Any], at: datetime, submission: str) -> Taken:
        with self.database.transaction(self.signed_in(by).person_id) as session:
            entry: Any = self.read(session, "report-in-confidence", raw, at)
            new = reference(seeded("walk"), "report")
            return open_report(session, by=self.signed_in(by), at=at, entry=entry, submission=submission, reference=new)

    def confide(self, by: str, trigger: str, raw: Mapping[str, Any], at: datetime, submission: str) -> Taken:
        """A step in the confidential report, by whoever sent it or by the gatekeeper."""
        actor, name = self.signed_in(by), reference(seeded("walk"), "report")
        with self.database.transaction(actor.person_id) as session:
            own = STEPS[trigger].by == LENT
            report = find_own(session, name, actor) if own else find_report(session, name, actor)
            entry = self.read(session, trigger, raw, at)
            if own:
                return take_as_reporter(
                    session, report.id, trigger, by=actor, at=at, entry=entry, submission=submission
                )
            case = reference(seeded("walk"), f"case {submission}")
            return take_as_gatekeeper(
                session, report, trigger, by=actor, at=at, entry=entry, submission=submission, case_reference=case
            )

    def step_out(self, by: str, raw: Mapping[str, Any], at: datetime, submission: str) -> Taken:
        """Somebody on the panel steps out of the case, as far as they may know of it."""
        actor = self.signed_in(by)
        with self.database.transaction(actor.person_id) as session:
            place = self.place(session, by, Owner.MEETING)
            case: int = session.execute(CASE, {"reference": reference(seeded("walk"), "case")}).scalar_one()
            if not still_known(session, actor.person_id, [case]):
                raise NotFound
            entry: Any = self.read(session, "step-out", raw, at)
            return step_out(session, place.id, case, by=actor, at=at, entry=entry, submission=submission)

    def decide_panel_connection(self, by: str, raw: Mapping[str, Any], at: datetime, submission: str) -> Taken:
        """Somebody decides on what another declared for the meeting, and keeps the case from them."""
        actor = self.signed_in(by)
        with self.database.transaction(actor.person_id) as session:
            place = self.place(session, by, Owner.MEETING)
            case: int = session.execute(CASE, {"reference": reference(seeded("walk"), "case")}).scalar() or 0
            if not still_known(session, actor.person_id, [case]):
                raise NotFound
            entry: Any = self.read(session, "decide-panel-connection", raw, at)
            return decide_connection(session, place.id, [case], by=actor, at=at, entry=entry, submission=submission)

    def use_urgent_access(self, by: str, raw: Mapping[str, Any], at: datetime, submission: str) -> Taken:
        """Somebody who need not work on the case opens it."""
        actor = self.signed_in(by)
        with self.database.transaction(actor.person_id) as session:
            case = find_unbarred(session, reference(seeded("walk"), "case"), actor)
            entry: Any = self.read(session, "use-urgent-access", raw, at)
            return use_urgent_access(session, case, key=None, by=actor, at=at, entry=entry, submission=submission)

    def come_in(self, by: str, trigger: str, raw: Mapping[str, Any], at: datetime, submission: str) -> Taken:
        """A deputy takes the case over, or a gatekeeper compares it with another: neither works on it."""
        actor = self.signed_in(by)
        with self.database.transaction(actor.person_id) as session:
            case = find_unbarred(session, reference(seeded("walk"), "case"), actor)
            entry = self.read(session, trigger, raw, at)
            place = Place(Owner.CASE, case)
            return take_step(session, place, trigger, by=actor, at=at, entry=entry, submission=submission)

    def do(
        self,
        by: str,
        trigger: str,
        raw: Mapping[str, Any],
        at: datetime,
        submission: str,
        *,
        about: str | None = None,
        owner: Owner = Owner.CASE,
        name: str | None = None,
        urgency: Urgency | None = None,
        correction: Correction | None = None,
        seen: int | None = None,
    ) -> Taken:
        """Take a step as the web does: find what may be known, read the entry, go through the door."""
        with self.database.transaction(self.signed_in(by).person_id) as session:
            return take_step(
                session,
                self.place(session, by, owner, name, about),
                trigger,
                by=self.signed_in(by),
                at=at,
                entry=self.read(session, trigger, raw, at),
                submission=submission,
                urgency=urgency,
                correction=correction,
                seen=seen,
            )

    def place(
        self, session: Session, by: str, owner: Owner = Owner.CASE, name: str | None = None, about: str | None = None
    ) -> Place:
        if owner is Owner.MEETING:
            return Place(owner, find_meeting(session, reference(seeded("walk"), name or "meeting")))
        found = find_case(session, reference(seeded("walk"), name or "case"), self.signed_in(by))
        return Place(owner, found, self.people[about].person if about else None)

    def load(self, owner_id: int, owner: Owner = Owner.CASE, known_at: datetime | None = None) -> Loaded:
        """A file as the system sees it."""
        with self.database.transaction(SYSTEM, write=False) as session:
            return facts_of(session, [owner_id], owner=owner, known_at=known_at, secrets=True)[owner_id]


def settle(database: Database) -> Town:
    """Enrol everybody."""
    cast = {key: Member.model_validate(member) for key, member in CAST.items()}
    with database.transaction(SYSTEM) as session:
        force = enrol_force(session, at=STARTS)
        mine = enrol_cast(session, cast, force, seed="walk", at=STARTS)
    return Town(database, {**force, **mine})
