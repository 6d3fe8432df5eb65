"""The walks of `tests/machine`, to be run with bugs planted."""

from tests.machine.conftest import sqlite_town, sqlite_walks

__all__ = ["sqlite_town", "sqlite_walks"]
