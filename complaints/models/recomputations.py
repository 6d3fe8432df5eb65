"""Deadlines that are being worked out anew: who has asked for it, how far it is, and what moved."""

from sqlmodel import Field, SQLModel

from complaints.models.types import APPEND_ONLY


class Recomputation(SQLModel, table=True):
    """The deadlines of every case are to be worked out again, because of an event or because a command asked.

    `reached` is the row id of the last case that is done: so whoever goes on begins after it, and nothing is done
    twice. The newest is the one that is worked on; once it is finished, all that was asked before it is done as well.
    """

    __tablename__ = "recomputation"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int | None = Field(default=None, foreign_key="event.id", unique=True)
    reached: int = 0
    finished: bool = False


class RecomputedCase(SQLModel, table=True):
    """A case in which deadlines moved or were added, and how many."""

    __tablename__ = "recomputed_case"
    __table_args__ = APPEND_ONLY

    id: int | None = Field(default=None, primary_key=True)
    recomputation_id: int = Field(foreign_key="recomputation.id", index=True)
    case_id: int = Field(foreign_key="case_file.id", index=True)
    moved: int
