"""The workforce register's history: who served where, under whom, from when to when, and what was declared.

Every table is append-only: a post that ends gets a row that says so. What `Person` says of somebody is the register as
it stands; these rows are what it was made from. Secret columns stand beside a keyed digest of the same words, so that
two people's addresses can be compared without opening either.
"""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from complaints.models.types import APPEND_ONLY, EncryptedText, KeyedDigest, UTCDateTime, text_enum
from workflows.casefile import Service
from workflows.independence.vocabulary import Connection
from workflows.screening.vocabulary import Declared, Reach


class RegisterChange(SQLModel, table=True):
    """One import, or one step of administration, that changed the register; every row below names one.

    `source` is "import" or the step's trigger. `salt` is what the log's digest of it was made with.
    """

    __tablename__ = "register_change"
    __table_args__ = APPEND_ONLY

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UTCDateTime)
    source: str = Field(max_length=40)
    salt: str = Field(max_length=64)


class RegisterBefore(SQLModel, table=True):
    """What the register said of a person until a change replaced it."""

    __tablename__ = "register_before"
    __table_args__ = APPEND_ONLY

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    name: str
    service: Service = Field(sa_type=text_enum(Service))
    change_id: int = Field(foreign_key="register_change.id", index=True)


class RegisterUnit(SQLModel, table=True):
    """A unit of a force. A post in a unit that is not here is refused, so that a slip of the pen makes no new one."""

    __tablename__ = "register_unit"
    __table_args__ = (UniqueConstraint("force", "name"), APPEND_ONLY)

    id: int | None = Field(default=None, primary_key=True)
    force: str
    name: str
    change_id: int = Field(foreign_key="register_change.id", index=True)


class RegisterPost(SQLModel, table=True):
    """Where somebody serves from a London day on, as what, and who manages them there."""

    __tablename__ = "register_post"
    __table_args__ = (UniqueConstraint("person_id", "unit_id", "starts"), APPEND_ONLY)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    unit_id: int = Field(foreign_key="register_unit.id", index=True)
    station: str = Field(default="", index=True)
    team: str = Field(default="", index=True)
    role: str = ""
    rank: str = ""
    manager_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    starts: date
    change_id: int = Field(foreign_key="register_change.id", index=True)


class RegisterPostEnd(SQLModel, table=True):
    """The last London day of a post."""

    __tablename__ = "register_post_end"
    __table_args__ = APPEND_ONLY

    post_id: int = Field(foreign_key="register_post.id", primary_key=True)
    ends: date
    change_id: int = Field(foreign_key="register_change.id", index=True)


class RegisterContact(SQLModel, table=True):
    """How somebody can be reached. The latest of a kind is the one that holds; the earlier stay."""

    __tablename__ = "register_contact"
    __table_args__ = APPEND_ONLY

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    reach: Reach = Field(sa_type=text_enum(Reach))
    value: str = Field(sa_type=EncryptedText)
    digest: str = Field(sa_type=KeyedDigest, index=True, sa_column_kwargs={"info": {"digest_of": "value"}})
    change_id: int = Field(foreign_key="register_change.id", index=True)


class RegisterTraining(SQLModel, table=True):
    """A course that somebody took, until when it counts, who taught it. Of one course and day the last row holds."""

    __tablename__ = "register_training"
    __table_args__ = APPEND_ONLY

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    course: str
    taken_on: date
    expires_on: date | None = None
    trainer_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    change_id: int = Field(foreign_key="register_change.id", index=True)


class RegisterAbsence(SQLModel, table=True):
    """Days on which somebody is away; why is nobody's business here. Of one first day the last row holds."""

    __tablename__ = "register_absence"
    __table_args__ = APPEND_ONLY

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    starts: date
    ends: date
    change_id: int = Field(foreign_key="register_change.id", index=True)


class RegisterDeclared(SQLModel, table=True):
    """A relationship, a notifiable association or a business interest that somebody declared to their force.

    With somebody on the register (`other_id`), or with whomever or whatever `named` says. Of one declaration and first
    day the last row holds.
    """

    __tablename__ = "register_declared"
    __table_args__ = APPEND_ONLY

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    declared: Declared = Field(sa_type=text_enum(Declared))
    connection: Connection | None = Field(default=None, sa_type=text_enum(Connection))
    other_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    named: str | None = Field(default=None, sa_type=EncryptedText)
    digest: str | None = Field(
        default=None, sa_type=KeyedDigest, index=True, sa_column_kwargs={"info": {"digest_of": "named"}}
    )
    starts: date
    ends: date | None = None
    change_id: int = Field(foreign_key="register_change.id", index=True)
