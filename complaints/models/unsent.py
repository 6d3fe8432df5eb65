"""What somebody has typed and not sent yet: a report in the making, or a form that came after its session had ended."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from complaints.models.types import DELETABLE, EncryptedText, UTCDateTime


class UnsentForm(SQLModel, table=True):
    """One form of one account, kept under a random key. `address` is where it is to be sent; `fields` is JSON.

    Nothing of it is in a case or in the log until it is sent.
    """

    __tablename__ = "unsent_form"
    __table_args__ = DELETABLE

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=32)
    account_id: int = Field(foreign_key="account.id", index=True)
    address: str = Field(max_length=400)
    saved_at: datetime = Field(sa_type=UTCDateTime)
    fields: str = Field(sa_type=EncryptedText)
