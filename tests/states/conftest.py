"""Every page in every state, gathered once a session: it takes some seconds, and three tests read it."""

import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.states import force
from tests.states.gather import Gatherer, Shot
from tests.states.occasions import occasions

PLAIN = "He waited for her outside, and she is afraid."
REWORDED = {
    "long names": (force.LONG, f"{force.LONG} {force.LONG}{force.LONG}"),
    "right to left": (force.ARABIC, force.HEBREW),
}
"""States of a force in which only words differ: what everybody is called, and what every free text says."""


@pytest.fixture(scope="session")
def played(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A force with all stories on file."""
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("states") / "played.db"))
    force.full(path)
    return path


@pytest.fixture(scope="session")
def shots(sqlite_template: Path, played: Path) -> list[Shot]:
    empty = Path(shutil.copy(sqlite_template, played.with_name("empty.db")))
    force.empty(empty)
    with ExitStack() as stack:
        nothing, full = _gatherer(empty, "empty", stack), _gatherer(played, "full", stack)
        copies = [_gatherer(_reworded(played, state), state, stack) for state in REWORDED]
        nothing.crawl()
        full.crawl()
        for gatherer in (full, *copies):
            gatherer.known = list(full.shots)
        for gatherer in copies:
            gatherer.visit_again()
        for gatherer in (full, *copies):
            occasions(gatherer, REWORDED.get(gatherer.state, ("", PLAIN))[1])
        full.send_as_they_stand()
    return [shot for gatherer in (nothing, full, *copies) for shot in gatherer.shots]


def _reworded(played: Path, state: str) -> Path:
    path = played.with_name(f"{state}.db")
    force.reworded(played, path, *REWORDED[state])
    return path


def _gatherer(path: Path, state: str, stack: ExitStack) -> Gatherer:
    site = force.site_of(path)
    stack.callback(site.database.dispose)
    return Gatherer(site, state, stack)
