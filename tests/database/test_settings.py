"""Settings come from the environment, and secrets stay out of sight."""

from pathlib import Path

import pytest

from complaints.secrets import create_key_file, read_key_file
from complaints.settings import Settings

POSTGRES = {"DATABASE_URL": "postgresql://app:hidden@db/psd", "DATABASE_OWNER_URL": "postgresql://owner:hidden@db/psd"}


def test_nothing_set_means_sqlite_and_strict() -> None:
    assert Settings.from_environment({}) == Settings(
        database_url="sqlite:///var/complaints.db",
        owner_url="sqlite:///var/complaints.db",
        keys=(),
        directory=Path("var"),
        secure_cookies=True,
        allow_unsafe_database=False,
    )


def test_everything_set() -> None:
    switches = {"COMPLAINTS_INSECURE_COOKIES": "1", "COMPLAINTS_ALLOW_UNSAFE_DATABASE": "1"}
    environment = POSTGRES | switches | {"COMPLAINTS_DIRECTORY": "/srv/psd", "COMPLAINTS_KEYS": "new old"}
    assert Settings.from_environment(environment) == Settings(
        database_url="postgresql://app:hidden@db/psd",
        owner_url="postgresql://owner:hidden@db/psd",
        keys=("new", "old"),
        directory=Path("/srv/psd"),
        secure_cookies=False,
        allow_unsafe_database=True,
    )


def test_the_key_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    create_key_file(path)
    assert Settings.from_environment({"COMPLAINTS_KEY_FILE": str(path)}).keys == read_key_file(path)


def test_a_missing_key_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Settings.from_environment({"COMPLAINTS_KEY_FILE": str(tmp_path / "none")})


def test_secrets_are_not_shown() -> None:
    shown = repr(Settings.from_environment(POSTGRES | {"COMPLAINTS_KEYS": "key-to-hide"}))
    assert shown == "Settings(directory=PosixPath('var'), secure_cookies=True, allow_unsafe_database=False)"
