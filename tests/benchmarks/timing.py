"""python -m tests.benchmarks.timing [PAIRS]: can a clock tell what is hidden from what is not there?

Somebody who is excluded asks for the case, and somebody for another's report in confidence, each beside a reference
that nobody has, in pairs, which of them first by chance. Prints how often the hidden one took longer than an unknown
one, over all of them, ties by half: the area under the curve of a guess by time alone. At 0.5 the time says nothing.
"""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from random import Random

from sqlalchemy import insert

from complaints.database import SYSTEM, Database
from complaints.models import metadata
from complaints.models.people import SYSTEM_ACTOR
from complaints.queries.addresses import case_address
from complaints.queries.confidential_page import own_address
from complaints.queries.visible import find_case
from complaints.references import real, reference
from complaints.services.confidential import open_report
from tests.benchmarks.floor import timed
from tests.benchmarks.pages import NOW, Browser
from tests.benchmarks.scene import KEYS, Scene, play_open_case, stores
from tests.support.postgres import postgres
from workflows.confidential.entries import ReportInConfidence
from workflows.confidential.vocabulary import Danger
from workflows.model import Bar

PAIRS, WARM = 2_000, 50


def main() -> None:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    with postgres(durable=True) as cluster, stores(cluster) as both:
        for store in both:
            scene = play_open_case(Database(store.create(), KEYS), seed="timing")
            exclude(scene)
            hidden = {"timing": (case_address, scene.reference), "timing_confidential": (own_address, confide(scene))}
            browser = Browser(scene)
            for key, (address, name) in hidden.items():
                figure = auc(browser, address, name, pairs)
                print(f"{f'{key}_auc_{store.name}':36} {figure:10.3f}", flush=True)
            browser.close()
            scene.database.dispose()


def auc(browser: Browser, address: Callable[[str], str], name: str, pairs: int) -> float:
    """The share of times at which the hidden name took longer than one that nobody has, each at its address.

    It is one name throughout: an address that was asked for before is found sooner, whatever it is.
    """
    chance, nobodys = Random(1), reference(real, "")
    hidden: list[float] = []
    unknown: list[float] = []
    for n in range(WARM + pairs):
        asked = [(hidden, address(name)), (unknown, address(nobodys))]
        for times, path in chance.sample(asked, 2):
            taken = timed(lambda path=path: browser.ask(path, status=404))  # type: ignore[misc]
            times.extend([taken] if n >= WARM else [])
    unknown.sort()
    longer = sum(bisect_left(unknown, taken) + bisect_right(unknown, taken) for taken in hidden)
    return longer / 2 / len(hidden) / len(unknown)


def exclude(scene: Scene) -> None:
    """The officer who worked on the case may know of it no more."""
    with scene.database.transaction(SYSTEM) as session:
        row = {"case_id": find_case(session, scene.reference, scene.officer), "person_id": scene.officer.person_id}
        row |= {"reason": Bar.CONNECTION, "since": NOW, "event_id": 1}
        session.execute(insert(metadata.tables["exclusion"]), row)


def confide(scene: Scene) -> str:
    """The reference of a report in confidence that somebody else has sent."""
    name, entry = reference(real, ""), ReportInConfidence(danger_now=Danger.NO, account="He reads her messages.")
    with scene.database.transaction(SYSTEM) as session:
        open_report(session, by=SYSTEM_ACTOR, at=NOW, entry=entry, submission="0" * 32, reference=name)
    return name


if __name__ == "__main__":
    main()
