"""python -m tests.benchmarks.screening [PEOPLE ...]: how long it takes to screen people against one open case.

By default on registers of 2,000 and of 45,000 people, on both databases. One person against the case, and the case
against everybody. Prints medians in milliseconds and writes var/screening.json; one person is measured on the last
register, the largest.
"""

import json
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import select, text

from complaints.database import SYSTEM, Database
from complaints.facts.screening import screen_everybody, screen_one
from complaints.force import FORCE
from complaints.imports.workforce import import_workforce
from complaints.models import metadata
from complaints.models.people import SYSTEM_ACTOR
from complaints.references import seeded
from complaints.specimen import Said, as_csv, specimen
from tests.benchmarks.floor import timed
from tests.benchmarks.scene import KEYS, NOW, Store, play_open_case, stores
from tests.support.postgres import OWNER, postgres
from workflows.calendar import london_day
from workflows.model import PersonRef, Role

OUT = Path("var/screening.json")
SIZES = (2_000, 45_000)
SAMPLES = 15
CASE, PERSON = metadata.tables["case_file"], metadata.tables["person"]
NUMBERED = select(PERSON.c.number, PERSON.c.reference).where(PERSON.c.number.is_not(None)).order_by(PERSON.c.id)


def main() -> None:
    sizes = [int(number) for number in sys.argv[1:]] or SIZES
    figures: dict[str, float] = {}
    with postgres(durable=True) as cluster, stores(cluster) as both:
        for store in both:
            for people in sizes:
                figures |= measure(store, people)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    for key, value in sorted(figures.items()):
        print(f"{key:40} {value:10.2f}")


def measure(store: Store, people: int) -> dict[str, float]:
    """Medians on a register of so many people, whose parties and handlers serve among them."""
    database = Database(store.create(), KEYS)
    play_open_case(database)
    with TemporaryDirectory() as directory:
        file = Path(directory) / "people.csv"
        file.write_text(as_csv([*specimen("bench", people, london_day(NOW)), *_in_the_force(database)]))
        seconds = timed(lambda: _import(database, file))
    print(f"{store.name}: {people:,} people imported in {seconds:.1f} seconds", flush=True)
    _gather_statistics(database)
    with database.transaction(SYSTEM, write=False) as session:
        case = session.execute(select(CASE.c.id)).scalar_one()
        person = PersonRef(session.execute(NUMBERED).all()[-1].reference)

    def one() -> None:
        with database.transaction(SYSTEM, write=False) as session:
            screen_one(session, case, person, Role.INVESTIGATOR, reader=SYSTEM_ACTOR, now=NOW)

    def everybody() -> None:
        with database.transaction(SYSTEM, write=False) as session:
            linked.update(screen_everybody(session, case, Role.INVESTIGATOR, reader=SYSTEM_ACTOR, now=NOW))

    linked: dict[PersonRef, object] = {}
    figures = {
        f"screen_one_ms_{store.name}": _median(one),
        f"screen_case_{people}_ms_{store.name}": _median(everybody),
    }
    print(f"{store.name}: {len(linked):,} of {people:,} people linked with the case", flush=True)
    database.dispose()
    return figures


def _median(job: object) -> float:
    assert callable(job)
    job()
    return median(timed(job) for _ in range(SAMPLES)) * 1000


def _import(database: Database, file: Path) -> None:
    made = import_workforce(database, file, at=NOW, random=seeded("bench"))
    assert made.problems == (), made.problems[:3]


def _in_the_force(database: Database) -> list[Said]:
    """Postings of everybody in the case, in teams of the force."""
    with database.transaction(SYSTEM, write=False) as session:
        known = session.execute(NUMBERED).all()
    teams = [said for said in specimen("bench", 300, london_day(NOW)) if said["record"] == "posting" and said["team"]]
    return [
        {**team, "number": row.number, "force": FORCE, "rank": "constable", "from": "2024-01-01", "to": ""}
        for row, team in zip(known, teams[:: max(1, len(teams) // len(known))], strict=False)
    ]


def _gather_statistics(database: Database) -> None:
    """What PostgreSQL gathers by itself within a minute."""
    if database.sqlite:
        return
    owner = Database(database.engine.url.set(username=OWNER).render_as_string(hide_password=False))
    with owner.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    owner.dispose()


if __name__ == "__main__":
    main()
