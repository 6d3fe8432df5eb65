"""Screening again because of what is new on the register: what is to be looked at, and how far it is."""

from datetime import date

from sqlmodel import Field, SQLModel


class ScreeningRound(SQLModel, table=True):
    """Whoever works on a case on which something new on the register has a bearing is to be screened again.

    That is what change `change_id` of the register brought, and the posts that begin after the London day `after`; none
    that begins after `day`. `reached` is the row id of the last case that is done: whoever goes on begins after it.
    """

    __tablename__ = "screening_round"

    id: int | None = Field(default=None, primary_key=True)
    change_id: int | None = Field(default=None, foreign_key="register_change.id", unique=True)
    after: date
    day: date
    reached: int = 0
    finished: bool = False
