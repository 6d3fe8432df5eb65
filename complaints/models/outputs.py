"""What leaves the department: pack sections, compliance runs and findings; and safety concerns, which come in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from complaints.models.types import APPEND_ONLY, EncryptedText, JSONVariant, UTCDateTime


class PackSection(SQLModel, table=True):
    """One case in one meeting's pack. Readers get the sections of the cases that they may know of.

    `view` is what the PDF was made from, for the screen: a `SectionView` of coded words.
    """

    __tablename__ = "pack_section"
    __table_args__ = APPEND_ONLY

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    case_id: int = Field(foreign_key="case_file.id", index=True)
    event_id: int = Field(foreign_key="event.id")
    name: str = Field(max_length=20)
    sha256: str = Field(max_length=64)
    view: dict[str, Any] = Field(sa_type=JSONVariant)
    pdf: bytes = Field(sa_type=LargeBinary)


class PackLeftOut(SQLModel, table=True):
    """A case that was in a meeting's pack, and that whoever prepared it again knows of and found not to belong there.

    It tells it from a case that they may not know of, whose section stays as it was.
    """

    __tablename__ = "pack_left_out"
    __table_args__ = APPEND_ONLY

    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True)
    case_id: int = Field(foreign_key="case_file.id", primary_key=True, index=True)
    event_id: int = Field(foreign_key="event.id", primary_key=True)


class PackRelease(SQLModel, table=True):
    """A section that a second person has read and let go to the panel; more than one may."""

    __tablename__ = "pack_release"
    __table_args__ = APPEND_ONLY

    section_id: int = Field(foreign_key="pack_section.id", primary_key=True)
    event_id: int = Field(foreign_key="event.id", primary_key=True)
    case_id: int = Field(foreign_key="case_file.id", index=True)


class PackMaking(SQLModel, table=True):
    """A pack that somebody is having made: so many of so many sections. It is shown to that person alone.

    `total` counts the cases that this person may know of; with `problem` no pack came of it.
    """

    __tablename__ = "pack_making"

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    submission: str = Field(unique=True, max_length=64)
    total: int
    made: int = 0
    moved_at: datetime = Field(sa_type=UTCDateTime)
    done: bool = False
    problem: str = ""


class ReportRun(SQLModel, table=True):
    """One run of the compliance measures over the facts as known at a moment. London days, both inclusive."""

    __tablename__ = "report_run"
    __table_args__ = APPEND_ONLY

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(unique=True, max_length=20)
    starts: date
    ends: date
    known_at: datetime = Field(sa_type=UTCDateTime)
    made_at: datetime = Field(sa_type=UTCDateTime)
    made_by: str = Field(foreign_key="person.reference", max_length=20)
    checklist: str = Field(max_length=20)


class FindingRow(SQLModel, table=True):
    """What one measure found about one unit, in one run. `case_id` is None for a finding about a meeting."""

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("run_id", "measure", "unit", "case_id"), APPEND_ONLY)

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="report_run.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="case_file.id", index=True)
    measure: str = Field(max_length=20)
    unit: str = Field(max_length=120)
    result: str = Field(max_length=20)
    reason: str


class EarlierCount(SQLModel, table=True):
    """How one measure stood in an earlier period, for one case or, without one, for the panel's meetings.

    `back` is 1 for the period just before the run's own. Of `due` units, `met` met the measure.
    """

    __tablename__ = "earlier_count"
    __table_args__ = (UniqueConstraint("run_id", "measure", "back", "case_id"), APPEND_ONLY)

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="report_run.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="case_file.id", index=True)
    measure: str = Field(max_length=20)
    back: int
    met: int
    due: int


class SafetyConcern(SQLModel, table=True):
    """What somebody told us about a person's safety through the one-way form: read by those on duty, never answered.

    `subject` is the reference of whoever may be a danger, where their number was given: it is not shown to them.
    """

    __tablename__ = "safety_concern"
    __table_args__ = {"info": APPEND_ONLY["info"] | {"kept_from": "subject"}}

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UTCDateTime)
    submission: str = Field(unique=True, max_length=64)
    concern: str = Field(sa_type=EncryptedText)
    subject: str | None = Field(default=None, foreign_key="person.reference", max_length=20)


class SafetyConcernDealt(SQLModel, table=True):
    """What a gatekeeper did about a concern, once: whoever comes second finds it done."""

    __tablename__ = "safety_concern_dealt"
    __table_args__ = APPEND_ONLY

    concern_id: int = Field(foreign_key="safety_concern.id", primary_key=True)
    at: datetime = Field(sa_type=UTCDateTime)
    by: str = Field(foreign_key="person.reference", max_length=20)
    submission: str = Field(unique=True, max_length=64)
    done: str = Field(sa_type=EncryptedText)
