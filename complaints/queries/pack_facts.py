"""A case as the panel may read it: words, bands and counts made from its file, once, for `pack_view`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from complaints.queries.pack_view import (
    ActionState,
    ActionView,
    Advocate,
    AllegationView,
    Contact,
    Every,
    Freshness,
    OpenFor,
    RankBand,
    Review,
    SectionView,
    Share,
    Signal,
    Sought,
    SubjectView,
    VictimBand,
    VictimView,
)
from workflows.allegations.facts import Allegation, allegations, flags
from workflows.calendar import london_day
from workflows.casefile import CaseFile, Posting, Service
from workflows.clocks import Due, deadlines
from workflows.criminal.vocabulary import CriminalStatus
from workflows.duty_status.entries import EndMeasures, LeaveUnrestricted, RestrictDuties
from workflows.duty_status.vocabulary import DutyStatus
from workflows.handling.entries import AllocateCase, CloseCase
from workflows.handling.facts import recorded, report
from workflows.handling.vocabulary import HandlingStatus
from workflows.independence.facts import declared, independence
from workflows.independence.vocabulary import WITHIN, IndependenceStatus
from workflows.investigation.facts import appointments
from workflows.investigation.vocabulary import InvestigationStatus
from workflows.model import Answer, PersonRef, Status
from workflows.oversight.entries import AppointOversightOfficer
from workflows.oversight.facts import contact_plan
from workflows.oversight.vocabulary import Channel, OversightStatus
from workflows.people.descriptions import description, relationship
from workflows.people.facts import Party, people_with, subjects
from workflows.people.vocabulary import Part, RepresentativeKind
from workflows.referral.entries import DecideToRefer, RecordDetermination
from workflows.referral.vocabulary import ReferralStatus
from workflows.registry import CLOCKS
from workflows.risk.facts import level
from workflows.scrutiny.facts import Action, actions

S = TypeVar("S", bound=Status)
LATELY = timedelta(weeks=4)
OF_CONTACT = frozenset({"OVR-C1", "OVR-C2", "OVR-C3", "OVR-C4"})
"""The clocks by which the victim hears from us."""

CASE_CLOCKS = tuple(clock for clock in CLOCKS if not clock.personal)
"""What the case waits for. What one of its handlers owes for herself, as a declaration, is not the panel's business."""

ADVISERS = frozenset({RepresentativeKind.IDVA, RepresentativeKind.ISVA, RepresentativeKind.ADVISER})


def section_view(file: CaseFile, name: str, at: datetime) -> SectionView:
    """What the panel may read of a case as it stands at a moment (UTC)."""
    view = _as_it_stands(file, name, deadlines(file, CLOCKS), at)
    view = replace(view, signals=tuple(_signals(file, view, at)))
    return replace(view, sought=tuple(_sought(view)))


def _as_it_stands(file: CaseFile, name: str, due: tuple[Due, ...], at: datetime) -> SectionView:
    record, closed, decision = recorded(file), file.last(CloseCase), independence(file)
    referral = _status(file, "referral", ReferralStatus.UNDECIDED)
    referred, determined = file.last(DecideToRefer), file.last(RecordDetermination)
    return SectionView(
        name=name,
        open_for=_open_for(file, at),
        latest=_latest(file, at),
        signals=(),
        sought=(),
        victims=tuple(_victim(file, party) for party in people_with(file, Part.VICTIM)),
        advocate=_advocate(file),
        subjects=tuple(_subject(file, person, due, at) for person in subjects(file)),
        allegations=tuple(_allegation(file, stated) for stated in allegations(file)),
        handling=_status(file, "handling", HandlingStatus.NEW),
        recorded_as=record.entry.kind if record else None,
        ground=record.entry.ground if record else None,
        closed_as=closed.entry.code if closed else None,
        referral=referral,
        criteria=referred.entry.criteria if referred else (),
        determination=determined.entry.determination if determined and referral.final else None,
        independence=_status(file, "independence", IndependenceStatus.UNDECIDED),
        handled_by=decision.entry.handled_by if decision else None,
        unconnected=decision.entry.unconnected if decision else None,
        trust=decision.entry.trust if decision else None,
        declarations=_declarations(file),
        investigation=_status(file, "investigation", InvestigationStatus.UNASSIGNED),
        criminal=_status(file, "criminal", CriminalStatus.NOT_SUSPENDED),
        oversight=_status(file, "oversight", OversightStatus.UNASSIGNED),
        contact=_contact(file, due, at),
        every=_every(file),
        updates=_updates(due, at),
        overdue=tuple(clock for clock in CASE_CLOCKS if any(d.clock == clock.id and _is_late(d, at) for d in due)),
        actions=tuple(_action(action, at) for action in actions(file)),
        risk=level(file),
    )


