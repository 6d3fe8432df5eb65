"""A town of people on each database, and a case on its way."""

from tests.services.conftest import route, town

__all__ = ["route", "town"]
