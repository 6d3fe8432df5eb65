"""What somebody declared for a panel meeting is decided: the form has the cases that stay shut, and the entry none.

Whoever decides may not know who is in a case. So they may give the numbers of those whom the declaration names: each
case in which one of them has a part stays shut as well, and nobody is told which.
"""

import re

from sqlmodel import Session

from complaints.entries import read
from complaints.errors import Invalid
from complaints.models.people import SignedIn
from complaints.queries.panel_declarations import DECIDE, ToDecide, cases_called, cases_of, to_decide
from complaints.queries.panel_page import check_step
from complaints.queries.step_page import Option
from complaints.queries.visible import find_meeting
from complaints.services.accounts import resolve_person
from complaints.services.packs import decide_connection
from complaints.services.progress import Taken, sent_before
from complaints.web.forms import Form, entry_input
from complaints.web.house import House
from complaints.web.steps import seen_of, submission_of
from workflows.model import PersonRef
from workflows.panel.entries import DecidePanelConnection

SHUT, NAMED = "shut", "named"
BETWEEN_NUMBERS = re.compile(r"[\s,;]+")
NO_CASE = Option("none", "None of them")
"""For whoever decides that no case stays shut: to leave everything blank decides nothing."""

NOTHING_TO_DECIDE = ToDecide((), (), 0)
CHOOSE_CASES = "Choose the cases that stay shut, or that none does"
NONE_OR_SOME = "Choose cases, or that none stays shut, and not both"


def preselected(asked: ToDecide) -> Form:
    """What a fresh form has already: the person, where only one waits."""
    return {"person": [asked.people[0].person]} if len(asked.people) == 1 else {}


def decide(house: House, actor: SignedIn, reference: str, form: Form) -> Taken:
    """Decide on what somebody else declared. Raises `Invalid` with everything that is wrong, and `Refused`.

    Raises `Stale` where the meeting has moved on: the pack may hold other cases, or somebody may have said something
    else. The same form sent twice decides once.
    """
    sent, now = submission_of(form, DECIDE), house.now()
    with house.database.transaction(actor.person_id) as session:
        if earlier := sent_before(session, sent, actor):
            return earlier
        meeting_id = find_meeting(session, reference)
        check_step(session, meeting_id, DECIDE, actor, now)
        asked = to_decide(session, meeting_id, actor)
        people = {one.person for one in asked.people}
        named, problems = _named(session, form)
        problems |= _problems(form, asked)
        try:
            typed = entry_input(form, DecidePanelConnection)
            entry = read(DecidePanelConnection, typed, lambda given: _one_of(people, given), now=now)
        except Invalid as found:
            raise Invalid({**found.problems, **problems}) from None
        if problems:
            raise Invalid(problems)
        assert isinstance(entry, DecidePanelConnection)
        cases = {*cases_called(session, meeting_id, form.get(SHUT, ()), actor)}
        cases |= {*cases_of(session, meeting_id, named, actor)}
        seen = seen_of(form, DECIDE)
        return decide_connection(session, meeting_id, cases, by=actor, at=now, entry=entry, submission=sent, seen=seen)


def _one_of(people: set[PersonRef], given: str) -> PersonRef | None:
    return next((person for person in people if person == given), None)


def _named(session: Session, form: Form) -> tuple[list[PersonRef], dict[str, str]]:
    """The people on the register whose numbers were given, and what is wrong with the numbers."""
    given = [number for text in form.get(NAMED, ()) for number in BETWEEN_NUMBERS.split(text.strip()) if number]
    found = {number: resolve_person(session, number) for number in given}
    unknown = [number for number, person in found.items() if person is None]
    problems = {NAMED: f"Nobody on the register has the number {', '.join(unknown)}"} if unknown else {}
    return [person for person in found.values() if person], problems


def _problems(form: Form, asked: ToDecide) -> dict[str, str]:
    """What is wrong with the choice of cases."""
    chosen, known = {*form.get(SHUT, ())}, {case.value for case in asked.cases}
    if not chosen or chosen - known - {NO_CASE.value}:
        return {SHUT: CHOOSE_CASES}
    return {SHUT: NONE_OR_SOME} if NO_CASE.value in chosen and len(chosen) > 1 else {}