def _signals(file: CaseFile, view: SectionView, at: datetime) -> Iterator[Signal]:
    """What makes a case pressing. Of a closed one only what is still owed."""
    lately = [f.event for f in file.facts if at - f.event.recorded_at <= LATELY]
    late = {clock.id for clock in view.overdue}
    if any(event.urgency and event.trigger != "report-matter" for event in lately):
        yield Signal.URGENT
    if any("OVR-6" in event.flags for event in lately):
        yield Signal.UNSAFE
    if late & OF_CONTACT:
        yield Signal.CONTACT
    if not view.closed and view.referral in (ReferralStatus.UNDECIDED, ReferralStatus.DUE):
        yield Signal.REFERRAL
    if not view.closed and any(map(_duty_is_open, view.subjects)):
        yield Signal.DUTY
    if "SCR-C1" in late:
        yield Signal.ACTION
    if late - OF_CONTACT - {"SCR-C1"}:
        yield Signal.OVERDUE


def _duty_is_open(subject: SubjectView) -> bool:
    return subject.duty is DutyStatus.UNDECIDED or subject.review is Review.OVERDUE


def _sought(view: SectionView) -> Iterator[Sought]:
    """What the panel is asked, from how the case stands; what should happen next is asked of every case."""
    if not view.closed:
        if view.oversight is OversightStatus.UNASSIGNED:
            yield Sought.OFFICER
        elif {Signal.CONTACT, Signal.UNSAFE} & set(view.signals):
            yield Sought.CONTACT
        if Signal.REFERRAL in view.signals:
            yield Sought.REFERRAL
        if view.independence is IndependenceStatus.UNDECIDED:
            yield Sought.INDEPENDENCE
        elif view.handled_by in WITHIN and Answer.NO in (view.unconnected, view.trust):
            yield Sought.FORCE
        if Signal.DUTY in view.signals:
            yield Sought.DUTY
    if Signal.ACTION in view.signals:
        yield Sought.ACTIONS
    yield Sought.NEXT


def _status(file: CaseFile, workflow: str, initial: S, about: PersonRef | None = None) -> S:
    """Where a workflow stands; where it has not begun, its first status."""
    status = file.status(workflow, about)
    return status if isinstance(status, type(initial)) else initial


def _open_for(file: CaseFile, at: datetime) -> OpenFor:
    first, closed = report(file), file.last(CloseCase)
    ended = closed.event.occurred_at if closed else at
    days = (london_day(ended) - first.event.day).days if first else 0
    bands = (band for band in OpenFor if band is OpenFor.LONGER or days <= int(band.value))
    return next(bands)


def _latest(file: CaseFile, at: datetime) -> Freshness:
    days = (at - max(f.event.recorded_at for f in file.facts)).days if file.facts else LATELY.days + 1
    if days < 7:
        return Freshness.WEEK
    return Freshness.MONTH if days < LATELY.days else Freshness.LONGER


def _victim(file: CaseFile, victim: Party) -> VictimView:
    said, known = description(file, victim.ref), relationship(file, victim.ref)
    return VictimView(
        band=_victim_band(file, victim),
        age=said.age if said else None,
        children=known.children if known else None,
        safeguarding=known.safeguarding if known else None,
    )


def _advocate(file: CaseFile) -> Advocate:
    plan = contact_plan(file)
    acting = {party.added.acts_as for party in people_with(file, Part.REPRESENTATIVE) if party.added}
    through = plan is not None and Channel.ADVOCATE in plan.entry.channels
    return Advocate.ON_FILE if through or acting & ADVISERS else Advocate.NONE


def _every(file: CaseFile) -> Every | None:
    plan = contact_plan(file)
    if plan is None or plan.entry.every_days is None:
        return None
    days = plan.entry.every_days
    return next(band for band in Every if band is Every.LESS or days <= int(band.value))


