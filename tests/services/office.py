"""Administration through its service: what the people of the walk settle between two of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from complaints.services.office import take_in_office
from complaints.services.progress import Taken
from tests.machine.town import Town

ONE_TIME = "K7Q2-M4XD-9TBC"
FIRST, SECOND = "alex", "hope"
"""An administrator, and the head of professional standards."""


def administer(town: Town, by: str, trigger: str, at: datetime, **stated: Any) -> Taken:
    """One step of administration, read as a form is; `form` is its id."""
    form = stated.pop("form", sha256(f"{by} {trigger} {stated} {at}".encode()).hexdigest()[:32])
    actor = town.signed_in(by)
    with town.database.transaction(actor.person_id) as session:
        entry = town.read(session, trigger, stated, at)
        return take_in_office(session, trigger, by=actor, at=at, entry=entry, submission=form, one_time=ONE_TIME)


def settle_setting(town: Town, setting: str, value: str, from_day: date, *, at: datetime) -> None:
    """A setting's other value, proposed and confirmed."""
    said = {"value": value, "from_day": str(from_day), "source": "Minute 4 of the board", "why": "It is better."}
    administer(town, FIRST, "propose-setting", at, setting=setting, **said)
    administer(town, SECOND, "confirm-setting", at + timedelta(minutes=1), setting=setting, checked="yes")


def settle_day(town: Town, day: date, becomes: str, *, at: datetime) -> None:
    """A day off, or one that is none any more, proposed and confirmed."""
    said = {"becomes": becomes, "called": "A day", "source": "A proclamation"}
    administer(town, FIRST, "propose-day", at, day=str(day), **said)
    administer(town, SECOND, "confirm-day", at + timedelta(minutes=1), day=str(day), checked="yes")
