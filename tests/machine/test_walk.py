"""Random people do random things through the real door; the oracle finds nothing wrong with what they could do."""

import ast
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.machine import history, law
from tests.machine.conftest import TIMES, Walks
from tests.machine.guide import WALKED, Try
from workflows.registry import STEPS

SEEDS = st.integers(0, 2**30)
# A smaller seed makes no shorter walk: to shrink one that fails would only take minutes.
WALKS = settings(max_examples=6 * TIMES, deadline=None, derandomize=TIMES == 1, database=None, phases=[Phase.generate])
STEPS_OF_A_WALK = 70

INSIDE = (
    *("declare-interests", "add-party", "declare-change", "add-allegation", "record-matter", "decide-to-refer"),
    "send-referral",
    *("record-determination", "allow-interim-enquiries", "decide-independence", "start-investigation"),
    *("record-independence-trigger", "review-independence"),
    *("grant-exception", "appoint-investigator"),
    *("assess-severity", "report-connection", "decide-connection", "replace-investigator", "record-arrest"),
    *("record-criminal-investigation", "choose-suspension-law", "suspend-officer", "review-suspension"),
    *("end-measures", "restrict-duties", "appoint-oversight-officer", "agree-contact", "log-contact", "send-update"),
    *(
        "add-party",
        "choose-information",
        "accept-interested-person",
        "write-to-party",
        "withhold-notice",
        "release-notice",
    ),
    *("record-proceedings-outcome", "tell-proceedings-outcome", "send-record-copy", "send-complaint-copy"),
    *(
        "submit-report",
        "report-connection",
        "decide-outcome",
        "confirm-outcomes",
        "tell-outcome",
        "make-closing-contact",
        "tell-party-outcome",
        "give-review-right",
        "explain-early-closing",
        "close-case",
    ),
)
PAUSING = (
    *("record-criminal-progress", "suspend-matter", "review-matter-suspension", "record-suspension-notice"),
    *("record-criminal-outcome", "ask-whether-to-go-on", "record-no-reply-after-proceedings"),
    *("record-wish-after-proceedings", "decide-after-proceedings", "record-iopc-suspension"),
    *("record-iopc-decision-after-proceedings", "suspend-matter", "resume-matter", "record-iopc-resumption"),
    *("record-wish-to-withdraw", "ask-to-confirm-withdrawal", "record-no-reply-on-withdrawal"),
    *("record-withdrawal-reply", "record-withdrawal-notice", "decide-on-withdrawal"),
    *("record-signed-withdrawal", "record-iopc-decision-on-withdrawal", "record-change-of-mind"),
    *("record-leaving", "record-return", "record-leaving", "decide-continuation"),
)
BESIDE = (
    "send-timeliness-report",
    "allocate-case",
    "decide-not-to-refer",
    "decide-not-to-re-refer",
    "record-call-in",
    "record-iopc-initiative",
    "record-body-referral",
    "record-mode-change",
    "tell-of-referral",
    "leave-unrestricted",
    *("challenge-independence", "answer-challenge"),
    "declare-for-meeting",
    "prepare-pack",
    "decide-panel-connection",
    "release-pack",
    *("make-recommendation", "answer-recommendation", "close-recommendation", "record-meeting"),
    *("agree-action", "complete-action", "step-out"),
    *("describe-person", "record-relationship", "record-wishes", "take-account", "state-involvement"),
    *("add-incident", "search-history", "flag-allegation"),
    *("assess-risk", "countersign-risk", "take-safety-measure", "preserve-evidence"),
    *("use-urgent-access", "review-urgent-access", "readmit-colleague", "decide-further-report"),
    *("screen-person", "decide-link", "report-link", "review-linked-work", "record-link-notice"),
    *("ask-for-identity", "answer-for-identity", "see-identity-at-once", "review-identity-seen"),
)
OUTSIDE = (
    *("add-party", "add-party", "choose-information", "log-complaint", "ask-views"),
    *(
        "handle-outside-schedule-3",
        "tell-not-recorded",
        "record-review-application",
        "record-review-move",
        "record-review-result",
    ),
    *("close-case", "propose-reopening", "confirm-reopening"),
)
REPEATED = (
    *("propose-not-recording", "confirm-not-recording", "propose-reopening", "confirm-reopening", "record-matter"),
    *("confirm-correction", "propose-repeat", "sign-repeat", "handle-otherwise", "decide-outcome"),
)
ELSEWHERE = ("pass-on", "tell-passed-on", "take-over-case", "record-acceptance")
ENDED = ("record-matter", "convert-matter", "decide-to-refer", "send-referral", "record-determination", "end-handling")
CALLED_OFF = ("move-meeting", "prepare-pack", "move-meeting", "cancel-meeting")
IN_CONFIDENCE = (
    *("ask-gatekeeper", "acknowledge-report", "ask-reporter", "answer-gatekeeper", "write-to-reporter", "keep-out"),
    *("add-in-confidence", "agree-to-disclosure", "pass-elsewhere", "pass-to-psd", "disclose-reporter", "close-report"),
)
TOURS = [
    *((INSIDE, "yes"), (PAUSING, "yes"), (BESIDE, "unknown"), (OUTSIDE, "no")),
    *((REPEATED, "yes"), (ELSEWHERE, "yes"), (ENDED, "no"), (IN_CONFIDENCE, "yes")),
    (CALLED_OFF, "yes"),
]
OPENING = ("report-matter", "plan-meeting", "report-in-confidence")


