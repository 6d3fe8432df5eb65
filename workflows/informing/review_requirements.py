"""What must be on file before somebody is told of a review, and what closing waits for."""

from workflows import citations as law
from workflows.calendar import london_day
from workflows.casefile import CaseFile
from workflows.handling.vocabulary import HandlingStatus
from workflows.informing.entries import ExplainEarlyClosing
from workflows.informing.facts import outcomes_at, recipient
from workflows.informing.review import (
    applications,
    last_day_to_apply,
    others_told,
    review_available,
    review_body,
    review_may_still_come,
)
from workflows.informing.vocabulary import ReviewBody
from workflows.model import Attempt, Requirement


def _says_if_none(a: Attempt) -> bool:
    return (a.entry.body is ReviewBody.NONE) is not review_available(a.file)


def _right_body(a: Attempt) -> bool:
    pointed = review_body(a.file)
    return a.entry.body in (pointed.body, ReviewBody.NONE) or not pointed.certain


def _may_be_reviewed(a: Attempt) -> bool:
    who = recipient(a.file, a.entry.party)
    return who is not None and last_day_to_apply(a.file, who) is not None


def _applied_in_time(a: Attempt) -> bool:
    who = recipient(a.file, a.entry.party)
    last = last_day_to_apply(a.file, who) if who else None
    return last is None or a.entry.received_on <= last


def _has_applied(a: Attempt) -> bool:
    who = recipient(a.file, a.entry.party)
    return who is not None and bool(applications(a.file, who))


def _explained(file: CaseFile) -> bool:
    said, decided = file.last(ExplainEarlyClosing), outcomes_at(file)
    return said is not None and (decided is None or said.event.occurred_at >= decided)


REVIEW = (
    Requirement(
        id="INF-15",
        before=frozenset({"give-review-right"}),
        unmet="Say that there is no right to a review where there is none, and only there",
        met=_says_if_none,
        cite=law.PARA_25,
        reads="body",
    ),
    Requirement(
        id="INF-16",
        before=frozenset({"give-review-right"}),
        unmet="What is on file leaves only the IOPC as the review body",
        met=_right_body,
        cite=law.REG_32_ABUSE,
        reads="body",
    ),
    Requirement(
        id="INF-17",
        before=frozenset({"record-review-application"}),
        unmet="Nobody has given this person a right to a review",
        met=_may_be_reviewed,
        cite=law.PARA_25,
        remedy="give-review-right",
        reads="party",
    ),
    Requirement(
        id="INF-18",
        before=frozenset({"record-review-application"}),
        unmet="It came after the last day; only the review body may still accept it",
        met=_applied_in_time,
        cite=law.REG_29_2,
        reads="received_on",
    ),
    Requirement(
        id="INF-19",
        before=frozenset({"record-review-move", "record-review-result"}),
        unmet="No application for a review by this person is on file",
        met=_has_applied,
        cite=law.PARA_25,
        remedy="record-review-application",
        reads="party",
    ),
)

CLOSING = (
    Requirement(
        id="INF-25",
        before=frozenset({"close-case"}),
        unmet="Somebody entitled has not been told every outcome, or a complainant of the right to a review",
        met=lambda a: a.process.status is HandlingStatus.OUTSIDE or others_told(a.file),
        cite=law.REG_34_4,
        remedy="tell-party-outcome",
    ),
    Requirement(
        id="INF-26",
        before=frozenset({"close-case"}),
        unmet="A review may still come, and nothing says why the case closes before",
        met=lambda a: not review_may_still_come(a.file, london_day(a.at)) or _explained(a.file),
        cite=law.settlement(17),
        remedy="explain-early-closing",
    ),
)
"""For handling: what closing waits for."""
