"""Confidential reports. They are no cases: nothing that lists, counts or searches cases comes near this table."""

from dataclasses import dataclass

from sqlmodel import Field, SQLModel

from complaints.models.types import APPEND_ONLY, EncryptedText
from workflows.model import PersonRef


class ConfidentialReport(SQLModel, table=True):
    """One confidential report. `submitter` is the reference of whoever sent it: it stands nowhere else in the report.

    Their steps are taken in the name of `IN_CONFIDENCE`, so that no event and no posting says who they are.
    """

    __tablename__ = "confidential_report"
    __table_args__ = APPEND_ONLY

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(unique=True, max_length=20)
    submitter: str = Field(sa_type=EncryptedText)


@dataclass(frozen=True)
class Report:
    """A report as somebody found it who may know of it: its row, its reference, and who sent it."""

    id: int
    reference: str
    submitter: PersonRef
