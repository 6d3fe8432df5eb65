"""The support directory: services that a victim may be offered, each looked at again before it goes stale."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from workflows import citations as law
from workflows.calendar import london_day
from workflows.model import Ask, Attempt, Entry, Requirement, Step
from workflows.office.lifecycle import ADMINISTRATORS
from workflows.office.vocabulary import ServiceStatus as Is
from workflows.terms import Terms

WHICH = Ask("Which service?")


@dataclass(frozen=True, kw_only=True)
class Listed(Entry):
    """What the directory says of one service."""

    service: Annotated[str, WHICH]
    called: Annotated[str, Ask("What is it called?")]
    offers: Annotated[str, Ask("What does it offer, and to whom?", long=True)]
    by_and_for: Annotated[
        str | None,
        Ask("By and for which group is it run?", "For example, deaf women. Leave it blank if it is for everybody."),
    ] = None
    phone: Annotated[str | None, Ask("On which number can it be reached?")] = None
    website: Annotated[str | None, Ask("What is its web address?", "Beginning with https://")] = None
    reviewed_on: Annotated[date, Ask("On which day were these details last checked with the service?")]
    next_review: Annotated[
        date | None,
        Ask("On which day should they be checked again?", "Left blank, after the time that the setting gives."),
    ] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """There is a way to reach it, and the next check comes after the last."""
        if not (self.phone or self.website):
            yield "phone", "Give a number or a web address"
        if self.website and not self.website.startswith("https://"):
            yield "website", "Enter the whole address, beginning with https://"
        if self.next_review and self.reviewed_on and self.next_review <= self.reviewed_on:
            yield "next_review", "The next check comes after the last one"

    def due(self, terms: Terms) -> date:
        """The last day on which these details may be relied on without another check."""
        length = terms.number("support-review", self.reviewed_on)
        return self.next_review or self.reviewed_on + timedelta(days=length)


@dataclass(frozen=True, kw_only=True)
class AddService(Listed):
    """A service is listed."""


@dataclass(frozen=True, kw_only=True)
class ChangeService(Listed):
    """Its details are other ones, or were checked again."""


@dataclass(frozen=True, kw_only=True)
class RetireService(Entry):
    """It is offered to nobody any more."""

    service: Annotated[str, WHICH]
    why: Annotated[str, Ask("Why is it taken off the list?", long=True)]


LISTING: tuple[type[Listed], ...] = (AddService, ChangeService)


def _has_been_reviewed(a: Attempt) -> bool:
    return bool(a.entry.reviewed_on <= london_day(a.at))


REQUIREMENTS = (
    Requirement(
        id="ADM-5",
        before=frozenset({"add-service", "change-service"}),
        unmet="Details cannot have been checked on a day to come",
        met=_has_been_reviewed,
        cite=law.SUPPORT_DIRECTORY,
        reads="reviewed_on",
    ),
)

STEPS = (
    Step(
        trigger="add-service",
        label="Add a service",
        done="Service listed",
        source=(Is.NEW,),
        dest=Is.LISTED,
        by=ADMINISTRATORS,
        entry=AddService,
        cites=(law.SUPPORT_DIRECTORY,),
    ),
    Step(
        trigger="change-service",
        label="Change or check its details",
        done="Details changed or checked",
        source=(Is.LISTED, Is.RETIRED),
        dest=Is.LISTED,
        by=ADMINISTRATORS,
        entry=ChangeService,
        cites=(law.SUPPORT_DIRECTORY,),
    ),
    Step(
        trigger="retire-service",
        label="Take it off the list",
        done="Taken off the list",
        source=(Is.LISTED,),
        dest=Is.RETIRED,
        by=ADMINISTRATORS,
        entry=RetireService,
        cites=(law.SUPPORT_DIRECTORY,),
    ),
)
