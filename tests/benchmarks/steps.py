"""A whole step against its own statements on the raw driver."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median

from complaints.database import Database
from complaints.facts.load import Owner
from complaints.queries.visible import find_case
from complaints.services.progress import Place, take_step
from tests.benchmarks.floor import Raw, recorded, timed
from tests.benchmarks.scene import KEYS, Scene, Store, play_open_case
from workflows.oversight.entries import LogContact
from workflows.oversight.vocabulary import Channel, Reached

STEPS = 24
"""Few, so that the case stays as long as cases are: 24 events at first, 48 at last."""
START = datetime(2026, 6, 1, 9, tzinfo=UTC)


def measure_steps(store: Store) -> dict[str, float]:
    """`step_ratio`: the median of steps over the median of the same statements, committed alike, in turns.

    Each step is written down on one database, timed on a copy of it with nobody listening, and sent by hand to another.
    """
    url = store.create()
    scene = play_open_case(Database(url, KEYS))
    scene.database.dispose()
    raw, unheard = Raw(store.copy(url)), replace(scene, database=Database(store.copy(url), KEYS))
    ours, floor, statements = [], [], 0
    for n in range(STEPS):
        with recorded(scene.database) as made:
            contact(scene, n)
        ours.append(timed(lambda n=n: contact(unheard, n)))  # type: ignore[misc]
        floor.append(timed(lambda made=made: [raw.play(t) for t in made.transactions]))  # type: ignore[misc]
        statements = sum(len(sent) for _, sent in made.transactions)
    raw.close()
    for database in (scene.database, unheard.database):
        database.dispose()
    return {
        f"step_ratio_{store.name}": median(ours) / median(floor),
        f"step_ms_{store.name}": median(ours) * 1000,
        f"step_statements_{store.name}": statements,
    }


def contact(scene: Scene, number: int) -> None:
    """One contact logged: the step that is taken most often."""
    at = START + timedelta(minutes=number)
    entry = LogContact(
        contacted_at=at - timedelta(minutes=5), channel=Channel.EMAIL, reached=Reached.NOT_REACHED, summary="No answer."
    )
    with scene.database.transaction(scene.officer.person_id) as session:
        place = Place(Owner.CASE, find_case(session, scene.reference, scene.officer))
        take_step(session, place, "log-contact", by=scene.officer, at=at, entry=entry, submission=f"bench-{number}")