def _action(action: Action, at: datetime) -> ActionView:
    agreed = action.agreed.entry
    open_now = ActionState.OVERDUE if agreed.due_on < london_day(at) else ActionState.OPEN
    state = action.completed.entry.ending if action.completed else open_now
    return ActionView(agreed.kind, agreed.owner, state)


def _victim_band(file: CaseFile, victim: Party) -> VictimBand:
    posting = file.posting(victim.person)
    if posting is None or posting.service is Service.OUTSIDE:
        return VictimBand.PUBLIC
    forces = {known.force for subject in subjects(file) if (known := file.posting(subject))}
    return VictimBand.SAME_FORCE if posting.force in forces else VictimBand.OTHER_FORCE


def _subject(file: CaseFile, person: PersonRef, due: tuple[Due, ...], at: datetime) -> SubjectView:
    posting = file.posting(person)
    assert posting is not None, "a step copies the posting of everybody whom it names"
    duty = _status(file, "duty-status", DutyStatus.UNDECIDED, person)
    restricted = file.last(RestrictDuties, person)
    return SubjectView(
        service=posting.service,
        rank=_rank(posting),
        duty=duty,
        restrictions=restricted.entry.restrictions if restricted and duty is DutyStatus.RESTRICTED else (),
        review=_review(file, person, duty, due, at),
    )


def _rank(posting: Posting) -> RankBand:
    rank = posting.rank.casefold()
    if any(word in rank for word in ("inspector", "superintendent", "chief", "commander", "commissioner")):
        return RankBand.SENIOR
    return RankBand.JUNIOR if "constable" in rank or "sergeant" in rank else RankBand.NONE


def _review(file: CaseFile, person: PersonRef, duty: DutyStatus, due: tuple[Due, ...], at: datetime) -> Review:
    day = _review_day(file, person, duty, due)
    if day is None:
        return Review.NONE
    return Review.OVERDUE if day < london_day(at) else Review.IN_DATE


def _review_day(file: CaseFile, person: PersonRef, duty: DutyStatus, due: tuple[Due, ...]) -> date | None:
    """Of a suspension, its clock's last day; else the day that the decision which stands has set."""
    if duty is DutyStatus.SUSPENDED:
        return next((d.last_day for d in due if d.clock == "DUT-C2" and d.about == person and not d.met_at), None)
    if duty is DutyStatus.RESTRICTED:
        restricted = file.last(RestrictDuties, person)
        return restricted.entry.review_on if restricted else None
    left, ended = file.last(LeaveUnrestricted, person), file.last(EndMeasures, person)
    stands = left and not (ended and ended.event.recorded_at > left.event.recorded_at)
    return left.entry.review_on if left and stands else None


def _allegation(file: CaseFile, allegation: Allegation) -> AllegationView:
    stated, decided = allegation.stated, allegation.decided
    return AllegationView(
        category=stated.category,
        kinds=tuple(flag.kind for flag in flags(file, allegation.number)),
        domestic_abuse=stated.domestic_abuse,
        misuse_of_position=stated.misuse_of_position,
        outcome=decided.outcome if decided else None,
    )


def _declarations(file: CaseFile) -> Share:
    """Of everybody who took the report or was given work on the case, how many have declared their interests."""
    at_work = {f.entry.person for f in file.all(AllocateCase)}
    at_work |= {f.entry.investigator for f in appointments(file)}
    at_work |= {f.entry.officer for f in file.all(AppointOversightOfficer)}
    at_work |= {first.event.by} if (first := report(file)) else set()
    return Share(len(at_work & declared(file)), len(at_work))


def _contact(file: CaseFile, due: tuple[Due, ...], at: datetime) -> Contact:
    if _status(file, "oversight", OversightStatus.UNASSIGNED) is OversightStatus.ENDED:
        return Contact.ENDED
    if contact_plan(file) is None:
        return Contact.NOT_AGREED
    late = any(d.clock == "OVR-C2" and _is_late(d, at) for d in due)
    return Contact.OVERDUE if late else Contact.ON_TIME


def _updates(due: tuple[Due, ...], at: datetime) -> Share:
    """Of the written updates that have been sent or should have been, how many were sent in time."""
    owed = [d for d in due if d.clock == "OVR-C1" and (d.met_at or d.due_at <= at)]
    return Share(sum(d.met_at is not None and d.met_at < d.due_at for d in owed), len(owed))


def _is_late(due: Due, at: datetime) -> bool:
    return due.met_at is None and not due.ended and due.due_at <= at
