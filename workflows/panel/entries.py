"""What people state about a panel meeting."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from workflows.calls_to_action.themes import Theme
from workflows.model import Ask, Entry, PersonRef, Pick, RecommendationRef
from workflows.panel.vocabulary import Addressee, Cause, Close, Ground, Response, Seat

MONTH = Ask("Which month is it for?", "Year and month, for example 2026-03")
NO_CASE = "Those who prepare and release packs can read it. Name nobody, and no case."


@dataclass(frozen=True, kw_only=True)
class PlanMeeting(Entry):
    """The meeting of one month."""

    month: Annotated[str, MONTH]
    meets_on: Annotated[date, Ask("On which day will it meet?")]
    extra: Annotated[
        str | None,
        Ask(
            "Why is an extra meeting needed?",
            "A month has one meeting, so an extra one needs a reason. Name nobody, and no case.",
        ),
    ] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """See `_out_of_month`."""
        return _out_of_month(self.month, self.meets_on)


@dataclass(frozen=True, kw_only=True)
class MoveMeeting(Entry):
    """The meeting will be on another day, or was planned for the wrong day or month."""

    month: Annotated[str, MONTH]
    meets_on: Annotated[date, Ask("On which day will it meet now?")]
    reasons: Annotated[str, Ask("Why?", NO_CASE)]

    def problems(self) -> Iterable[tuple[str, str]]:
        """As when it is planned."""
        return _out_of_month(self.month, self.meets_on)


@dataclass(frozen=True, kw_only=True)
class CancelMeeting(Entry):
    """The meeting will not take place, or has not."""

    cause: Annotated[Cause, Ask("Why does it not take place?", "Everybody on the panel is told this.")]
    reasons: Annotated[str | None, Ask("What else should be on file?", NO_CASE, long=True)] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """Another reason is said in words."""
        if self.cause is Cause.OTHER and not self.reasons:
            yield "reasons", "Say why it does not take place"


def _out_of_month(month: str, meets_on: date) -> Iterable[tuple[str, str]]:
    """A month is a year of this century, a hyphen and two digits from 01 to 12, in figures from 0 to 9."""
    if not month:
        return
    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", month):
        yield "month", "Enter the month as year and month, for example 2026-03"
    elif meets_on and _months(meets_on) - _months(date.fromisoformat(f"{month}-01")) not in (0, 1):
        yield "meets_on", "A meeting is held in the month that it is for, or in the month after"


def _months(day: date) -> int:
    return day.year * 12 + day.month


@dataclass(frozen=True, kw_only=True)
class PreparePack(Entry):
    """The pack was made from the cases as they stood."""

    note: Annotated[str | None, Ask("What should the panel know about this pack?", "Name nobody.", long=True)] = None


@dataclass(frozen=True, kw_only=True)
class ReleasePack(Entry):
    """A second person has read the pack and lets it go to the panel."""

    fingerprint: Annotated[str, Ask("Fingerprint of the pack you have read")]
    names_nobody: Annotated[bool, Ask("Have you read the pack, and does it name nobody?")]

    def problems(self) -> Iterable[tuple[str, str]]:
        """A pack that names somebody is not released."""
        if not self.names_nobody:
            yield "names_nobody", "A pack can be released only if it names nobody. Prepare it again instead"


@dataclass(frozen=True, kw_only=True)
class RecordMeeting(Entry):
    """The meeting took place."""

    held_on: Annotated[date, Ask("When was it held?")]
    attended: Annotated[tuple[Seat, ...], Ask("Which seats were filled?", "Choose all that were.")]
    recommendations: Annotated[str, Ask("What did the panel say?", "Name nobody.", long=True)]
    themes: Annotated[tuple[Theme, ...], Ask("Which themes came up?", "Choose all that did.")] = ()


@dataclass(frozen=True, kw_only=True)
class StepOut(Entry):
    """Somebody will have no part in one case of the meeting. Which case it is stands in their exclusion from it."""

    ground: Annotated[Ground, Ask("Why do you step out?", "Only the chair can see this.")]


@dataclass(frozen=True, kw_only=True)
class DeclareForMeeting(Entry):
    """Before somebody reads what a meeting is about: a pack names nobody, so the question names nobody either."""

    connected: Annotated[
        bool,
        Ask(
            "Are you connected with anybody who serves or served in this force, or with anybody who may have reported"
            " one of its officers?",
            "As family, as a partner now or before, as a friend, online or on social media, through money, or as"
            " somebody with whom you work or worked closely. To serve in the same force is no connection by itself.",
        ),
    ]
    whom: Annotated[
        str | None,
        Ask(
            "With whom, and how?",
            "Only needed if you are connected. Name each of them, as far as you can. Only whoever decides on it can"
            " read this.",
            long=True,
            secret=True,
        ),
    ] = None
    is_true: Annotated[bool, Ask("Is this true and complete?")]

    def problems(self) -> Iterable[tuple[str, str]]:
        """Who is connected says with whom; who is not has nobody to name."""
        if self.connected and not self.whom:
            yield "whom", "Say with whom, and how you are connected"
        if self.connected is False and self.whom:
            yield "whom", "Leave this blank, or say that you are connected"
        if self.is_true is False:
            yield "is_true", "A declaration can only be made if it is true and complete"


@dataclass(frozen=True, kw_only=True)
class DecidePanelConnection(Entry):
    """What somebody declared for a meeting is decided. What stays shut for them stands in their exclusions alone."""

    person: Annotated[PersonRef, Ask("Whose declaration do you decide on?", pick=Pick.DECLARERS)]
    reasons: Annotated[
        str, Ask("Why?", "Name no case. Only whoever decides here again can read it.", long=True, secret=True)
    ]


@dataclass(frozen=True, kw_only=True)
class MakeRecommendation(Entry):
    """What the panel recommends to the force. It speaks of no one case: that would be an action of the case."""

    what: Annotated[str, Ask("What does the panel recommend?", "Everybody on the panel can read it.", long=True)]
    themes: Annotated[tuple[Theme, ...], Ask("Which themes does it belong to?", "Choose all that apply.")]
    owner: Annotated[Addressee, Ask("Who in the force should see to it?")]
    names_nobody: Annotated[bool, Ask("Have you read it again, and does it name nobody and point to no case?")]

    def problems(self) -> Iterable[tuple[str, str]]:
        """What names somebody is not shown to the panel."""
        if self.names_nobody is False:
            yield "names_nobody", "Write it so that it names nobody and points to no case"


@dataclass(frozen=True, kw_only=True)
class AnswerRecommendation(Entry):
    """What the force answers; a later answer replaces an earlier one."""

    recommendation: Annotated[RecommendationRef, Ask("Which recommendation?", pick=Pick.RECOMMENDATIONS)]
    response: Annotated[Response, Ask("What does the force answer?")]
    reasons: Annotated[str, Ask("Why, and what will be done?", "Name nobody.", long=True)]
    act_by: Annotated[date | None, Ask("By which day will it be done?")] = None

    def problems(self) -> Iterable[tuple[str, str]]:
        """What is accepted has a day; what is not has none."""
        if self.response in (Response.ACCEPTED, Response.IN_PART) and self.act_by is None:
            yield "act_by", "Say by which day it will be done"
        if self.response is Response.NOT_ACCEPTED and self.act_by:
            yield "act_by", "Leave this blank, as it is not accepted"


@dataclass(frozen=True, kw_only=True)
class CloseRecommendation(Entry):
    """The panel lets a recommendation rest."""

    recommendation: Annotated[RecommendationRef, Ask("Which recommendation?", pick=Pick.RECOMMENDATIONS)]
    close: Annotated[Close, Ask("How does it end?")]
    account: Annotated[str, Ask("What shows that?", "Name nobody.", long=True)]
