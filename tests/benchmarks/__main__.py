"""python -m tests.benchmarks: measure, print a table, write var/bench.json."""

import json
from pathlib import Path

from tests.benchmarks.scene import stores
from tests.benchmarks.steps import measure_steps
from tests.support.postgres import postgres

OUT = Path("var/bench.json")


def main() -> None:
    figures: dict[str, float] = {}
    with postgres(durable=True) as cluster, stores(cluster) as both:
        for store in both:
            figures |= measure_steps(store)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    for key, value in sorted(figures.items()):
        print(f"{key:36} {value:10.2f}")


if __name__ == "__main__":
    main()
