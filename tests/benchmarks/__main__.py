"""python -m tests.benchmarks: measure, print a table, write var/bench.json."""

import json
from datetime import date
from pathlib import Path

from complaints.database import Database
from complaints.services.verify import verify
from tests.benchmarks.floor import timed
from tests.benchmarks.packs import measure_packs
from tests.benchmarks.pages import measure_pages
from tests.benchmarks.scene import KEYS, NOW, Store, play_whole_cases, stores
from tests.benchmarks.steps import measure_steps
from tests.reports.rate import run_cases_per_second
from tests.support.postgres import postgres
from workflows.calls_to_action.measures import Period

OUT = Path("var/bench.json")
CASES = 60
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31), NOW)


def main() -> None:
    figures = measure_packs()
    with postgres(durable=True) as cluster, stores(cluster) as both:
        for store in both:
            figures |= measure_steps(store) | measure_pages(store) | measure_whole(store)
    figures["step_statements"] = max(value for key, value in figures.items() if key.startswith("step_statements_"))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    for key, value in sorted(figures.items()):
        print(f"{key:36} {value:10.2f}")


def measure_whole(store: Store) -> dict[str, float]:
    """A compliance run, and a check of everything, over some whole cases."""
    database = Database(store.create(), KEYS)
    play_whole_cases(database, CASES)
    rate = run_cases_per_second(database, YEAR, now=NOW, reference="BENCH-RUN")
    checked = verify(database)
    assert checked.problems == ()
    seconds = timed(lambda: verify(database))
    database.dispose()
    return {
        f"run_cases_per_second_{store.name}": rate,
        f"verify_rows_per_second_{store.name}": checked.rows / seconds,
    }


if __name__ == "__main__":
    main()