@given(seed=SEEDS)
@WALKS
def test_nothing_unlawful_can_be_done(sqlite_walks: Walks, seed: int) -> None:
    with sqlite_walks(seed) as walk:
        walk.run(STEPS_OF_A_WALK)


@pytest.mark.postgresql
@given(seed=SEEDS)
@settings(WALKS, max_examples=TIMES)
def test_nor_on_postgresql(postgresql_walks: Walks, seed: int) -> None:
    with postgresql_walks(seed) as walk:
        walk.run(STEPS_OF_A_WALK)


@pytest.mark.parametrize(("goals", "abuse"), TOURS)
def test_everything_lawful_can_be_done(sqlite_walks: Walks, goals: tuple[str, ...], abuse: str) -> None:
    with sqlite_walks(2) as walk:
        walk.abuse = abuse
        walk.aim(goals)
        walk.finish()


def test_the_work_of_whoever_declares_late_is_reviewed_by_somebody_else(sqlite_walks: Walks) -> None:
    with sqlite_walks(2) as walk:
        walk.abuse = "yes"
        walk.aim(("record-matter", "appoint-oversight-officer", "agree-contact"))
        by = {deed.trigger: walk.names[deed.by] for deed in walk.deeds}
        officer, other = by["agree-contact"], by["appoint-oversight-officer"]
        review = ("person", officer), ("sound", "no")
        assert walk.attempt(Try(other, "review-linked-work", given=review)) is None
        assert walk.attempt(Try(officer, "declare-interests", given=(("known", ["subject:social"]),)))
        assert walk.attempt(Try(other, "review-linked-work", given=review))
        walk.finish()


def test_the_goals_are_all_the_steps() -> None:
    assert set(OPENING).union(*(goals for goals, _ in TOURS)) == set(WALKED)


def test_the_oracle_reads_none_of_the_rules() -> None:
    """It would agree with any mistake in a table that it read."""
    imported: set[str] = set()
    for module in (history, law):
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                imported.add(node.module or "")
            elif isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
    standard = {"collections.abc", "dataclasses", "datetime", "enum", "functools", "typing", "zoneinfo"}
    assert imported == standard | {"tests.machine.history"}


def test_the_oracle_knows_every_step() -> None:
    assert set(law.WHO) == set(STEPS)
