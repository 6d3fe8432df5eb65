"""The right to a review: who has it, who would decide, until when, and whether one may still come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflows import citations as law
from workflows.allegations.facts import may_be_domestic_abuse
from workflows.calendar import CountRule, Limit
from workflows.casefile import CaseFile, Fact
from workflows.citations import Citation
from workflows.handling.matter import kind
from workflows.handling.vocabulary import MatterKind
from workflows.informing import entries as e
from workflows.informing.facts import (
    Recipient,
    complainants,
    iopc_informs,
    outcomes_at,
    recipients,
    told_outcome,
    wish,
)
from workflows.informing.vocabulary import ReviewBody, Wish
from workflows.investigation.entries import AssessSeverity
from workflows.investigation.vocabulary import Severity
from workflows.model import Suggestion
from workflows.oversight.vocabulary import Channel
from workflows.people.facts import subjects
from workflows.referral.entries import DecideToRefer

SENIOR = ("assistant chief constable", "deputy chief constable", "chief constable", "commander", "commissioner")
"""Ranks above chief superintendent, by the words with which they end."""


@dataclass(frozen=True)
class Pointed:
    """The review body that the file points to, why, and whether a person may see it otherwise."""

    body: ReviewBody
    because: str
    cite: Citation
    certain: bool = True


def review_available(file: CaseFile) -> bool:
    """Whether the outcome can be reviewed: of a complaint that the force itself has handled."""
    complaint = kind(file) is MatterKind.COMPLAINT
    return complaint and bool(complainants(file)) and iopc_informs(file) is None


def review_body(file: CaseFile) -> Pointed:
    """Who would review the outcome, from what is on file (PCMR reg 32(a) to (f)). A person confirms it."""
    if not review_available(file):
        why = "Only a recorded complaint that the force itself has handled can be reviewed, at a complainant's wish"
        return Pointed(ReviewBody.NONE, why, law.PARA_25)
    ranks = [posting.rank.lower() for s in subjects(file) if (posting := file.posting(s))]
    if any(rank.endswith(SENIOR) for rank in ranks):
        return Pointed(ReviewBody.IOPC, "It is about the conduct of a senior officer (a)", law.REG_32)
    if file.last(DecideToRefer):
        return Pointed(ReviewBody.IOPC, "It has been, or must be, referred to the IOPC (c)", law.REG_32)
    if may_be_domestic_abuse(file):
        why = "Domestic abuse, if proved, would justify criminal or disciplinary proceedings (b), even as a part (f)"
        return Pointed(ReviewBody.IOPC, why, law.REG_32_ABUSE)
    if any(f.entry.severity is not Severity.NEITHER for f in file.all(AssessSeverity)):
        why = "The conduct, if proved, was assessed as misconduct, so disciplinary proceedings may be justified (b)"
        return Pointed(ReviewBody.IOPC, why, law.REG_32, certain=False)
    why = "Nothing on file points to the IOPC; ask of the complaint as made whether (b), (d), (e) or (f) does"
    return Pointed(ReviewBody.LOCAL, why, law.REG_32, certain=False)


def suggested_body(file: CaseFile) -> Iterator[Suggestion]:
    """What the step's page shows beside the question."""
    pointed = review_body(file)
    yield Suggestion(pointed.body.label, f"{pointed.because}.", pointed.cite)


def rights_given(file: CaseFile, who: Recipient) -> tuple[Fact[e.GiveReviewRight], ...]:
    """Each time somebody was told of their right to a review, or that there is none, oldest first."""
    return tuple(f for f in file.all(e.GiveReviewRight) if f.entry.party in who.refs)


def applications(file: CaseFile, who: Recipient) -> tuple[Fact[e.RecordReviewApplication], ...]:
    """Every application of somebody for a review, oldest first."""
    return tuple(f for f in file.all(e.RecordReviewApplication) if f.entry.party in who.refs)


def provided_on(file: CaseFile, given: Fact[e.GiveReviewRight]) -> date:
    """The London day on which somebody counts as told: by e-mail as the force has settled (settlement 26)."""
    day = given.event.day
    later = file.terms.value("email-served", day) == "on the next working day"
    by_email = given.entry.channel is Channel.EMAIL
    return file.terms.calendar.next_working_day(day) if by_email and later else day


def review_limit(file: CaseFile, day: date) -> Limit:
    """Within what an application must be received."""
    return Limit(CountRule.CAL_D_PLUS_1, file.terms.number("review-period", day))


def last_day_to_apply(file: CaseFile, who: Recipient) -> date | None:
    """The last London day on which an application of somebody is in time; None without a right."""
    given = [f for f in rights_given(file, who) if f.entry.body is not ReviewBody.NONE]
    if not given:
        return None
    starts = provided_on(file, given[-1])
    return file.terms.calendar.last_day(review_limit(file, starts), starts)


def told_of_review(file: CaseFile, who: Recipient) -> bool:
    """Whether a complainant was told of the right to a review since the outcomes were decided."""
    since = outcomes_at(file)
    given = [f for f in rights_given(file, who) if since and f.event.occurred_at >= since]
    return bool(given) or not who.complainant or wish(file, who) is Wish.NOTHING


def everybody_told(file: CaseFile) -> bool:
    """Whether everybody entitled knows the outcome and their right to a review. True where nothing was decided."""
    if outcomes_at(file) is None or iopc_informs(file):
        return True
    return all(told_outcome(file, r) and told_of_review(file, r) for r in recipients(file))


def others_told(file: CaseFile) -> bool:
    """The same, but for telling the outcome to the victim, which is asked of the senior oversight officer."""
    if outcomes_at(file) is None or iopc_informs(file):
        return True
    return all((r.has_officer or told_outcome(file, r)) and told_of_review(file, r) for r in recipients(file))


def review_may_still_come(file: CaseFile, day: date) -> bool:
    """Whether, on a London day, a complainant may still apply for a review, or waits for the result of one."""
    if outcomes_at(file) is None or not review_available(file):
        return False
    return any(_may_still_come(file, r, day) for r in recipients(file) if r.complainant)


def _may_still_come(file: CaseFile, who: Recipient, day: date) -> bool:
    made = applications(file, who)
    if made:
        results = [f for f in file.all(e.RecordReviewResult) if f.entry.party in who.refs]
        return not any(f.event.recorded_at > made[-1].event.recorded_at for f in results)
    last = last_day_to_apply(file, who)
    return day <= last if last else not told_of_review(file, who)
