"""The risk in a case as its page shows it: the level that stands, what is done, what is secured."""

from complaints.queries.case_risk import risk_of
from tests.workflows.case_files import Build, moment
from workflows.model import Answer
from workflows.risk.vocabulary import (
    EvidenceKind,
    EvidenceState,
    MeasureState,
    RiskLevel,
    RiskStatus,
    RiskTool,
    SafetyMeasure,
)


def assessed(build: Build, level: RiskLevel, day: int, by: str = "lee") -> Build:
    return build.did(
        "assess-risk",
        day=day,
        by=by,
        assessed_at=moment(day),
        danger_now=Answer.NO,
        tool=RiskTool.DARA,
        level=level,
        injuries=Answer.NO,
        reasons="What she told us.",
        review_on=moment(day + 7).date(),
    )


def test_nothing_is_on_file() -> None:
    risk = risk_of(Build().reported().file)
    assert (risk.level, risk.status, risk.assessments) == (None, RiskStatus.NOT_ASSESSED, ())


def test_a_higher_level_stands_at_once_and_a_lower_one_once_it_is_countersigned() -> None:
    build = assessed(assessed(Build().reported().posted("lee").posted("hope"), RiskLevel.MEDIUM, 0), RiskLevel.HIGH, 1)
    assert risk_of(build.file).level is RiskLevel.HIGH
    lowered = assessed(build, RiskLevel.STANDARD, 2)
    assert (risk_of(lowered.file).level, risk_of(lowered.file).assessments[0].signed) == (RiskLevel.HIGH, "")
    signed = lowered.did("countersign-risk", day=3, by="hope", checked="I have read it.")
    assert (risk_of(signed.file).level, risk_of(signed.file).assessments[0].signed) == (RiskLevel.STANDARD, "Hope")


def test_what_is_not_known_is_not_low() -> None:
    build = assessed(assessed(Build().reported(), RiskLevel.MEDIUM, 0), RiskLevel.UNKNOWN, 1)
    assert risk_of(build.file).level is RiskLevel.UNKNOWN


def test_a_measure_and_evidence_stand_as_they_were_said_last() -> None:
    build = Build().reported()
    build.did("take-safety-measure", measure=SafetyMeasure.ALARM, state=MeasureState.TO_DO, due_on=moment(2).date())
    build.did("take-safety-measure", day=1, measure=SafetyMeasure.ALARM, state=MeasureState.DONE)
    build.did("preserve-evidence", evidence=EvidenceKind.CCTV, state=EvidenceState.GONE, details="Overwritten.")
    risk = risk_of(build.file)
    assert [(item.what, item.state, item.due_on) for item in risk.measures] == [
        (SafetyMeasure.ALARM.label, "In place", None)
    ]
    assert [(item.what, item.state) for item in risk.evidence] == [("CCTV", "Not there any more")]
