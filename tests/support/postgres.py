"""A throw-away PostgreSQL server from Debian's packages: a socket, no port, and two roles; gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

OWNER = "owner"
APP = "app"
INITDB = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
NO_PORT = "-c listen_addresses=''"
FORGETFUL = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
MEMORY = Path("/dev/shm")
ENOUGH_MEMORY = 4 * 2**30
"""A database takes 17 MB, and each worker has some dozens."""


class PostgresMissing(RuntimeError):
    """The server's binaries are not installed."""


@dataclass(frozen=True)
class Cluster:
    """A running server, reached through the socket in `directory`.

    The role `owner` owns each database and its schema, and runs migrations. The role `app` is the application's:
    it owns nothing, and row-level policies bind it.
    """

    directory: Path
    _numbers: Iterator[int]

    def url(self, role: str, database: str) -> str:
        return f"postgresql+psycopg://{role}@/{database}?host={self.directory}"

    def create_database(self, template: str = "template1", name: str = "") -> str:
        """A new database, a copy of `template` (to which nobody may be connected); returns its name."""
        name = name or f"test_{next(self._numbers)}"
        self._execute("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy", name, template, OWNER)
        return name

    def drop_database(self, name: str) -> None:
        """Drop it even while somebody is connected."""
        self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(host=str(self.directory), user="postgres", autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[Cluster]:
    """Start a server (about a second); stop and delete it at the end. Raises PostgresMissing.

    It forgets everything if the machine stops, and lies in memory if there is enough: a database is copied for
    each test, 13 times as fast there as on a disk. `durable` is for measuring: on the disk, nothing weakened.
    """
    binaries = _binaries()
    directory = Path(tempfile.mkdtemp(prefix="complaints-", dir=None if durable else memory()))
    run = partial(_run, directory)
    data, log = directory / "data", directory / "log"
    options = f"-k {directory} {NO_PORT} {'' if durable else FORGETFUL}"
    try:
        run(binaries / "initdb", "-D", data, *INITDB)
        run(binaries / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
        try:
            cluster = Cluster(directory, count(1))
            for role in (OWNER, APP):
                cluster._execute("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE", role)
            yield cluster
        finally:
            run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(directory)


def _binaries() -> Path:
    """The folder of the newest installed server's commands."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise PostgresMissing("PostgreSQL is needed: sudo apt-get install postgresql")
    return found[-1].parent


def memory() -> Path | None:
    """The machine's memory as a folder, or None where there is too little: a container often has 64 MB."""
    return MEMORY if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH_MEMORY else None


def _run(directory: Path, *command: str | Path) -> None:
    """Run one of the server's commands: as the user `postgres` if we are root, whom PostgreSQL refuses."""
    drop: dict[str, Any] = {}
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(directory, user.pw_uid, user.pw_gid)
        drop = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=directory, **drop)
