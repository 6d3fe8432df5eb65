"""The log: one chain of entries, each naming the hash of the one before, and the head that the next must
extend.

An entry holds ids, codes, a moment and digests; never a name or free text. It refers to other tables by id
without foreign keys, so that it outlives what it speaks of. PostgreSQL hides an entry about a case as it
hides the case; numbers left out would still show, so pages number entries themselves, and the chain is
checked as SYSTEM.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from complaints.models.types import UTCDateTime, text_enum

GENESIS = ""
"""What the first entry names as the hash before it: nothing."""


OWN_NAME = "find-own-name"
"""What the log has for a search for one's own name or number."""


class LogKind(StrEnum):
    """What happened."""

    STEP = "step"
    OPENING = "opening"
    VIEW = "view"
    PRINT = "print"
    NOT_FOUND = "not_found"
    SEARCH = "search"
    REFUSAL = "refusal"
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_OUT = "sign_out"
    ACCOUNT = "account"
    EXCLUSION = "exclusion"
    SAFETY_CONCERN = "safety_concern"
    RELEASE = "release"
    REPORT = "report"
    EXPORT = "export"
    IMPORT = "import"
    REGISTER = "register"
    COMMAND = "command"
    KEY_ROTATION = "key_rotation"


def _some(name: str, column: str, *, where: str) -> Index:
    """An index over the few entries that are looked for by a column: most are views, which are not."""
    return Index(name, column, sqlite_where=text(where), postgresql_where=text(where))


class LogEntry(SQLModel, table=True):
    """One thing that happened. `sequence` runs 1, 2, 3 without gaps; hashes are SHA-256 in hexadecimal.

    Anybody may add an entry, even about a case that is hidden from them: that they tried is worth knowing.
    """

    __tablename__ = "log_entry"
    __table_args__ = (
        _some("ix_log_entry_digest", "digest", where="digest IS NOT NULL"),
        _some("ix_log_entry_own_name", "at", where=f"what = '{OWN_NAME}'"),
        {"info": {"append_only": True, "one_way": True}},
    )

    sequence: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: LogKind = Field(sa_type=text_enum(LogKind))
    at: datetime = Field(sa_type=UTCDateTime)
    account_id: int | None = Field(default=None, index=True)
    case_id: int | None = Field(default=None, index=True)
    event_id: int | None = Field(default=None, index=True)
    what: str = Field(max_length=80)
    digest: str | None = Field(default=None, max_length=64)
    previous: str = Field(max_length=64)
    hash: str = Field(max_length=64)


class LogHead(SQLModel, table=True):
    """The one row that says where the chain ends. A migration plants it; `services.log.append` moves it."""

    __tablename__ = "log_head"
    __table_args__ = {"info": {"planted": "INSERT INTO log_head (id, sequence, hash) VALUES (1, 0, '')"}}

    id: int = Field(default=1, primary_key=True)
    sequence: int
    hash: str = Field(max_length=64)
