"""The title of a page stands in the browser's history and on shared screens: it names nobody and no case."""

from pathlib import Path

import pytest
from sqlalchemy import select

from complaints.database import SYSTEM, Database
from complaints.models import metadata
from tests.conftest import KEYS
from tests.states.conftest import PLAIN
from tests.states.force import ARABIC, HEBREW, LONG
from tests.states.gather import Shot

pytestmark = pytest.mark.xdist_group("states")

PERSON, CASE = metadata.tables["person"], metadata.tables["case_file"]


def test_no_title_names_anybody_or_any_case(shots: list[Shot], played: Path) -> None:
    """Nobody of the force and no part of a name, no number, no case; and, where every text was replaced, no text."""
    database = Database(f"sqlite:///{played}", KEYS)
    with database.transaction(SYSTEM, write=False) as session:
        people = session.execute(
            select(PERSON.c.name, PERSON.c.number, PERSON.c.reference).where(PERSON.c.id > 0)
        ).all()
        cases = set(session.execute(select(CASE.c.reference)).scalars())
    database.dispose()
    parts = {part for person in people for part in (*person.name.split(), person.number, person.reference) if part}
    assert (len(parts) > 200, len(cases) > 30) == (True, True)
    titles = {shot.title for shot in shots}
    assert len(titles) > 100
    told = {title for title in titles if parts & set(title.replace(":", " ").split())}
    told |= {title for title in titles if any(case in title for case in cases)}
    told |= {title for title in titles if any(text in title for text in (LONG, ARABIC, HEBREW, PLAIN))}
    assert told == set()
