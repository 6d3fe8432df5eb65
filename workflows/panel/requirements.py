"""What must hold before a pack goes to the panel, and what a meeting lacks."""

from workflows import citations as law
from workflows.calendar import london_day
from workflows.model import Attempt, Requirement
from workflows.panel.entries import PreparePack
from workflows.panel.facts import has_declared, open_recommendations, plan, recommendations, waiting
from workflows.panel.vocabulary import Seat


def _second_person(a: Attempt) -> bool:
    return a.by.person not in {f.event.by for f in a.file.all(PreparePack)}


def _is_open(a: Attempt) -> bool:
    return a.entry.recommendation in {found.ref for found in open_recommendations(a.file)}


def _is_answered(a: Attempt) -> bool:
    return any(found.answered for found in recommendations(a.file) if found.ref == a.entry.recommendation)


def _is_another_day(a: Attempt) -> bool:
    stands = plan(a.file)
    return stands is None or (stands.month, stands.meets_on) != (a.entry.month, a.entry.meets_on)


def _keeps_month_of_pack(a: Attempt) -> bool:
    stands = plan(a.file)
    return stands is None or stands.month == a.entry.month or not a.file.all(PreparePack)


REQUIREMENTS = (
    Requirement(
        id="PAN-1",
        before=frozenset({"release-pack"}),
        unmet="Whoever prepared the pack cannot release it: a second person must read it",
        met=_second_person,
        cite=law.TWO_PEOPLE,
    ),
    Requirement(
        id="PAN-2",
        before=frozenset({"record-meeting"}),
        unmet="No specialist from outside the police took part",
        met=lambda a: Seat.SPECIALIST in a.entry.attended,
        cite=law.HAMPSHIRE_PANEL,
        reads="attended",
    ),
    Requirement(
        id="PAN-3",
        before=frozenset({"record-meeting"}),
        unmet="A meeting cannot have been held on a day to come",
        met=lambda a: a.entry.held_on <= london_day(a.at),
        cite=law.HAMPSHIRE_PANEL,
        reads="held_on",
    ),
    Requirement(
        id="PAN-4",
        before=frozenset({"answer-recommendation", "close-recommendation"}),
        unmet="No recommendation of this meeting is open",
        met=lambda a: bool(open_recommendations(a.file)),
        cite=law.HAMPSHIRE_PANEL,
    ),
    Requirement(
        id="PAN-5",
        before=frozenset({"answer-recommendation", "close-recommendation"}),
        unmet="This recommendation is closed",
        met=_is_open,
        cite=law.HAMPSHIRE_PANEL,
        reads="recommendation",
    ),
    Requirement(
        id="PAN-6",
        before=frozenset({"close-recommendation"}),
        unmet="The force has not answered it yet",
        met=_is_answered,
        cite=law.HAMPSHIRE_PANEL,
        reads="recommendation",
    ),
    Requirement(
        id="PAN-7",
        before=frozenset({"release-pack", "decide-panel-connection"}),
        unmet="Whoever does this has not declared for this meeting, or waits for a decision on what they declared",
        met=lambda a: has_declared(a.file, a.by.person),
        cite=law.PANEL_DECLARATION,
        remedy="declare-for-meeting",
    ),
    Requirement(
        id="PAN-8",
        before=frozenset({"decide-panel-connection"}),
        unmet="No declaration by somebody else waits for a decision",
        met=lambda a: bool({*waiting(a.file)} - {a.by.person}),
        cite=law.PANEL_DECLARATION,
        idle=True,
    ),
    Requirement(
        id="PAN-9",
        before=frozenset({"decide-panel-connection"}),
        unmet="Nobody decides on what they declared themselves",
        met=lambda a: a.entry.person != a.by.person,
        cite=law.TWO_PEOPLE,
        reads="person",
    ),
    Requirement(
        id="PAN-10",
        before=frozenset({"decide-panel-connection"}),
        unmet="What this person declared does not wait for a decision",
        met=lambda a: a.entry.person in waiting(a.file),
        cite=law.PANEL_DECLARATION,
        reads="person",
    ),
    Requirement(
        id="PAN-11",
        before=frozenset({"move-meeting"}),
        unmet="It is planned for this month and this day already",
        met=_is_another_day,
        cite=law.MEETINGS_MOVED,
        reads="meets_on",
    ),
    Requirement(
        id="PAN-12",
        before=frozenset({"move-meeting"}),
        unmet="Its pack was made for another month. Keep the month, or cancel this meeting and plan another",
        met=_keeps_month_of_pack,
        cite=law.MEETINGS_MOVED,
        reads="month",
    ),
    Requirement(
        id="PAN-13",
        before=frozenset({"decide-panel-connection"}),
        unmet="The meeting was held without a pack, so there is nothing to keep anybody from",
        met=lambda a: bool(a.file.all(PreparePack)),
        cite=law.PANEL_DECLARATION,
        idle=True,
    ),
)
