"""python -m tests.benchmarks.timing [PAIRS]: can a clock tell a case that is hidden from one that is not there?

Somebody who is excluded asks for the case and for a reference that nobody has, in pairs, which of them first by chance.
Prints how often a hidden case took longer than an unknown one, over all of them, ties by half: the area under the curve
of a guess by time alone. At 0.5 the time says nothing.
"""

import sys
from bisect import bisect_left, bisect_right
from random import Random

from sqlalchemy import insert

from complaints.database import SYSTEM, Database
from complaints.models import metadata
from complaints.queries.visible import find_case
from complaints.references import real, reference
from tests.benchmarks.floor import timed
from tests.benchmarks.pages import NOW, Browser
from tests.benchmarks.scene import KEYS, Scene, Store, play_open_case, stores
from tests.support.postgres import postgres
from workflows.model import Bar

PAIRS, WARM = 2_000, 50


def main() -> None:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    with postgres(durable=True) as cluster, stores(cluster) as both:
        for store in both:
            print(f"timing_auc_{store.name:24} {auc(store, pairs):10.3f}", flush=True)


def auc(store: Store, pairs: int) -> float:
    """The share of hidden cases that took longer than an unknown reference."""
    scene = play_open_case(Database(store.create(), KEYS), seed="timing")
    exclude(scene)
    browser, chance = Browser(scene), Random(1)
    hidden, unknown = [], []
    for n in range(WARM + pairs):
        asked = [(hidden, scene.reference), (unknown, reference(real, ""))]
        for times, name in chance.sample(asked, 2):
            taken = timed(lambda name=name: browser.ask(f"/cases/{name}", status=404))  # type: ignore[misc]
            times.extend([taken] if n >= WARM else [])
    browser.close()
    scene.database.dispose()
    unknown.sort()
    longer = sum(bisect_left(unknown, taken) + bisect_right(unknown, taken) for taken in hidden)
    return longer / 2 / len(hidden) / len(unknown)


def exclude(scene: Scene) -> None:
    """The officer who worked on the case may know of it no more."""
    with scene.database.transaction(SYSTEM) as session:
        row = {"case_id": find_case(session, scene.reference, scene.officer), "person_id": scene.officer.person_id}
        row |= {"reason": Bar.CONNECTION, "since": NOW, "event_id": 1}
        session.execute(insert(metadata.tables["exclusion"]), row)


if __name__ == "__main__":
    main()
