"""One database of each kind for a whole worker: emptied for each test, or put back to what was once built in it.

    scene = again(Scene, database)     # what `Scene(database)` makes of an empty database

So what SQLAlchemy has compiled for it is not compiled again, and what many tests begin with is played twice: the second
time a picture is taken.
"""

import shutil
import sqlite3
from abc import ABC, abstractmethod
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import closing
from copy import deepcopy
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Engine

from complaints.database import Database
from complaints.secrets import KeyRing
from tests.support.postgres import APP, Cluster

KEYS = (urlsafe_b64encode(b"no secret, for these are tests..").decode(),)
S = TypeVar("S")


class Copies(ABC):
    """How a kind of database is laid out from a picture of it, and a picture taken. Nobody may be connected."""

    url: str

    @abstractmethod
    def lay_out(self, picture: Any) -> None: ...

    @abstractmethod
    def take(self, number: int) -> Any: ...

    @abstractmethod
    def clear(self) -> None:
        """There is no database."""


class Files(Copies):
    """A file alone in its folder, with the pictures beside the folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "bench" / "complaints.db"
        self.path.parent.mkdir()
        self.url = f"sqlite:///{self.path}"

    def lay_out(self, picture: Path) -> None:
        self.clear()
        shutil.copy(picture, self.path)

    def take(self, number: int) -> Path:
        picture = self.path.parents[1] / f"{number}.db"
        with closing(sqlite3.connect(self.path)) as here, closing(sqlite3.connect(picture)) as there:
            here.backup(there)
        return picture

    def clear(self) -> None:
        for path in self.path.parent.iterdir():
            path.unlink()


class Templates(Copies):
    """A PostgreSQL database of one name, with the pictures as databases of their own."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster, self.name, self._laid_out = cluster, "bench", False
        self.url = cluster.url(APP, self.name)

    def lay_out(self, picture: str) -> None:
        self.clear()
        self.cluster.create_database(picture, self.name)
        self._laid_out = True

    def take(self, number: int) -> str:
        return self.cluster.create_database(self.name, f"picture_{number}")

    def clear(self) -> None:
        if self._laid_out:
            self.cluster.drop_database(self.name)
        self._laid_out = False


class Bench(Database):
    """A database that each test of a worker finds empty and migrated. It is laid out when its engine is asked for.

    As long as `touched` stays the same, nobody has read or written anything; it was `begun` when the test began.
    """

    def __init__(self, copies: Copies, empty: Any) -> None:
        self._copies, self._empty, self._wanted = copies, empty, None
        self._one_at_a_time = Lock()
        self._pictures: dict[Hashable, tuple[Any, Any]] = {}
        self._looked_for: Counter[Hashable] = Counter()
        self.touched = self.begun = 0  # it only grows: what was true of an earlier test is true of no later one
        super().__init__(copies.url, KEYS)

    @property
    def engine(self) -> Engine:
        with self._one_at_a_time:
            self.touched += 1
            if self._wanted is not None:
                self._copies.lay_out(self._wanted)
                self._wanted = None
        return self._engine

    @engine.setter
    def engine(self, engine: Engine) -> None:
        self._engine = engine

    def emptied(self) -> Iterator["Bench"]:
        """For one test: as migrated, with the keys of all tests and without faults; gone afterwards."""
        self.begun, self._wanted = self.touched, self._empty
        self.keys = KeyRing(KEYS)
        dialect: Any = self._engine.dialect
        dialect.key_ring = self.keys
        yield self
        self.faults = None
        self._engine.dispose()
        self._copies.clear()

    def __deepcopy__(self, _memo: Any) -> "Bench":
        return self

    def keep(self, key: Hashable, state: Any) -> None:
        """Take a picture of what is here, and what must be known of it, if it was looked for before."""
        if self._looked_for[key] > 1:
            assert key not in self._pictures, f"{key} was built from something else as well"
            self.engine.dispose()  # laid out by now, if it was only put back so far
            self._pictures[key] = self._copies.take(len(self._pictures)), state

    def kept(self, key: Hashable) -> bool:
        self._looked_for[key] += 1
        return key in self._pictures

    def put_back(self, key: Hashable) -> Any:
        """Everything is as when the picture was taken; what must be known of it."""
        self._engine.dispose()
        self.touched += 1
        self._wanted, state = self._pictures[key]
        return state


def again(build: Callable[..., S], database: Database, *given: Hashable) -> S:
    """`build(database, *given)`. On an empty database it was perhaps built before, and is then copied with it.

    `build` must have a name of its own, and give what can be copied (`copy.deepcopy`).
    """
    if not isinstance(database, Bench) or database.touched != database.begun:
        return build(database, *given)
    key = build.__module__, build.__qualname__, given
    if database.kept(key):
        return deepcopy(database.put_back(key))
    made = build(database, *given)
    database.keep(key, deepcopy(made))
    return made
