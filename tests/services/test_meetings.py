"""A month has one meeting of the panel, however it is planned or moved, and whoever does so at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from complaints.errors import Invalid
from complaints.services.meetings import move_meeting
from complaints.services.openings import open_meeting
from complaints.services.progress import Taken, take_step
from complaints.services.verify import verify
from tests.machine.rows import all_rows
from tests.machine.town import STARTS, Town
from workflows.model import Refused
from workflows.panel.entries import CancelMeeting, MoveMeeting, PlanMeeting
from workflows.panel.vocabulary import Cause

JULY = PlanMeeting(month="2026-07", meets_on=date(2026, 7, 30))
AUGUST = PlanMeeting(month="2026-08", meets_on=date(2026, 8, 27))
EXTRA = PlanMeeting(month="2026-07", meets_on=date(2026, 7, 9), extra="One case cannot wait.")
IN_JULY = "July 2026 has a meeting already, on 30 July 2026"


def plan(town: Town, who: str, entry: PlanMeeting, form: str) -> Taken:
    by = town.signed_in(who)
    with town.database.transaction(by.person_id) as session:
        return open_meeting(session, by=by, at=STARTS, entry=entry, submission=form, reference=form)


def move(town: Town, meeting: Taken, month: str, day: date, form: str) -> Taken:
    by, entry = town.signed_in("cora"), MoveMeeting(month=month, meets_on=day, reasons="The room is taken.")
    with town.database.transaction(by.person_id) as session:
        return move_meeting(session, meeting.place.id, by=by, at=STARTS, entry=entry, submission=form)


def cancel(town: Town, meeting: Taken) -> None:
    by, entry, form = town.signed_in("ana"), CancelMeeting(cause=Cause.CHAIR), f"cancel {meeting.place.id}"
    with town.database.transaction(by.person_id) as session:
        take_step(session, meeting.place, "cancel-meeting", by=by, at=STARTS, entry=entry, submission=form)


def test_a_second_meeting_for_a_month_leaves_nothing(town: Town) -> None:
    plan(town, "cora", JULY, "first")
    before = all_rows(town.database)
    with pytest.raises(Invalid) as told:
        plan(town, "ana", JULY, "second")
    assert (told.value.problems, all_rows(town.database)) == ({"month": IN_JULY}, before)


def test_an_extra_meeting_stands_beside_the_months_own_whichever_was_first(town: Town) -> None:
    plan(town, "cora", EXTRA, "extra")
    plan(town, "cora", JULY, "own")
    plan(town, "cora", EXTRA, "another")
    assert verify(town.database).problems == ()


def test_a_cancelled_meeting_takes_no_months_place(town: Town) -> None:
    cancel(town, plan(town, "cora", JULY, "first"))
    plan(town, "cora", JULY, "second")
    assert verify(town.database).problems == ()


def test_whoever_may_not_plan_is_refused_and_told_of_no_meeting(town: Town) -> None:
    plan(town, "cora", JULY, "first")
    with pytest.raises(Refused):
        plan(town, "sue", JULY, "second")


def test_a_meeting_is_moved_into_no_month_that_has_one(town: Town) -> None:
    plan(town, "cora", JULY, "july")
    august, extra = plan(town, "cora", AUGUST, "august"), plan(town, "cora", EXTRA, "extra")
    before = all_rows(town.database)
    with pytest.raises(Invalid) as told:
        move(town, august, "2026-07", date(2026, 7, 31), "move")
    assert (told.value.problems, all_rows(town.database)) == ({"month": IN_JULY}, before)
    move(town, extra, "2026-08", date(2026, 8, 6), "later")
    first = move(town, august, "2026-08", date(2026, 9, 1), "move")
    again = move(town, august, "2026-08", date(2026, 9, 1), "move")
    assert (first.already, again.already, again.event_id) == (False, True, first.event_id)
    assert verify(town.database).problems == ()


def test_a_month_that_a_meeting_has_left_is_free(town: Town) -> None:
    move(town, plan(town, "cora", JULY, "first"), "2026-08", date(2026, 8, 27), "move")
    plan(town, "cora", JULY, "second")
    with pytest.raises(Invalid):
        plan(town, "cora", AUGUST, "third")


def test_of_eight_who_plan_a_month_at_the_same_moment_one_does(town: Town) -> None:
    def one(number: int) -> str:
        try:
            return "" if plan(town, "cora", JULY, f"form {number}") else "-"
        except Invalid as told:
            return told.problems["month"]

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(one, range(8))) == ["", *[IN_JULY] * 7]


def test_one_form_that_is_sent_eight_times_at_once_plans_one_meeting(town: Town) -> None:
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: plan(town, "cora", JULY, "once"), range(8)))
    assert ({taken.event_id for taken in done}, [taken.already for taken in done].count(False)) == (
        {done[0].event_id},
        1,
    )
