"""What a pack says of a case that is pressing, what it asks, and in which order cases stand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from complaints.queries.pack_facts import section_view
from complaints.queries.pack_view import (
    ActionState,
    Advocate,
    Every,
    Freshness,
    SectionView,
    Signal,
    Sought,
    counts,
    from_json,
    overdue_clocks,
    risk_order,
    to_json,
)
from tests.workflows.case_files import Build, moment
from workflows.clocks import deadlines
from workflows.handling.vocabulary import HandlingStatus
from workflows.independence.entries import NO_TIE
from workflows.model import Answer
from workflows.oversight.vocabulary import Channel, Reached
from workflows.people.vocabulary import AgeBand, Part, RepresentativeKind
from workflows.registry import CLOCK, CLOCKS
from workflows.scrutiny.vocabulary import ActionKind, ActionOwner, Ending

ACTION = {"kind": ActionKind.SAFEGUARDING, "what": "Ask.", "owner": ActionOwner.INVESTIGATOR}


def build() -> Build:
    return Build().reported(subject="sam", victim_name="Vic").posted("sam")


def view(made: Build, day: int = 0, name: str = "Case AAAAA") -> SectionView:
    return section_view(made.file, name, moment(day, hours=1))


def contact(made: Build, day: int, **flags: tuple[str, ...]) -> Build:
    said = {"contacted_at": moment(day), "channel": Channel.TEXT, "reached": Reached.SPOKE, "summary": "She is well."}
    return made.did("log-contact", day, **said, **flags)


def test_what_is_pressing_is_named_the_gravest_first() -> None:
    made = build().did("restrict-duties", 1, about="sam", urgent=True, restrictions=(), role_risk="", review_on=None)
    made.did("agree-contact", 1, channels=(Channel.EMAIL,), every_days=7)
    contact(made, 2, flags=("OVR-6",))
    made.did("agree-action", 3, **ACTION, due_on=date(2026, 3, 9))
    found = view(made, 20)
    assert found.signals == (
        *(Signal.URGENT, Signal.UNSAFE, Signal.CONTACT, Signal.REFERRAL, Signal.ACTION, Signal.OVERDUE),
    )
    assert Signal.URGENT not in view(made, 40).signals
    assert found.sought == (Sought.OFFICER, Sought.REFERRAL, Sought.INDEPENDENCE, Sought.ACTIONS, Sought.NEXT)


def test_a_case_of_which_nothing_is_late_is_still_asked_about() -> None:
    made = build()
    made.status["handling", None] = HandlingStatus.CLOSED
    found = view(made)
    assert (found.signals, found.sought) == ((), (Sought.NEXT,))


@pytest.mark.parametrize(
    ("day", "freshness"), [(6, Freshness.WEEK), (7, Freshness.MONTH), (27, Freshness.MONTH), (28, Freshness.LONGER)]
)
def test_how_lately_something_happened_is_told_in_bands(day: int, freshness: Freshness) -> None:
    assert view(build(), day).latest is freshness


@pytest.mark.parametrize(("days", "band"), [(7, Every.WEEK), (8, Every.FORTNIGHT), (28, Every.MONTH), (29, Every.LESS)])
def test_how_often_contact_was_agreed_is_told_in_bands(days: int, band: Every) -> None:
    made = build().did("agree-contact", 1, channels=(Channel.EMAIL,), every_days=days)
    assert view(made, 1).every is band


def test_the_victim_is_told_of_in_bands_and_answers() -> None:
    made = build()
    assert (view(made).victims[0].age, view(made).advocate) == (None, Advocate.NONE)
    made.did("describe-person", 1, party="victim", age=AgeBand.FROM_25)
    made.did("record-relationship", 1, party="victim", children=Answer.YES, safeguarding=Answer.NO)
    adviser = {"name": "Ida", "acts_as": RepresentativeKind.IDVA, "acts_for": "victim"}
    made.did("add-party", 1, part=Part.REPRESENTATIVE, **adviser)
    found = view(made, 1)
    (victim,) = found.victims
    assert (victim.age, victim.children, victim.safeguarding) == (AgeBand.FROM_25, Answer.YES, Answer.NO)
    assert found.advocate is Advocate.ON_FILE
    assert "Ida" not in str(to_json(found))


def test_an_action_is_open_overdue_or_ended_and_none_of_its_words_is_kept() -> None:
    made = build()
    for due in (9, 12):
        made.did("agree-action", 1, **ACTION, due_on=date(2026, 3, due))
    made.did("agree-action", 1, **ACTION, due_on=date(2026, 3, 4))
    made.did("complete-action", 9, agreed="a3", ending=Ending.NOT_DONE, account="She had moved.")
    found = view(made, 8)
    assert [a.state for a in found.actions] == [ActionState.OVERDUE, ActionState.OPEN, Ending.NOT_DONE]
    assert "She had moved" not in str(to_json(found))
    told = counts([found])
    assert (told.actions, told.actions_overdue, told.actions_done) == (3, 1, 1)


def test_what_a_handler_owes_for_herself_is_not_the_panels() -> None:
    made = build().did("declare-interests", 1, known=(NO_TIE,), is_true=True)
    late = {due.clock for due in deadlines(made.file, CLOCKS) if due.due_at < moment(400)}
    shown = {clock.id for clock in view(made, 400).overdue}
    assert (late - shown, shown - late) == ({"IND-C7"}, set())


def test_a_view_comes_back_as_it_was_kept() -> None:
    made = contact(build(), 2, flags=("OVR-6",)).did("agree-action", 3, **ACTION, due_on=date(2026, 3, 9))
    found = view(made, 20)
    assert found.overdue
    assert from_json(to_json(found)) == found


def test_cases_stand_with_the_newest_risk_first() -> None:
    plain = replace(view(build()), signals=(), latest=Freshness.WEEK)
    ordered = [
        replace(plain, name="Case GRAVE", signals=(Signal.UNSAFE,), latest=Freshness.LONGER),
        replace(plain, name="Case MANY", signals=(Signal.CONTACT, Signal.OVERDUE), latest=Freshness.LONGER),
        replace(plain, name="Case FRESH", signals=(Signal.CONTACT,)),
        replace(plain, name="Case STALE", signals=(Signal.CONTACT,), latest=Freshness.MONTH),
        replace(plain, name="Case A"),
        replace(plain, name="Case B"),
        replace(plain, name="Case AAA", signals=(Signal.OVERDUE,), handling=HandlingStatus.CLOSED),
    ]
    assert sorted(ordered, key=lambda each: each.name) != ordered
    assert sorted(ordered, key=risk_order) == ordered


def test_a_cover_counts_only_what_stands_behind_it() -> None:
    late = view(build(), 20)
    closed = replace(late, handling=HandlingStatus.CLOSED, overdue=())
    new = replace(view(build()), overdue=(CLOCK["OVR-C5"],))
    told = counts([late, closed, new])
    assert (told.live, told.new, told.closed, told.late) == (2, 2, 1, 2)
    assert overdue_clocks([late, closed, new])[0] == (CLOCK["OVR-C5"].title, 2)
    assert overdue_clocks([]) == ()


def test_a_moment_is_never_kept() -> None:
    """No day can be worked out of a view (settlement 25)."""
    words = str(to_json(view(build(), 20)))
    assert [day for n in range(30) if (day := str((moment(0) + timedelta(days=n)).date())) in words] == []
