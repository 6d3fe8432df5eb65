"""Which law governs a subject's suspension, and what has happened to their duty status."""

from datetime import datetime
from typing import Any

from workflows.allegations.facts import allegations
from workflows.calendar import london_day
from workflows.casefile import CaseFile, Fact
from workflows.duty_status import entries as e
from workflows.duty_status.vocabulary import ArrestedFor, Continuation
from workflows.investigation.facts import gross_misconduct
from workflows.model import PersonRef
from workflows.rulesets import Governing, suspension_law
from workflows.terms import Value

DECISIONS = (e.LeaveUnrestricted, e.RestrictDuties, e.SuspendOfficer)


def governing_law(file: CaseFile, subject: PersonRef | None) -> Governing:
    """The law on suspension for one subject: a person's decision if made, else by the conduct's days."""
    if chosen := file.last(e.ChooseSuspensionLaw, subject):
        return Governing(chosen.entry.rule_set, f"Decided by a person: {chosen.entry.reasons}")
    spans = [(x.stated.conduct_from, x.stated.conduct_to) for x in allegations(file) if x.stated.subject == subject]
    if not spans:
        return Governing(None, "No allegation says when the conduct was")
    ends = [end for _, end in spans]
    last = None if None in ends else max(end for end in ends if end)
    return suspension_law(min(start for start, _ in spans), last)


def decided_at(file: CaseFile, subject: PersonRef | None) -> tuple[datetime, ...]:
    """When (UTC) each decision on a subject's duty status was taken, oldest first."""
    return tuple(sorted(f.event.occurred_at for kind in DECISIONS for f in file.all(kind, subject)))


def decision_needed_from(file: CaseFile, subject: PersonRef | None) -> tuple[datetime, str] | None:
    """When (UTC), and why, the three working days of the 2026 law start (settlement 14), or None.

    Criminal investigation known and conduct assessed as gross misconduct: the later of them, or the one that the
    force has chosen. For an arrest without an assessment, the arrest.
    """
    known = file.last(e.RecordCriminalInvestigation, subject)
    gross = gross_misconduct(file, subject)
    if known and gross:
        moments: dict[Value, datetime] = {
            "the criminal investigation": known.entry.known_at,
            "the assessment": gross.event.occurred_at,
        }
        later = max(moments.values())
        chosen = moments.get(file.terms.value("duty-decision-from", london_day(later)), later)
        return chosen, "A criminal investigation is known and the conduct is assessed as gross misconduct"
    if arrest := file.last(e.RecordArrest, subject):
        return arrest.entry.arrested_at, "The subject was arrested"
    return None


def arrested_for_listed(file: CaseFile, subject: PersonRef | None) -> bool:
    """Whether the subject was arrested for an offence that is, or may be, listed (settlement 20)."""
    return any(f.entry.arrested_for is not ArrestedFor.OTHER for f in file.all(e.RecordArrest, subject))


def leaving(file: CaseFile, subject: PersonRef | None) -> Fact[e.RecordLeaving] | None:
    """How and when a subject left, or None for one who serves."""
    found = _latest(file, subject, e.RecordLeaving, e.RecordReturn)
    return found if found and isinstance(found.entry, e.RecordLeaving) else None


def continuation(file: CaseFile, subject: PersonRef | None) -> Continuation | None:
    """What was decided about a subject since they left or died, or None where that is undecided or they serve."""
    found = _latest(file, subject, e.RecordLeaving, e.RecordReturn, e.DecideContinuation)
    return found.entry.continuation if found and isinstance(found.entry, e.DecideContinuation) else None


def continuation_undecided(file: CaseFile) -> bool:
    """Whether a subject has left or died, and nobody has decided since whether the matter goes on about them."""
    about = [p.about for p in file.running("duty-status")]
    return any(leaving(file, subject) and continuation(file, subject) is None for subject in about)


def _latest(file: CaseFile, subject: PersonRef | None, *kinds: type[Any]) -> Fact[Any] | None:
    facts = [f for f in file.settled if f.event.about == subject and isinstance(f.entry, kinds)]
    return facts[-1] if facts else None
