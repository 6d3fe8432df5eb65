"""What a person keeps for themselves: filters of the list of cases."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from complaints.models.types import DELETABLE


class SavedFilter(SQLModel, table=True):
    """A filter that one account keeps under a name. `query` is what stands in the address of the list, and no more."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("account_id", "name"), DELETABLE)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    name: str = Field(max_length=60)
    query: str = Field(max_length=400)
