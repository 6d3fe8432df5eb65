"""What the environment says: the only place that reads it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from complaints.secrets import read_key_file


@dataclass(frozen=True)
class Settings:
    """One process's settings. Addresses may carry passwords, and keys are keys: none of them is shown by
    `repr`.

    `owner_url` is for migrations; on SQLite it is `database_url`.
    """

    database_url: str = field(repr=False)
    owner_url: str = field(repr=False)
    keys: tuple[str, ...] = field(repr=False)
    directory: Path
    secure_cookies: bool = True
    allow_unsafe_database: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read DATABASE_URL, DATABASE_OWNER_URL and COMPLAINTS_*. Raises KeyProblem."""
        directory = Path(environment.get("COMPLAINTS_DIRECTORY", "var"))
        url = environment.get("DATABASE_URL", f"sqlite:///{directory / 'complaints.db'}")
        return cls(
            database_url=url,
            owner_url=environment.get("DATABASE_OWNER_URL", url),
            keys=_keys(environment),
            directory=directory,
            secure_cookies=environment.get("COMPLAINTS_INSECURE_COOKIES") != "1",
            allow_unsafe_database=environment.get("COMPLAINTS_ALLOW_UNSAFE_DATABASE") == "1",
        )


def _keys(environment: Mapping[str, str]) -> tuple[str, ...]:
    """COMPLAINTS_KEYS (separated by spaces, the current one first), or else the file COMPLAINTS_KEY_FILE."""
    if keys := environment.get("COMPLAINTS_KEYS"):
        return tuple(keys.split())
    if file := environment.get("COMPLAINTS_KEY_FILE"):
        return read_key_file(Path(file))
    return ()
