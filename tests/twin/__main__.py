"""python -m tests.twin [WORLDS]: many generated worlds compared, and ten leaks planted; see `tests.twin.generated`.

The last line says what was compared. Exits with 1 where a byte differs or a leak is not caught.
"""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from complaints.database import Database
from complaints.migrate import migrate
from tests.support.rendering import render_here
from tests.twin.generated import Found, compare_worlds
from tests.twin.plants import LEAKS, TEN, is_caught
from tests.twin.visit import Twins
from tests.twin.worlds import World, site_of

WORLDS = 200


def main() -> None:
    worlds, workers = int(sys.argv[1]) if len(sys.argv) > 1 else WORLDS, cpu_count() or 1
    found = Found()
    with ProcessPoolExecutor(workers) as pool:
        for share in pool.map(compare, [range(n, worlds, workers) for n in range(workers)]):
            found.add(share)
        caught = dict(zip(TEN, pool.map(catches, TEN), strict=True))
    print(*found.leaks, *(f"not caught: {name}" for name, seen in caught.items() if not seen), sep="\n")
    print(f"{found.searches} searches are among the pages")
    print(
        f"{found.worlds} worlds, {found.pages} pages compared, {found.differing} differing bytes; "
        f"planted leaks caught {sum(caught.values())} of {len(TEN)}"
    )
    sys.exit(1 if found.differing or not all(caught.values()) else 0)


def compare(seeds: range) -> Found:
    """Some of the worlds, in a process of their own."""
    with TemporaryDirectory() as directory:
        return compare_worlds(Path(directory), _template(Path(directory), "template.db"), seeds)


def catches(name: str) -> bool:
    """Whether one of the ten leaks is seen, in two worlds of its own."""
    plant, look, who, where = next(leak for leak in LEAKS if leak[0] is TEN[name])
    with TemporaryDirectory() as directory, pytest.MonkeyPatch.context() as patch:
        render_here(patch)
        with _twins(Path(directory)) as twins:
            return is_caught(twins, patch, plant, look, who, where)


@contextmanager
def _twins(directory: Path) -> Iterator[Twins]:
    sites, names = [], []
    for secret in (True, False):
        database = Database(f"sqlite:///{_template(directory, f'{secret}.db')}")
        world = World(database, secret=secret)
        names.append(world.names)
        sites.append(site_of(database, world.keys))
    yield Twins(*sites, names[0])
    for site in sites:
        site.database.dispose()


def _template(directory: Path, name: str) -> Path:
    migrate(f"sqlite:///{directory / name}")
    return directory / name


if __name__ == "__main__":
    main()
