"""A database on SQLite alone, for what is about the story and not about the database; and a way to tell one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from complaints.database import Database
from complaints.stories import Played, play_file
from tests.builders import NOW
from tests.conftest import KEYS

Tell = Callable[[str], Played]


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url, KEYS)
    yield database
    database.dispose()


@pytest.fixture
def tell(sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Plays a story written in a test as `story.yaml`."""
    monkeypatch.chdir(tmp_path)

    def told(text: str) -> Played:
        Path("story.yaml").write_text(text, encoding="utf-8")
        return play_file(sqlite, Path("story.yaml"), now=NOW)

    return told
