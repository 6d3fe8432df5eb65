"""What a form asks: what may be left out, which answers are offered, and which are refused as no answer at all."""

import pytest

from complaints.entries import read
from complaints.models.entries import fields_of
from tests.test_entries import NOW, answers, known, problems
from workflows.handling.entries import AllocateCase
from workflows.model import Entry, Role
from workflows.office.accounts import ProposeRoles
from workflows.oversight.entries import AgreeContact
from workflows.registry import ENTRIES
from workflows.screening.entries import ReportLink, ScreenPerson
from workflows.working import NO_WORK


def test_a_question_says_that_it_may_be_left_out_once_and_only_where_it_may() -> None:
    """Choosing none of the safe ways says that no contact is wanted: its hint says so, and that is no leaving out."""
    asked = {(kind, f.name): f.question for kind in ENTRIES.values() for f in fields_of(kind)}
    marked = {key for key, question in asked.items() if question.endswith(" (optional)")}
    left_out = {(kind, name) for kind, name in asked if getattr(kind, name, ...) in (None, ())}
    assert left_out - marked == {(AgreeContact, "channels"), (ProposeRoles, "roles")}
    assert marked - left_out == set()
    assert [question for question in asked.values() if question.lower().count("optional") > 1] == []


@pytest.mark.parametrize(
    ("name", "taken", "refused"),
    [
        (
            "telephone",
            ("07700 900123", "+44 (0)20 7946-0123 ext 4", "999", "020.7946.0123 x12"),
            ("abc", "12", "ext 4", "her@example.org", "07700 nine", "+"),
        ),
        (
            "email",
            ("her@example.org", "o'neil+safe@x"),
            ("not-an-email", "@", "her@", "@example.org", "a@b@c", "a b@c"),
        ),
    ],
)
def test_a_way_to_reach_the_victim_could_be_one(name: str, taken: tuple[str, ...], refused: tuple[str, ...]) -> None:
    plan = {"channels": ["telephone"], "every_days": "7"}
    for value in taken:
        assert isinstance(read(AgreeContact, plan | {name: value}, known, now=NOW), AgreeContact)
    for value in refused:
        assert set(problems(AgreeContact, **plan | {name: value})) == {name}


NOT_ON_CASES = {
    *("panel-chair", "panel-member", "administrator", "gatekeeper"),
    *("reporter-in-confidence", "urgent-access"),
}


@pytest.mark.parametrize("kind", [AllocateCase, ScreenPerson, ReportLink])
def test_only_a_role_in_which_somebody_works_on_a_case_is_taken(kind: type[Entry]) -> None:
    for role in NOT_ON_CASES:
        assert problems(kind, **answers(kind) | {"role": role}) == {"role": NO_WORK}
    for role in {str(each) for each in Role} - NOT_ON_CASES:
        assert isinstance(read(kind, answers(kind) | {"role": role}, known, now=NOW), kind)
    (offered,) = (f.members for f in fields_of(kind) if f.name == "role")
    assert NOT_ON_CASES.isdisjoint(offered)
    assert "appropriate-authority" in offered


def test_whoever_is_appointed_is_not_offered_as_somebody_to_allocate() -> None:
    (offered,) = (f.members for f in fields_of(AllocateCase) if f.name == "role")
    assert {str(role) for role in Role} - NOT_ON_CASES - {str(role) for role in offered} == {
        "investigator",
        "senior-oversight-officer",
    }
