"""python -m tests.benchmarks.growth [SMALL LARGE]: what pages and steps take in a large force beside a small one.

By default of 20,000 and of 1,000 cases, seeded alike. Each person works on as many cases in the one as in the other: so
what takes longer takes longer because of other people's cases. Prints a table and writes var/growth.json.
"""

import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain, count, cycle, islice
from pathlib import Path
from statistics import median

from sqlalchemy import select, text

from complaints.database import SYSTEM, Database
from complaints.models import metadata
from complaints.models.people import SignedIn
from complaints.queries.find_page import find_page
from complaints.queries.visible import visible_cases
from complaints.seeding import Stretch, seed_force
from complaints.services.accounts import accounts_named
from tests.benchmarks.floor import timed
from tests.benchmarks.pages import Browser
from tests.benchmarks.scene import KEYS, Scene, Store, stores
from tests.benchmarks.steps import contact
from tests.support.postgres import OWNER, postgres
from workflows.model import Role

OUT = Path("var/growth.json")
SMALL, LARGE, PLAYED = 1_000, 20_000, 100
STRETCH = Stretch(date(2026, 5, 29), 24)
PEOPLE, CASES_EACH, SAMPLES = 8, 3, 72
"""How many people of a role look, at how many of their cases, and how often each is measured in all."""

NUMBERS = count(1)
CASE_FILE, ALLOCATION, ACCOUNT, MEETING = (
    metadata.tables[name] for name in ("case_file", "allocation", "account", "meeting")
)
THEIR_CASES = visible_cases(CASE_FILE.c.reference).order_by(CASE_FILE.c.id).limit(CASES_EACH)
BY_ROLE = (
    select(ACCOUNT.c.username)
    .join(ALLOCATION, ALLOCATION.c.person_id == ACCOUNT.c.person_id)
    .where(ALLOCATION.c.until.is_(None))
    .group_by(ACCOUNT.c.id, ACCOUNT.c.username)
    .order_by(ACCOUNT.c.id)
    .limit(PEOPLE)
)
LAST_MEETING = select(MEETING.c.reference).order_by(MEETING.c.id.desc()).limit(1)

Job = Callable[[], object]


def main() -> None:
    sizes = [int(number) for number in sys.argv[1:]] or [SMALL, LARGE]
    figures: dict[str, float] = {}
    with postgres(durable=True) as cluster, stores(cluster) as both:
        for store in both:
            figures |= measure(store, *sizes)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    for key, value in sorted(figures.items()):
        print(f"{key:36} {value:10.2f}")


def measure(store: Store, *sizes: int) -> dict[str, float]:
    """Medians of both forces in milliseconds, and the larger by the smaller: measured in turns, as machines waver."""
    databases = [seeded(store, cases) for cases in sizes]
    small, large = (jobs(database) for database in databases)
    figures: dict[str, float] = {}
    for name in large:
        pairs = list(zip(small[name], large[name], strict=False))
        for job in chain(*pairs):
            job()
        times = [(timed(one), timed(other)) for one, other in islice(cycle(pairs), SAMPLES)]
        before, now = (median(seconds) * 1000 for seconds in zip(*times, strict=True))
        figures |= {f"{name}_ms_{store.name}": now, f"{name}_growth_{store.name}": now / before}
    for database in databases:
        database.dispose()
    return figures


def silent(*_told: object) -> None:
    """Nobody waits for a bar."""


def seeded(store: Store, cases: int) -> Database:
    """A force of so many cases, with the statistics that PostgreSQL gathers by itself within a minute."""
    database = Database(store.create(), KEYS)
    seconds = timed(
        lambda: seed_force(database, "growth", cases, STRETCH, passwords={}, progress=silent, played=PLAYED, packs=0)
    )
    print(f"{store.name}: {cases:,} cases seeded in {seconds:.0f} seconds", flush=True)
    if not database.sqlite:
        owner = Database(database.engine.url.set(username=OWNER).render_as_string(hide_password=False))
        with owner.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
        owner.dispose()
    return database


def jobs(database: Database) -> dict[str, list[Job]]:
    """What is measured: pages as some people see them, and a step in some of their cases."""
    authorities, officers, heads = (
        _people(database, role) for role in (Role.APPROPRIATE_AUTHORITY, Role.OVERSIGHT_OFFICER, Role.HEAD_OF_PSD)
    )
    with database.transaction(SYSTEM, write=False) as session:
        meeting = session.execute(LAST_MEETING).scalar_one()
    browser = Browser(Scene(database, "", authorities[0]), STRETCH.now)
    return {
        "my_work": [_look(browser, person, "/") for person in authorities],
        "case_page": [
            _look(browser, person, f"/cases/{case}") for person in authorities for case in _cases(database, person)
        ],
        "cases": [_look(browser, person, "/cases") for person in authorities],
        "find": [_find(database, person, case) for person in authorities for case in _cases(database, person)],
        "oversight": [_look(browser, person, "/oversight") for person in officers],
        "alerts": [_look(browser, person, "/alerts") for person in heads],
        "panel": [_look(browser, person, "/panel") for person in heads],
        "meeting": [_look(browser, person, f"/panel/{meeting}") for person in heads[:1]],
        "step": [_contact(Scene(database, case, person)) for person in officers for case in _cases(database, person)],
    }


def _people(database: Database, role: Role) -> list[SignedIn]:
    """Some who hold a role and have cases in it."""
    with database.transaction(SYSTEM, write=False) as session:
        names = session.execute(BY_ROLE.where(ALLOCATION.c.role == role)).scalars().all()
        return list(accounts_named(session, names).values())


def _cases(database: Database, person: SignedIn) -> Sequence[str]:
    """The references of some of their cases."""
    with database.transaction(person.person_id, write=False) as session:
        return session.execute(THEIR_CASES, {"person": person.person_id}).scalars().all()


def _look(browser: Browser, person: SignedIn, path: str) -> Job:
    headers = browser.sign_in(person)

    def look() -> None:
        browser.headers = headers
        browser.get(path)

    return look


def _find(database: Database, person: SignedIn, sought: str) -> Job:
    """What is found for a reference; the page around it is that of any form."""

    def find() -> None:
        with database.transaction(person.person_id, write=False) as session:
            find_page(session, person, sought)

    return find


def _contact(scene: Scene) -> Job:
    """A contact logged in a case that has some already."""
    return lambda: contact(scene, next(NUMBERS))


if __name__ == "__main__":
    main()
