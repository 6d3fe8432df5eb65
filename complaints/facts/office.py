"""Where an office file is kept, and what stands for one that has not begun."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select
from sqlmodel import Session

from complaints.facts.load import FOREVER, Owner, facts_of
from complaints.facts.terms import force_terms
from complaints.models import metadata
from workflows.casefile import CaseFile, ProcessFact
from workflows.registry import WORKFLOWS

OFFICE_FILE = metadata.tables["office_file"]
FIND_FILE = select(OFFICE_FILE.c.id).where(
    OFFICE_FILE.c.workflow == bindparam("workflow"), OFFICE_FILE.c.name == bindparam("name")
)


def office_file_id(connection: Connection, workflow: str, name: str) -> int | None:
    """The row id of an office file, or None where nobody has taken a step in it yet."""
    found: int | None = connection.execute(FIND_FILE, {"workflow": workflow, "name": name}).scalar()
    return found


def office_file(session: Session, workflow: str, name: str, *, secrets: bool = False) -> CaseFile:
    """What has been recorded about one thing; where that is nothing, a file in which its first step may be taken."""
    connection = session.connection()
    found = office_file_id(connection, workflow, name)
    if found is not None:
        return facts_of(session, [found], owner=Owner.OFFICE, secrets=secrets)[found].file
    begun = ProcessFact(workflow, None, WORKFLOWS[workflow].initial)
    return CaseFile(force_terms(connection, FOREVER), (begun,), (), ())
