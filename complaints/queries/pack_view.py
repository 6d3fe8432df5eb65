"""What a panel may read of one case: a view whose fields can hold only coded words, counts and bands.

No field is free text, a person, a day or a reference, so nothing that was typed into a case can reach a pack
(ppda 3d and section 8; settlement 25). Bands are made here, once, from the case file.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from workflows.allegations.facts import Allegation, allegations
from workflows.allegations.vocabulary import Category
from workflows.calendar import london_day
from workflows.casefile import CaseFile, Posting, Service
from workflows.clocks import Clock, Due, deadlines
from workflows.duty_status.entries import EndMeasures, LeaveUnrestricted, RestrictDuties
from workflows.duty_status.vocabulary import DutyStatus, Restriction
from workflows.handling.entries import AllocateCase, CloseCase
from workflows.handling.facts import recorded, report
from workflows.handling.vocabulary import ClosureCode, HandlingStatus, MatterKind, Outcome, RecordingGround
from workflows.independence.facts import declared, independence
from workflows.independence.vocabulary import Body, IndependenceStatus
from workflows.investigation.facts import appointments
from workflows.investigation.vocabulary import InvestigationStatus
from workflows.model import Answer, Choice, PersonRef, Status
from workflows.oversight.entries import AppointOversightOfficer
from workflows.oversight.facts import contact_plan
from workflows.oversight.vocabulary import OversightStatus
from workflows.people.facts import Party, people_with, subjects
from workflows.people.vocabulary import Part
from workflows.referral.entries import DecideToRefer, RecordDetermination
from workflows.referral.vocabulary import Criterion, Determination, ReferralStatus
from workflows.registry import CLOCKS

S = TypeVar("S", bound=Status)


class OpenFor(Choice):
    """How long a case has been, or was, open (settlement 25)."""

    MONTH = "28", "Up to 4 weeks"
    QUARTER = "90", "4 weeks to 3 months"
    HALF = "182", "3 to 6 months"
    YEAR = "365", "6 to 12 months"
    LONGER = "longer", "More than a year"


class VictimBand(Choice):
    """Who a victim is to the police."""

    SAME_FORCE = "same-force", "Serves with the police, in the same force as a subject"
    OTHER_FORCE = "other-force", "Serves with the police, in another force"
    PUBLIC = "public", "Not police"


class RankBand(Choice):
    """A subject's rank, in two bands."""

    JUNIOR = "junior", "Constable or sergeant"
    SENIOR = "senior", "Inspector or above"
    NONE = "none", "No rank"


class Review(Choice):
    """Whether a decision on duty status is being reviewed."""

    IN_DATE = "in-date", "Review in date"
    OVERDUE = "overdue", "Review overdue"
    NONE = "none", "No review is set"


class Contact(Choice):
    """How the agreed contact with the victim stands."""

    NOT_AGREED = "not-agreed", "Not agreed yet"
    ON_TIME = "on-time", "On time"
    OVERDUE = "overdue", "Contact overdue from us"
    ENDED = "ended", "Ended with a closing contact"


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    done: int
    of: int


@dataclass(frozen=True)
class SubjectView:
    """One subject: how they serve, and what they may do meanwhile."""

    service: Service
    rank: RankBand
    duty: DutyStatus
    restrictions: tuple[Restriction, ...]
    review: Review


@dataclass(frozen=True)
class AllegationView:
    """One allegation by its category and factors; `outcome` is None while undecided."""

    category: Category
    domestic_abuse: Answer
    misuse_of_position: Answer
    outcome: Outcome | None


@dataclass(frozen=True)
class SectionView:
    """One case in one pack. `name` is its pseudonym; all else is a word from a closed list, or a count."""

    name: str
    open_for: OpenFor
    victims: tuple[VictimBand, ...]
    subjects: tuple[SubjectView, ...]
    allegations: tuple[AllegationView, ...]
    handling: HandlingStatus
    recorded_as: MatterKind | None
    ground: RecordingGround | None
    closed_as: ClosureCode | None
    referral: ReferralStatus
    criteria: tuple[Criterion, ...]
    determination: Determination | None
    independence: IndependenceStatus
    handled_by: Body | None
    unconnected: Answer | None
    trust: Answer | None
    declarations: Share
    investigation: InvestigationStatus
    oversight: OversightStatus
    contact: Contact
    updates: Share
    overdue: tuple[Clock, ...]


def section_view(file: CaseFile, name: str, at: datetime) -> SectionView:
    """What the panel may read of a case as it stands at a moment (UTC)."""
    due = deadlines(file, CLOCKS)
    record, closed, decision = recorded(file), file.last(CloseCase), independence(file)
    referral = _status(file, "referral", ReferralStatus.UNDECIDED)
    referred, determined = file.last(DecideToRefer), file.last(RecordDetermination)
    return SectionView(
        name=name,
        open_for=_open_for(file, at),
        victims=tuple(_victim(file, party) for party in people_with(file, Part.VICTIM)),
        subjects=tuple(_subject(file, person, due, at) for person in subjects(file)),
        allegations=tuple(_allegation(stated) for stated in allegations(file)),
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
        oversight=_status(file, "oversight", OversightStatus.UNASSIGNED),
        contact=_contact(file, due, at),
        updates=_updates(due, at),
        overdue=tuple(clock for clock in CLOCKS if any(d.clock == clock.id and _is_late(d, at) for d in due)),
    )


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


def _victim(file: CaseFile, victim: Party) -> VictimBand:
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


def _allegation(allegation: Allegation) -> AllegationView:
    stated, decided = allegation.stated, allegation.decided
    return AllegationView(
        stated.category, stated.domestic_abuse, stated.misuse_of_position, decided.outcome if decided else None
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
