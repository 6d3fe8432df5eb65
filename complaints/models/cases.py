"""Cases, panel meetings, their running processes, and the events that are their history."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from complaints.models.types import APPEND_ONLY, DELETABLE, JSONVariant, UTCDateTime, text_enum
from workflows.casefile import Service
from workflows.model import Bar, Role


def _one(name: str, *columns: str, where: str) -> Index:
    """A unique index over some of the rows, on both databases."""
    return Index(name, *columns, unique=True, sqlite_where=text(where), postgresql_where=text(where))


class CaseFileRow(SQLModel, table=True):
    """One case. All that is known of it stands in its events; this row is what they hang on."""

    __tablename__ = "case_file"

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(unique=True, max_length=20)
    opened_at: datetime = Field(sa_type=UTCDateTime)


class Meeting(SQLModel, table=True):
    """One meeting of the scrutiny panel. When it is, and for which month, stands in its events."""

    __tablename__ = "meeting"

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(unique=True, max_length=20)


class OfficeFile(SQLModel, table=True):
    """One thing that is looked after in administration: a setting, a day, an account, a service for victims.

    `workflow` says which; `name` is a setting's key, a day as 2026-03-02, or a public reference.
    """

    __tablename__ = "office_file"
    __table_args__ = (UniqueConstraint("workflow", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    workflow: str = Field(max_length=40)
    name: str = Field(max_length=40)


class Process(SQLModel, table=True):
    """One running workflow of a case, a meeting, a confidential report or an office file.

    Only a process has a status, and only `take_step` moves it: by compare-and-set on `version`, so that of two people
    who act at once one is told.
    """

    __tablename__ = "process"
    # One process of a workflow for each case, other file or person. NULL equals nothing: each has its own index.
    __table_args__ = (
        _one("uq_process_case", "case_id", "workflow", where="about IS NULL"),
        _one("uq_process_about", "case_id", "workflow", "about", where="about IS NOT NULL"),
        _one("uq_process_meeting", "meeting_id", "workflow", where="meeting_id IS NOT NULL"),
        _one("uq_process_confidential", "confidential_id", "workflow", where="confidential_id IS NOT NULL"),
        _one("uq_process_office", "office_id", "workflow", where="office_id IS NOT NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int | None = Field(default=None, foreign_key="case_file.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    confidential_id: int | None = Field(default=None, foreign_key="confidential_report.id", index=True)
    office_id: int | None = Field(default=None, foreign_key="office_file.id", index=True)
    workflow: str = Field(max_length=40)
    about: str | None = Field(default=None, foreign_key="person.reference", max_length=20)
    status: str = Field(max_length=40)
    version: int = 1
    opened_at: datetime = Field(sa_type=UTCDateTime)


class Event(SQLModel, table=True):
    """One step that was taken. `submission` is a random id from the form, which makes a second send harmless.

    It is also the salt of the event's digest in the log. `flags` are ids of requirements, with spaces between.
    `corrects` is the event whose entry this one replaces.
    """

    __tablename__ = "event"
    __table_args__ = (UniqueConstraint("process_id", "sequence"), APPEND_ONLY)

    id: int | None = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="process.id")
    case_id: int | None = Field(default=None, foreign_key="case_file.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    confidential_id: int | None = Field(default=None, foreign_key="confidential_report.id", index=True)
    office_id: int | None = Field(default=None, foreign_key="office_file.id", index=True)
    sequence: int
    trigger: str = Field(max_length=60)
    source: str = Field(max_length=40)
    dest: str = Field(max_length=40)
    by: str = Field(foreign_key="person.reference", max_length=20)
    occurred_at: datetime = Field(sa_type=UTCDateTime)
    recorded_at: datetime = Field(sa_type=UTCDateTime)
    submission: str = Field(unique=True, max_length=64)
    flags: str = ""
    urgent_reason: str | None = None
    knows_anyone: bool | None = None
    corrects: int | None = Field(default=None, foreign_key="event.id")
    correction_reason: str | None = None


class PostingRow(SQLModel, table=True):
    """A person as the register had them when an event relied on it."""

    __tablename__ = "posting"
    __table_args__ = APPEND_ONLY

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="case_file.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    confidential_id: int | None = Field(default=None, foreign_key="confidential_report.id", index=True)
    office_id: int | None = Field(default=None, foreign_key="office_file.id", index=True)
    person: str = Field(foreign_key="person.reference", max_length=20)
    name: str
    service: Service = Field(sa_type=text_enum(Service))
    force: str
    rank: str
    team: str
    manager: str | None = Field(default=None, max_length=20)
    trained_until: date | None = None
    roles: list[str] = Field(default_factory=list, sa_type=JSONVariant)


class ScreeningRow(SQLModel, table=True):
    """What was found between a person and a case when an event relied on it: `links` as `workflows.screening.kept`."""

    __tablename__ = "screening"
    __table_args__ = APPEND_ONLY

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    case_id: int = Field(foreign_key="case_file.id", index=True)
    person: str = Field(foreign_key="person.reference", max_length=20)
    role: Role = Field(sa_type=text_enum(Role))
    links: list[list[str | None]] = Field(default_factory=list, sa_type=JSONVariant)


class UnallocatedCase(SQLModel, table=True):
    """An open case on which nobody in professional standards works: worked out, as deadlines are, never stated."""

    __tablename__ = "unallocated_case"
    __table_args__ = DELETABLE

    case_id: int = Field(primary_key=True, foreign_key="case_file.id")


class AllocationRow(SQLModel, table=True):
    """Somebody works on a case, in one role."""

    __tablename__ = "allocation"
    __table_args__ = (Index("ix_allocation_person_case", "person_id", "case_id"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case_file.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    role: Role = Field(sa_type=text_enum(Role))
    since: datetime = Field(sa_type=UTCDateTime)
    until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    event_id: int = Field(foreign_key="event.id")


class Exclusion(SQLModel, table=True):
    """Somebody may know nothing of a case. Written in the transaction that causes it; beats every allocation."""

    __tablename__ = "exclusion"
    __table_args__ = (Index("ix_exclusion_person_case", "person_id", "case_id"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case_file.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    reason: Bar = Field(sa_type=text_enum(Bar))
    since: datetime = Field(sa_type=UTCDateTime)
    until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    event_id: int = Field(foreign_key="event.id")


class Deadline(SQLModel, table=True):
    """The only projection: every deadline of a case, so that a worklist is one query. Rebuilt by `recompute`."""

    __tablename__ = "deadline"
    __table_args__ = (UniqueConstraint("process_id", "clock", "nth"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case_file.id", index=True)
    process_id: int = Field(foreign_key="process.id")
    clock: str = Field(max_length=20)
    nth: int
    starts: date
    last_day: date
    due_at: datetime = Field(sa_type=UTCDateTime, index=True)
    met_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    ended: str
    explanation: str
