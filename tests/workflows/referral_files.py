"""Case files about referral: an allegation, a record, a decision to refer, each in one line."""

from datetime import date, datetime
from typing import Any

from tests.workflows.case_files import Build, moment
from workflows.allegations.vocabulary import Category, Offence
from workflows.handling.vocabulary import MatterKind, RecordingGround
from workflows.model import Answer
from workflows.referral.vocabulary import Criterion, Ground

NOT = {"mandatory": "None applies.", "voluntary": "It can be handled here."}


def alleged(build: Build, *offences: Offence, day: int = 0, corrects: str | None = None, **stated: Any) -> Build:
    """An allegation of discreditable conduct over the first days of February."""
    usual = {
        "category": Category.DISCREDITABLE,
        "summary": "What he did.",
        "domestic_abuse": Answer.YES,
        "misuse_of_position": Answer.NO,
        "conduct_from": date(2026, 2, 1),
        "conduct_to": date(2026, 2, 9),
    }
    return build.did("add-allegation", day, corrects=corrects, offences=offences, **usual | stated)


def refer(build: Build, *criteria: Criterion, day: int = 0, clear: datetime | None = None) -> Build:
    grounds = (Ground.GRAVITY,) if Criterion.VOLUNTARY in criteria else ()
    stated = {"criteria": criteria, "grounds": grounds, "became_clear_at": clear or moment(day), "reasons": "Why."}
    return build.did("decide-to-refer", day, **stated)


def record(build: Build, kind: MatterKind, day: int = 0, ground: Any = RecordingGround.REG_7) -> Build:
    return build.did("record-matter", day, kind=kind, ground=ground, reasons="Why.")
