"""The workforce register by steps: somebody is added by one person, moved by two, and never against the rest of it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from complaints.database import SYSTEM
from complaints.errors import Invalid
from complaints.models import metadata
from complaints.services.verify import verify
from tests.machine.rows import all_rows, attack
from tests.machine.town import Town
from tests.services.office import administer
from workflows.model import Refused

MAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
FORCE = "Specimen Constabulary"
WHERE = {"force": FORCE, "unit": "Harbour", "rank": "sergeant", "team": "Night", "station": "Quay", "role": "Skipper"}
MOVE = {**WHERE, "new_unit": "yes", "from_day": "2026-05-04", "instead": "yes", "why": "Order 12."}
NAME = f"Harbour, {FORCE}, since 2026-05-04"
PERSON, POST, END, CHANGE = (
    metadata.tables[name] for name in ("person", "register_post", "register_post_end", "register_change")
)


def person(town: Town, key: str) -> Any:
    with town.database.transaction(SYSTEM, write=False) as session:
        return session.execute(select(PERSON).where(PERSON.c.reference == town.ref(key))).one()


def number(town: Town, key: str) -> str:
    return str(person(town, key).number)


def settled(town: Town, trigger: str = "propose-posting", *, at: datetime = MAY, **said: Any) -> None:
    """A posting or its end, proposed by one and confirmed by another."""
    administer(town, "alex", trigger, at, **said)
    administer(town, "hope", "confirm-register", at + timedelta(minutes=1), person=said["person"], checked="yes")


def wrong(town: Town, trigger: str = "propose-posting", **said: Any) -> dict[str, str]:
    """What is wrong with a step, which changes nothing."""
    before = all_rows(town.database)
    with pytest.raises(Invalid) as found:
        administer(town, "alex", trigger, MAY, **said)
    assert all_rows(town.database) == before
    return found.value.problems


def test_somebody_is_added_at_once_and_a_number_is_given_once(town: Town) -> None:
    said = {"person": "K7Q2-M4XD-9TBC", "number": "B/1", "name": "Nell Newcombe", "service": "staff"}
    administer(town, "alex", "add-person", MAY, **said)
    assert wrong(town, "add-person", **{**said, "person": "other"}).keys() == {"number"}
    assert wrong(town, "add-person", **{**said, "number": "B/2"}).keys() == {"person"}
    assert wrong(town, "add-person", person="other", number="B 2", name="N\tN", service="outside").keys() == {
        *("number", "name", "service")
    }
    with pytest.raises(Refused):
        administer(town, "hope", "add-person", MAY, person="other", number="B/2", name="Nan", service="staff")
    assert verify(town.database).problems == ()


def test_a_course_counts_once_a_second_person_has_confirmed_it_and_its_last_day_can_be_corrected(town: Town) -> None:
    course = {"person": "ros", "course": "Abuse by police", "taken_on": "2026-04-01", "why": "Certificate 4."}
    assert wrong(town, "propose-training", **course, expires_on="2026-03-01").keys() == {"expires_on"}
    administer(town, "alex", "propose-training", MAY, **course, expires_on="2027-03-31")
    assert person(town, "ros").trained_until is None
    with pytest.raises(Refused) as refused:
        administer(town, "alex", "confirm-register", MAY, person="ros", checked="yes")
    assert refused.value.missing == ("ADM-6",)
    administer(town, "hope", "confirm-register", MAY, person="ros", checked="yes")
    assert person(town, "ros").trained_until == date(2027, 3, 31)
    settled(town, "propose-training", at=MAY + timedelta(days=1), **course, expires_on="2026-12-31")
    assert person(town, "ros").trained_until == date(2026, 12, 31)
    assert verify(town.database).problems == ()


def test_a_move_waits_for_a_second_person_and_ends_what_it_replaces(town: Town) -> None:
    administer(town, "alex", "propose-posting", MAY, person="ros", manager=number(town, "vera"), **MOVE)
    assert person(town, "ros").team == "Response B"
    with pytest.raises(Refused) as refused:
        administer(town, "alex", "confirm-register", MAY, person="ros", checked="yes")
    assert refused.value.missing == ("ADM-6",)
    administer(town, "hope", "confirm-register", MAY, person="ros", checked="yes")
    ros = person(town, "ros")
    assert (ros.team, ros.rank, ros.manager) == ("Night", "sergeant", town.ref("vera"))
    settled(town, person="ros", **{**MOVE, "new_unit": "no", "from_day": "2026-06-01", "team": "Day"})
    with town.database.transaction(SYSTEM, write=False) as session:
        posts = select(POST.c.starts, END.c.ends).outerjoin(END).order_by(POST.c.id)
        assert session.execute(posts).all() == [(date(2026, 5, 4), date(2026, 5, 31)), (date(2026, 6, 1), None)]
        assert session.scalars(select(CHANGE.c.source)).all() == ["confirm-register"] * 2
    assert person(town, "ros").team == "Night", "the next posting has not begun"
    assert verify(town.database).problems == ()


def test_an_ending_takes_team_and_manager_once_its_day_is_over(town: Town) -> None:
    settled(town, person="ros", **MOVE)
    ending = {"person": "ros", "posting": NAME, "last_day": "2026-05-10", "why": "She leaves."}
    settled(town, "propose-ending", at=MAY + timedelta(days=9), **ending)
    assert (person(town, "ros").team, person(town, "ros").rank) == ("", "sergeant")
    assert wrong(town, "propose-ending", **ending).keys() == {"posting"}
    assert verify(town.database).problems == ()


def test_what_contradicts_the_register_is_said_beside_its_question(town: Town) -> None:
    assert wrong(town, person="ros", **{**MOVE, "new_unit": "no"}).keys() == {"unit"}
    settled(town, person="ros", manager=number(town, "vera"), **MOVE)
    again = {**MOVE, "new_unit": "no"}
    assert wrong(town, person="vera", **MOVE) == {"new_unit": "The register has this unit already"}
    assert wrong(town, person="ros", **again)["from_day"].startswith("They have a posting in this unit from this day")
    earlier = {**again, "from_day": "2026-05-01"}
    assert "cannot end before it starts" in wrong(town, person="ros", **earlier)["from_day"]
    both = {**again, "instead": "no", "from_day": "2026-05-20", "manager": number(town, "dee")}
    assert "Two line managers at once from 2026-05-20" in wrong(town, person="ros", **both)["manager"]
    loop = wrong(town, person="vera", **{**again, "manager": number(town, "ros")})["manager"]
    assert loop.startswith("A loop of line managers: ")
    own = wrong(town, person="vera", **{**again, "manager": number(town, "vera")})
    assert own == {"manager": "Nobody is their own line manager"}
    assert wrong(town, person="vera", **{**again, "manager": "none"}).keys() == {"manager"}
    ending = {"person": "ros", "posting": NAME, "last_day": "2026-05-03", "why": "An error."}
    assert "before it starts" in wrong(town, "propose-ending", **ending)["last_day"]
    with pytest.raises(Invalid) as several:
        administer(town, "alex", "propose-posting", MAY, person="vera", **{**MOVE, "unit": "", "manager": "x\ny"})
    assert several.value.problems.keys() >= {"unit", "manager"}


def test_what_came_between_is_said_to_whoever_confirms(town: Town) -> None:
    ros, vera = number(town, "ros"), number(town, "vera")
    administer(town, "alex", "propose-posting", MAY, person="ros", manager=vera, **MOVE)
    settled(town, person="vera", manager=ros, **{**MOVE, "unit": "Quay"})
    before = all_rows(town.database)
    with pytest.raises(Invalid) as found:
        administer(town, "hope", "confirm-register", MAY, person="ros", checked="yes")
    assert found.value.problems.keys() == {"checked"}
    assert "loop of line managers" in found.value.problems["checked"]
    assert all_rows(town.database) == before


def test_what_is_turned_down_changes_nothing_and_nobody_moves_themselves(town: Town) -> None:
    administer(town, "alex", "propose-posting", MAY, person="ros", **MOVE)
    administer(town, "hope", "turn-down-register", MAY, person="ros", why="She stays.")
    assert person(town, "ros").team == "Response B"
    with pytest.raises(Refused) as refused:
        administer(town, "alex", "propose-posting", MAY, person="alex", **MOVE)
    assert refused.value.missing == ("ADM-7",)
    assert verify(town.database).problems == ()


def test_a_form_sent_twice_moves_once(town: Town) -> None:
    administer(town, "alex", "propose-posting", MAY, person="ros", **MOVE)
    said = {"person": "ros", "checked": "yes", "form": "twice"}
    first = administer(town, "hope", "confirm-register", MAY, **said)
    again = administer(town, "hope", "confirm-register", MAY, **said)
    assert (again.event_id, again.already) == (first.event_id, True)
    assert verify(town.database).problems == ()


def test_a_posting_that_is_changed_behind_our_back_is_found(town: Town) -> None:
    settled(town, person="ros", **MOVE)
    attack(town.database, "UPDATE register_post SET rank = 'chief constable'")
    assert verify(town.database).problems == ("change 1 of the register: its rows are not those that were logged",)
