"""People, their accounts and their sessions. A person is in the workforce register; an account lets them sign in."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Index, TextClause, and_, select, text, union_all
from sqlmodel import Field, SQLModel

from complaints.models.types import DELETABLE, JSONVariant, UTCDateTime, text_enum
from workflows.casefile import Service
from workflows.model import Actor, PersonRef, Role


class Person(SQLModel, table=True):
    """Somebody on the workforce register, or an outside member of the panel. `reference` is random and public."""

    __tablename__ = "person"
    __table_args__ = {
        "info": {
            "planted": "INSERT INTO person (id, reference, name, service, force, rank, team)"
            " VALUES (0, 'SYSTEM', 'The system', 'staff', '', '', ''),"
            " (-1, 'IN-CONFIDENCE', 'The person who has reported', 'outside', '', '', '')"
        }
    }

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(unique=True, max_length=20)
    name: str
    number: str | None = Field(default=None, unique=True, max_length=20)
    service: Service = Field(sa_type=text_enum(Service))
    force: str = ""
    rank: str = ""
    team: str = ""
    manager: str | None = Field(default=None, foreign_key="person.reference", max_length=20)
    trained_until: date | None = None


def _listed(role: Role) -> TextClause:
    """That an account has a role: word for word alike in query and index, or neither database uses the index."""
    return text(f"""CAST(roles AS TEXT) LIKE '%"{role.value}"%'""")


def _index(role: Role) -> Index:
    return Index(f"ix_account_{role.name.lower()}", "id", sqlite_where=_listed(role), postgresql_where=_listed(role))


class Account(SQLModel, table=True):
    """A way to sign in as one person. The password is an Argon2 hash; `roles` are the values of `Role`.

    A `one_time` password is good only for choosing another. Each role has an index of its own: see `holds`.
    """

    __tablename__ = "account"
    __table_args__ = tuple(_index(role) for role in Role)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    username: str = Field(unique=True, max_length=80)
    password_hash: str
    roles: list[str] = Field(default_factory=list, sa_type=JSONVariant)
    active: bool = True
    one_time: bool = False


def holds(*roles: Role) -> ColumnElement[bool]:
    """That an account in use has one of some roles. Found by index: everybody in a force may have an account."""
    account = SQLModel.metadata.tables["account"]
    held = account.alias("held")
    found = union_all(*(select(held.c.id).where(_listed(role)) for role in sorted(roles)))
    return and_(account.c.active, account.c.id.in_(found))


@dataclass(frozen=True)
class SignedIn:
    """The person for whom work is done, as the rules, the row-level policies and the log need to know them.

    `urgent_case` is the row id of the one case that is open to this session by urgent access. `number` is their
    collar or staff number, "" for somebody without one.
    """

    account_id: int | None
    person_id: int
    person: PersonRef
    name: str
    roles: frozenset[Role]
    urgent_case: int | None = None
    number: str = ""

    @property
    def actor(self) -> Actor:
        """The same person as the rules see them."""
        return Actor(self.person, self.roles)


SYSTEM_ACTOR = SignedIn(None, 0, PersonRef("SYSTEM"), "The system", frozenset())
"""Who works at the command line without `--as`: a person whom the first migration plants, with no account."""


IN_CONFIDENCE = PersonRef("IN-CONFIDENCE")
"""In whose name everybody acts in a confidential report of their own; the first migration plants this person too."""


class WebSession(SQLModel, table=True):
    """A signed-in browser. `key` is the SHA-256 of the cookie's id, so that the table opens no session.

    `urgent_case_id` is the case that is open to it by urgent access until `urgent_until`, and to no other session. No
    foreign key: the row leads nowhere, and whoever looks for the case is checked then.
    """

    __tablename__ = "web_session"
    __table_args__ = DELETABLE

    key: str = Field(primary_key=True, max_length=64)
    account_id: int = Field(foreign_key="account.id", index=True)
    started_at: datetime = Field(sa_type=UTCDateTime)
    seen_at: datetime = Field(sa_type=UTCDateTime)
    urgent_case_id: int | None = None
    urgent_until: datetime | None = Field(default=None, sa_type=UTCDateTime)


class SignInAttempt(SQLModel, table=True):
    """A failed sign-in, counted to slow down guessing. `name_hash` is the SHA-256 of the name typed."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = DELETABLE

    id: int | None = Field(default=None, primary_key=True)
    name_hash: str = Field(index=True, max_length=64)
    at: datetime = Field(sa_type=UTCDateTime)
