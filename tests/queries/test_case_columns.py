"""What lists say of a case in SQL is what the rules say from its whole file, for every case of the stories."""

import pytest
from sqlalchemy import select

from complaints.database import SYSTEM, Database
from complaints.facts.load import facts_of
from complaints.models import metadata
from complaints.queries.case_columns import ABUSE, FIRST_DUE, KIND, Abuse
from complaints.queries.visible import CASE_FILE
from complaints.stories import play, read_story
from tests.builders import NOW, story
from tests.web.client import with_keys
from workflows.allegations.facts import is_domestic_abuse, may_be_domestic_abuse
from workflows.casefile import CaseFile
from workflows.handling.matter import kind
from workflows.handling.vocabulary import MatterKind

TOLD = (
    "corrections",
    "criminal_iopc",
    "dsi_returned",
    "handling_complaint",
    "outside",
    "two_reporters",
    "withdrawal_iopc",
    "withdrawal_pressure",
)
DEADLINE = metadata.tables["deadline"]


@pytest.fixture
def told(database: Database) -> Database:
    """Matters of every kind: recorded, converted in each way, corrected, and never recorded."""
    with_keys(database)
    for name in TOLD:
        play(database, *read_story(story(name)), now=NOW, seed=name)
    return database


def abuse(file: CaseFile) -> Abuse:
    if is_domestic_abuse(file):
        return Abuse.YES
    return Abuse.UNKNOWN if may_be_domestic_abuse(file) else Abuse.NO


def test_kind_abuse_and_what_is_due_are_the_rules_own(told: Database) -> None:
    open_deadlines = select(DEADLINE.c.case_id, DEADLINE.c.last_day).where(
        DEADLINE.c.met_at.is_(None), DEADLINE.c.ended == ""
    )
    with told.transaction(SYSTEM, write=False) as session:
        rows = session.execute(select(CASE_FILE.c.id, KIND, ABUSE, FIRST_DUE), {"person": SYSTEM}).all()
        files = {case: loaded.file for case, loaded in facts_of(session, [row.id for row in rows]).items()}
        due: dict[int, list[object]] = {}
        for case, day in session.execute(open_deadlines.order_by(DEADLINE.c.last_day)):
            due.setdefault(case, []).append(day)
    found = {case: (matter, said, first) for case, matter, said, first in rows}
    expected = {
        case: (kind(file), abuse(file).value, next(iter(due.get(case, [])), None)) for case, file in files.items()
    }
    assert found == expected
    assert {matter for matter, _, _ in found.values()} == {None, *MatterKind}
    assert len({said for _, said, _ in found.values()}) > 1
