"""Who would review an outcome, until when somebody may apply, and what closing waits for."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflows.case_files import moment
from tests.workflows.informing_cases import ONE, POST, REASONS, Case, complaint, may, runs
from workflows.allegations.facts import untold
from workflows.casefile import CaseFile
from workflows.handling.vocabulary import MatterKind, Outcome
from workflows.informing.facts import recipient
from workflows.informing.review import (
    everybody_told,
    last_day_to_apply,
    review_available,
    review_body,
    review_may_still_come,
)
from workflows.informing.vocabulary import (
    ReviewBody,
    ReviewResult,
    Wish,
)
from workflows.investigation.vocabulary import Severity
from workflows.model import AllegationRef, Answer, PartyRef
from workflows.oversight.entries import TellOutcome
from workflows.oversight.facts import outcome_told
from workflows.oversight.vocabulary import Channel
from workflows.people.vocabulary import Part
from workflows.referral.vocabulary import Criterion, Determination


def reviewed(**of: Any) -> CaseFile:
    """A complaint, with what would point to one review body or another."""
    case = complaint()
    if of.get("senior"):
        case.posted("gus")
        case.postings[-1] = replace(case.postings[-1], rank="Assistant Chief Constable")
    if of.get("referred"):
        case.did("decide-to-refer", criteria=(Criterion.VOLUNTARY,), became_clear_at=moment(0), **REASONS)
    if of.get("determined"):
        case.decided(of["determined"])
    if of.get("severity"):
        case.did("assess-severity", subject="gus", severity=of["severity"], **REASONS)
    return case.file


def test_the_review_body_follows_from_what_is_on_file() -> None:
    abuse = Case(Answer.UNKNOWN, subject="gus").named(Part.COMPLAINANT, "Mia").recorded().file
    cases = {
        "nothing": reviewed(),
        "senior": reviewed(senior=True),
        "referred": reviewed(referred=True),
        "abuse": abuse,
        "misconduct": reviewed(severity=Severity.MISCONDUCT),
        "service": reviewed(severity=Severity.NEITHER),
        "independent": reviewed(referred=True, determined=Determination.INDEPENDENT),
        "conduct": Case(subject="gus").named(Part.COMPLAINANT, "Mia").recorded(MatterKind.CONDUCT).file,
        "nobody complains": Case(subject="gus").recorded().file,
    }
    found = {name: review_body(file) for name, file in cases.items()}
    assert {name: (p.body, p.certain) for name, p in found.items()} == {
        "nothing": (ReviewBody.LOCAL, False),
        "senior": (ReviewBody.IOPC, True),
        "referred": (ReviewBody.IOPC, True),
        "abuse": (ReviewBody.IOPC, True),
        "misconduct": (ReviewBody.IOPC, False),
        "service": (ReviewBody.LOCAL, False),
        "independent": (ReviewBody.NONE, True),
        "conduct": (ReviewBody.NONE, True),
        "nobody complains": (ReviewBody.NONE, True),
    }
    assert {name for name, file in cases.items() if not review_available(file)} == {
        "independent",
        "conduct",
        "nobody complains",
    }


@pytest.mark.parametrize(
    ("given", "channel", "last"),
    [
        (30, Channel.POST, date(2026, 4, 29)),  # 1 April: the example that the IOPC gives
        (30, Channel.EMAIL, date(2026, 4, 30)),
        (31, Channel.EMAIL, may(5)),  # Thursday 2 April: Good Friday, a weekend and Easter Monday come between
        (31, Channel.BY_HAND, date(2026, 4, 30)),
    ],
)
def test_the_last_day_to_apply(given: int, channel: Channel, last: date) -> None:
    file = complaint().confirmed(29).gave_right(given, ReviewBody.LOCAL, channel).file
    who = recipient(file, PartyRef("p1"))
    assert who is not None
    assert last_day_to_apply(file, who) == last
    assert runs(file, "INF-C5") == [(last, "runs")]


def test_a_review_may_come_until_the_last_day_and_while_it_is_undecided() -> None:
    case = complaint()
    assert not review_may_still_come(case.file, date(2026, 4, 1))
    case.confirmed(29)
    assert review_may_still_come(case.file, date(2027, 1, 1)), "nobody has told them yet"
    case.gave_right(30, ReviewBody.LOCAL)
    days = (date(2026, 4, 29), date(2026, 4, 30))
    assert [review_may_still_come(case.file, day) for day in days] == [True, False]
    case.applied(58)
    assert [review_may_still_come(case.file, day) for day in days] == [True, True]
    case.did("record-review-result", 80, party=PartyRef("p1"), result=ReviewResult.NOT_UPHELD, said="No.")
    assert [review_may_still_come(case.file, day) for day in days] == [False, False]


def test_where_there_is_no_right_no_review_is_waited_for() -> None:
    case = Case(subject="gus").named(Part.COMPLAINANT, "Mia").recorded(MatterKind.CONDUCT).confirmed(30)
    assert not review_may_still_come(case.file, date(2026, 4, 2))
    assert not everybody_told(case.told(31).file)
    assert everybody_told(case.gave_right(32, ReviewBody.NONE).file)


def test_everybody_is_told_or_wants_nothing_or_may_not_know_yet() -> None:
    case = complaint().named(Part.VICTIM, "Ida").named(Part.COMPLAINANT, "Kay")
    assert everybody_told(case.file), "nothing was decided"
    case.confirmed(30)
    assert not everybody_told(case.file)
    case.told(31).gave_right(31, ReviewBody.LOCAL).wished(31, Wish.NOTHING, "p3")
    assert not everybody_told(case.file)
    assert everybody_told(case.did("tell-outcome", 32, allegations=ONE, **POST).file)
    assert not everybody_told(case.confirmed(40).file), "decided again, and not told again"


def test_an_outcome_that_is_decided_later_or_corrected_is_told_later() -> None:
    case = complaint().named(Part.VICTIM, "Ida")
    stated = {"outcome": Outcome.NO_CASE, **REASONS}
    case.did("decide-outcome", 29, allegation=AllegationRef("1"), **stated).confirmed(30)
    case.told(31).gave_right(31, ReviewBody.LOCAL)
    case.did("tell-outcome", 31, allegations=ONE, **POST)
    assert (outcome_told(case.file), everybody_told(case.file)) == (True, True)
    case.did("decide-outcome", 32, allegation=AllegationRef("2"), **stated)
    assert (outcome_told(case.file), everybody_told(case.file)) == (False, False)
    case.did("tell-outcome", 33, allegations=(AllegationRef("2"),), **POST)
    assert (outcome_told(case.file), everybody_told(case.file)) == (True, False)
    case.did("decide-outcome", 34, allegation=AllegationRef("1"), corrects="decide-outcome.1", **stated)
    assert untold(case.file, case.file.all(TellOutcome)) == ONE
