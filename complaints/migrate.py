"""Brings a database to the newest schema, as the role that owns it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.config import Config

from complaints.database import open_engine

APP_ROLE = "app"


def migrate(url: str, *, app_role: str = APP_ROLE) -> None:
    """Upgrade to the newest schema; nothing happens if it is there already.

    On PostgreSQL `url` is the owner's, and `app_role` is the role that the application will use, which must
    exist: grants and policies are made for it. Everything happens in one transaction.
    """
    with configuration(url, app_role=app_role) as config:
        command.upgrade(config, "head")


@contextmanager
def configuration(url: str, *, app_role: str = APP_ROLE) -> Iterator[Config]:
    """What Alembic's commands need to work on this database."""
    engine = open_engine(url)
    try:
        with engine.connect().execution_options(write=True) as connection:
            if engine.dialect.name == "sqlite":
                _leave_foreign_keys(connection.connection.driver_connection)
            yield _config(connection=connection, app_role=app_role)
    finally:
        engine.dispose()


def _leave_foreign_keys(driver: Any) -> None:
    """SQLite changes a table by making another and dropping the first: its rows are not being deleted."""
    driver.execute("PRAGMA foreign_keys = 0")


def _config(**attributes: Any) -> Config:
    config = Config()
    config.set_main_option("script_location", "complaints:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes.update(attributes)
    return config
