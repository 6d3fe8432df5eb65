"""One event of a story, done as the person who does it: found as they would find it, read as their form would be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlmodel import Session

from complaints.database import SYSTEM, Database
from complaints.entries import read
from complaints.errors import Invalid, NotFound
from complaints.facts.load import Owner, facts_of, owner_of
from complaints.facts.office import office_file_id
from complaints.facts.statement import EVENT
from complaints.force import Player
from complaints.models import metadata
from complaints.models.entries import fields_of
from complaints.queries.confidential_page import find_own, find_report
from complaints.queries.further_reports import find_pair
from complaints.queries.outside import find_outside
from complaints.queries.packs import still_known
from complaints.queries.visible import find_case, find_meeting, find_unbarred, visible_cases
from complaints.references import Random, reference, submission
from complaints.services.accounts import resolve_person
from complaints.services.confidential import open_report, take_as_gatekeeper, take_as_reporter
from complaints.services.further import STEP as FURTHER
from complaints.services.further import decide_further_report
from complaints.services.meetings import move_meeting
from complaints.services.office import take_in_office
from complaints.services.openings import open_case, open_meeting
from complaints.services.packs import decide_connection, step_out
from complaints.services.progress import TABLE_OF, Correction, Place, Taken, take_step
from complaints.services.register_steps import CHANGES_THE_REGISTER
from complaints.services.rescreening import screen_again
from complaints.services.urgent import use_urgent_access
from complaints.services.waiting import link_waits, record_waiting
from complaints.stories.expectations import Outcome, Scene, missing, set_scene
from complaints.stories.format import Event, Look
from complaints.stories.words import answer
from workflows.confidential.entries import ReportInConfidence
from workflows.confidential.lifecycle import LENT
from workflows.handling.entries import ReportMatter
from workflows.handling.urgent_access import UseUrgentAccess
from workflows.model import Entry, PersonRef, Refused, Role, Urgency
from workflows.office.facts import file_name
from workflows.panel.entries import DecidePanelConnection, MoveMeeting, PlanMeeting, StepOut
from workflows.registry import STEPS, WORKFLOW_OF
from workflows.risk.further import DecideFurtherReport

CASE_FILE = metadata.tables["case_file"]
EVENT_ID = select(EVENT.c.id).where(EVENT.c.submission == bindparam("submission"))
CASE_ROW = select(CASE_FILE.c.id).where(CASE_FILE.c.reference == bindparam("reference"))
MY_CASES = visible_cases(CASE_FILE.c.reference)


@dataclass(frozen=True)
class Stage:
    """A database and the people of one story. It remembers nothing: references and submissions follow from `random`."""

    database: Database
    random: Random
    people: Mapping[str, Player]
    first: date

    def reference(self, event: Event) -> str:
        """The reference of the case, the meeting or the confidential report that an event is about."""
        return reference(self.random, f"{_owner(event).name.lower()} {place_name(event)}")

    def submission(self, number: int) -> str:
        """The id of the form with which the event of this number is done."""
        return submission(self.random, f"event {number}")

    def event_id(self, number: int) -> int | None:
        """The row id of the event of this number, or None where it has not been done."""
        with self.database.transaction(SYSTEM, write=False) as session:
            found: int | None = session.execute(EVENT_ID, {"submission": self.submission(number)}).scalar()
        return found

    def perform(self, number: int, event: Event, at: datetime, corrected: int | None) -> Outcome:
        """Do one event, all or nothing. `corrected` is the number of the event that it corrects."""
        signed_in = self.people[event.by].signed_in
        try:
            with self.database.transaction(signed_in.person_id, write=event.look is None) as session:
                if event.look:
                    return Outcome(found=self._look(session, event))
                done = Outcome(flags=frozenset(self._take(session, number, event, at, corrected).flags))
            if event.do == CHANGES_THE_REGISTER:
                screen_again(self.database, lambda: at, self.random)
            return done
        except NotFound:
            return Outcome(found=False)
        except Invalid as found:
            return Outcome(invalid=found.problems)
        except Refused as refused:
            if link_waits(refused):
                self._record_waiting(number, event, at)
            return Outcome(refused=missing(refused.decision))

    def scene(self, event: Event, at: datetime) -> Scene | None:
        """How things stand after an event, or None where what it is about was never opened."""
        with self.database.transaction(SYSTEM, write=False) as session:
            place_id = self._place_id(session, event, at)
            if place_id is None:
                return None
            return set_scene(session, Place(_owner(event), place_id), event, self.people, at, self.first)

    def _place_id(self, session: Session, event: Event, at: datetime) -> int | None:
        if event.do and _owner(event) is Owner.OFFICE:
            workflow = WORKFLOW_OF[event.do].name
            return office_file_id(session.connection(), workflow, file_name(workflow, self._entry(session, event, at)))
        table = metadata.tables[TABLE_OF[_owner(event)]]
        found: int | None = session.execute(
            select(table.c.id).where(table.c.reference == self.reference(event))
        ).scalar()
        return found

    def _look(self, session: Session, event: Event) -> bool:
        actor, wanted = self.people[event.by].signed_in, self.reference(event)
        if event.look is Look.MY_WORK:
            return wanted in session.execute(MY_CASES, {"person": actor.person_id}).scalars()
        if event.look is Look.REPORT:
            find = find_report if Role.GATEKEEPER in actor.roles else find_own
            return bool(find(session, wanted, actor))
        return bool(find_case(session, wanted, actor))

    def _take(self, session: Session, number: int, event: Event, at: datetime, corrected: int | None) -> Taken:
        assert event.do is not None
        signed_in = self.people[event.by].signed_in
        if opens(event):
            return self._open(session, number, event, at)
        if _owner(event) is Owner.CONFIDENTIAL:
            return self._take_in_confidence(session, number, event, at)
        if _owner(event) is Owner.OFFICE:
            entry, form = self._entry(session, event, at), self.submission(number)
            once = reference(self.random, f"password {number}")
            return take_in_office(session, event.do, by=signed_in, at=at, entry=entry, submission=form, one_time=once)
        if event.do == "use-urgent-access":
            return self._use_urgent_access(session, number, event, at)
        if event.do == FURTHER:
            return self._decide_further_report(session, number, event, at)
        place = self._find(session, event)
        if event.do == "step-out":
            return self._step_out(session, number, event, at, place)
        if event.do == "decide-panel-connection":
            return self._decide_panel_connection(session, number, event, at, place)
        if event.do == "move-meeting" and corrected is None:
            return self._move_meeting(session, number, event, at, place)
        return take_step(
            session,
            place,
            event.do,
            by=signed_in,
            at=at,
            entry=self._entry(session, event, at),
            submission=self.submission(number),
            urgency=Urgency(event.urgent.reason, event.urgent.knows_anyone) if event.urgent else None,
            correction=None if corrected is None else self._correction(session, place, event, corrected),
        )

    def _record_waiting(self, number: int, event: Event, at: datetime) -> None:
        """What the web does when a possible link stands in the way: the refusal leaves a screening behind."""
        signed_in = self.people[event.by].signed_in
        with self.database.transaction(signed_in.person_id) as session:
            place, entry = self._find(session, event), self._entry(session, event, at)
            form = self.submission(number)
            record_waiting(session, place, event.do or "", by=signed_in, at=at, entry=entry, submission=form)

    def _use_urgent_access(self, session: Session, number: int, event: Event, at: datetime) -> Taken:
        """Somebody opens the story's case by its reference; for what they do there, a story needs a browser."""
        by, entry = self.people[event.by].signed_in, self._entry(session, event, at)
        assert isinstance(entry, UseUrgentAccess)
        case_id = find_unbarred(session, self.reference(event), by)
        form = self.submission(number)
        return use_urgent_access(session, case_id, key=None, by=by, at=at, entry=entry, submission=form)

    def _decide_further_report(self, session: Session, number: int, event: Event, at: datetime) -> Taken:
        """A gatekeeper compares the story's case with an earlier one, which the story calls by its own name."""
        by, entry = self.people[event.by].signed_in, self._entry(session, event, at)
        assert isinstance(entry, DecideFurtherReport)
        other = reference(self.random, f"case {entry.other}")
        pair = find_pair(session, self.reference(event), other, by, at)
        names, form = (pair.later, pair.earlier), self.submission(number)
        return decide_further_report(session, pair.cases, names, by=by, at=at, entry=entry, submission=form)

    def _step_out(self, session: Session, number: int, event: Event, at: datetime, place: Place) -> Taken:
        """Somebody steps out of the story's case, of which they must be able to know."""
        by, entry = self.people[event.by].signed_in, self._entry(session, event, at)
        assert isinstance(entry, StepOut)
        (case_id,) = self._known(session, event.by, [event.case])
        return step_out(session, place.id, case_id, by=by, at=at, entry=entry, submission=self.submission(number))

    def _decide_panel_connection(
        self, session: Session, number: int, event: Event, at: datetime, place: Place
    ) -> Taken:
        """Somebody decides on what another declared, and keeps cases from them, of which both may know until then."""
        by, entry = self.people[event.by].signed_in, self._entry(session, event, at)
        assert isinstance(entry, DecidePanelConnection)
        cases, form = self._known(session, event.by, event.shut), self.submission(number)
        return decide_connection(session, place.id, cases, by=by, at=at, entry=entry, submission=form)

    def _move_meeting(self, session: Session, number: int, event: Event, at: datetime, place: Place) -> Taken:
        by, entry = self.people[event.by].signed_in, self._entry(session, event, at)
        assert isinstance(entry, MoveMeeting)
        return move_meeting(session, place.id, by=by, at=at, entry=entry, submission=self.submission(number))

    def _known(self, session: Session, who: str, names: Iterable[str]) -> list[int]:
        """The row ids of some of the story's cases. Raises `NotFound` where somebody is excluded from one."""
        named = [{"reference": reference(self.random, f"case {name}")} for name in names]
        found = [n for name in named if (n := session.execute(CASE_ROW, name).scalar()) is not None]
        if len(still_known(session, self.people[who].signed_in.person_id, found)) < len(named):
            raise NotFound
        return found

    def _take_in_confidence(self, session: Session, number: int, event: Event, at: datetime) -> Taken:
        assert event.do is not None
        by, form, name = self.people[event.by].signed_in, self.submission(number), self.reference(event)
        entry = self._entry(session, event, at)
        if STEPS[event.do].by == LENT:
            own = find_own(session, name, by)
            return take_as_reporter(session, own.id, event.do, by=by, at=at, entry=entry, submission=form)
        found, case = find_report(session, name, by), reference(self.random, f"case {event.case}")
        return take_as_gatekeeper(
            session, found, event.do, by=by, at=at, entry=entry, submission=form, case_reference=case
        )

    def _open(self, session: Session, number: int, event: Event, at: datetime) -> Taken:
        signed_in, form = self.people[event.by].signed_in, self.submission(number)
        entry, name = self._entry(session, event, at), self.reference(event)
        if isinstance(entry, ReportMatter):
            return open_case(session, by=signed_in, at=at, entry=entry, submission=form, reference=name)
        if isinstance(entry, ReportInConfidence):
            return open_report(session, by=signed_in, at=at, entry=entry, submission=form, reference=name)
        assert isinstance(entry, PlanMeeting)
        return open_meeting(session, by=signed_in, at=at, entry=entry, submission=form, reference=name)

    def _find(self, session: Session, event: Event) -> Place:
        if _owner(event) is Owner.MEETING:
            return Place(Owner.MEETING, find_meeting(session, self.reference(event)))
        # A deputy takes over what they do not work on yet.
        find = find_outside if event.do == "take-over-case" else find_case
        found = find(session, self.reference(event), self.people[event.by].signed_in)
        return Place(Owner.CASE, found, self.people[event.about].person if event.about else None)

    def _correction(self, session: Session, place: Place, event: Event, corrected: int) -> Correction:
        assert event.corrects is not None
        row: int = session.execute(EVENT_ID, {"submission": self.submission(corrected)}).scalar_one()
        keys = facts_of(session, [place.id], owner=place.owner)[place.id].event_ids
        return Correction(next(key for key, event_id in keys.items() if event_id == row), event.corrects.reason)

    def _entry(self, session: Session, event: Event, at: datetime) -> Entry:
        kind = STEPS[event.do or ""].entry
        asked = {f.name: f for f in fields_of(kind)}
        raw = {
            name: answer(asked.get(name), value, self.people, self.first)
            if isinstance(value, str)
            else [answer(asked.get(name), text, self.people, self.first) for text in value or ()]
            for name, value in event.stated.items()
        }
        return read(kind, raw, lambda given: self._person(session, given), now=at)

    def _person(self, session: Session, given: str) -> PersonRef | None:
        """Somebody by their name in the story, or as a form would name them."""
        return self.people[given].person if given in self.people else resolve_person(session, given)


def opens(event: Event) -> bool:
    """Whether an event opens the case, meeting or confidential report that it names."""
    return event.do in ("report-matter", "plan-meeting", "report-in-confidence") and event.corrects is None


def _owner(event: Event) -> Owner:
    if event.look is Look.REPORT:
        return Owner.CONFIDENTIAL
    return owner_of(WORKFLOW_OF[event.do].name) if event.do else Owner.CASE


def place_name(event: Event) -> str:
    """The story's name for what an event is about."""
    names = {Owner.CASE: event.case, Owner.MEETING: event.meeting, Owner.CONFIDENTIAL: event.report}
    return names[_owner(event)]
