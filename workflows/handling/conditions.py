"""What the requirements of handling ask of an attempt, each a question with a yes or a no."""

from collections.abc import Callable

from workflows.allegations.facts import allegations, may_be_domestic_abuse
from workflows.calendar import london_day
from workflows.casefile import Service
from workflows.corrections import waiting
from workflows.criminal.facts import ended_by_reg_41
from workflows.duty_status.vocabulary import DutyStatus
from workflows.handling.entries import (
    ConfirmNotRecording,
    ProposeNotRecording,
)
from workflows.handling.facts import (
    complainants,
    unconfirmed,
    views,
    wants_recording,
)
from workflows.handling.matter import kind
from workflows.handling.vocabulary import (
    INVESTIGATED,
    SPECIAL_PROCEDURE,
    Ending,
    HandlingStatus,
    MatterKind,
    NotRecordedGround,
    Outcome,
    ReportedTo,
)
from workflows.independence.facts import excluded
from workflows.model import Answer, Attempt, Entry
from workflows.oversight.facts import wants_contact
from workflows.people.facts import subjects
from workflows.people.standing import May, standing
from workflows.referral.facts import returned
from workflows.withdrawal.facts import ended_by_withdrawal


def may_complain(a: Attempt) -> bool:
    """Whether nothing on file bars whoever is said to complain; what the file leaves open is for a person to decide."""
    on = london_day(a.at)
    if a.entry.kind is not MatterKind.COMPLAINT or not a.file.terms.value("complaint-needs-standing", on):
        return True
    return standing(a.file, a.entry.complainant, on).may is not May.NO


def duty_decided(a: Attempt) -> bool:
    decided = {p.about for p in a.file.running("duty-status") if p.status is not DutyStatus.UNDECIDED}
    return decided.issuperset(subjects(a.file))


def handled_outside(a: Attempt) -> bool:
    return a.process.status is HandlingStatus.OUTSIDE


def was_investigated(a: Attempt) -> bool:
    return a.file.status("investigation") is not None


def under_schedule_3_or_no_abuse(a: Attempt) -> bool:
    """What comes to light after the decision to handle a matter outside still stands in its way."""
    return a.process.status is HandlingStatus.OUTCOMES_DECIDED or not may_be_domestic_abuse(a.file)


def oversight_ended(a: Attempt) -> bool:
    status = a.file.status("oversight")
    return handled_outside(a) or bool(status and status.final) or not wants_contact(a.file)


def reported_to_both(a: Attempt) -> bool:
    body = ReportedTo.BODY in a.entry.sent_to or bool(a.entry.kept_from_body)
    return body and ReportedTo.IOPC in a.entry.sent_to


def not_decided_yet(a: Attempt) -> bool:
    if a.corrects:
        return True
    return any(x.number == a.entry.allegation and x.decided is None for x in allegations(a.file))


def unconnected(a: Attempt) -> bool:
    return a.entry.person not in excluded(a.file)


def views_asked(a: Attempt) -> bool:
    return not complainants(a.file) or views(a.file) is not None


def not_against_a_wish(a: Attempt) -> bool:
    """A wish counts whenever it was shown, also before a case was opened again."""
    return a.process.status is HandlingStatus.OUTCOMES_DECIDED or wants_recording(a.file) is not Answer.YES


def abuse_is_recorded(a: Attempt) -> bool:
    entry = a.entry
    if not isinstance(entry, ProposeNotRecording):
        proposed = unconfirmed(a.file, ProposeNotRecording, ConfirmNotRecording)
        entry = proposed.entry if proposed else None
    return not may_be_domestic_abuse(a.file) or (entry is not None and entry.ground is NotRecordedGround.REPEAT)


def fits_the_way_of_handling(a: Attempt) -> bool:
    if not a.file.terms.value("outcomes-by-way", london_day(a.at)):
        return True
    if a.process.status is HandlingStatus.OTHERWISE:
        return a.entry.outcome not in INVESTIGATED
    subject = next((x.stated.subject for x in allegations(a.file) if x.number == a.entry.allegation), None)
    posting = a.file.posting(subject)
    staff = posting is not None and posting.service in (Service.STAFF, Service.VOLUNTEER)
    elsewhere = SPECIAL_PROCEDURE if staff else {Outcome.EMPLOYER}
    return a.entry.outcome not in elsewhere | {Outcome.NO_ACTION}


def _ended_by(a: Attempt) -> dict[Ending, bool]:
    return {
        Ending.WITHDRAWN: ended_by_withdrawal(a.file),
        Ending.CEASED: ended_by_reg_41(a.file),
        Ending.DSI_RETURNED: kind(a.file) is MatterKind.DSI and returned(a.file),
    }


def may_end(a: Attempt) -> bool:
    """Whether the file holds anything that ends the matter without an outcome (settlement 17)."""
    return any(_ended_by(a).values())


def ends(a: Attempt) -> bool:
    """Whether the file holds what is said to end it."""
    return _ended_by(a)[a.entry.ending]


def another_than_proposed(proposal: type[Entry], confirmation: type[Entry]) -> Callable[[Attempt], bool]:
    """For requirements: whoever proposed does not confirm."""

    def met(a: Attempt) -> bool:
        proposed = unconfirmed(a.file, proposal, confirmation)
        return proposed is None or proposed.event.by != a.by.person

    return met


def correction_waits(a: Attempt) -> bool:
    return a.entry.correction in {f.event.key for f in waiting(a.file.facts)}


def another_than_corrected(a: Attempt) -> bool:
    return not any(f.event.key == a.entry.correction and f.event.by == a.by.person for f in a.file.facts)
