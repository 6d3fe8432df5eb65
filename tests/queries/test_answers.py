"""Answers in words, and secrets that are only said to be kept."""

from datetime import UTC, date, datetime

import pytest

from complaints.queries.answers import Change, Stated, allegation_label, answers, changes, secret_answers
from workflows.allegations.entries import AddAllegation
from workflows.allegations.facts import Allegation
from workflows.allegations.vocabulary import Category
from workflows.independence.entries import DeclareInterests, tie
from workflows.independence.vocabulary import Connection
from workflows.model import AllegationRef, Answer, PartyRef, PersonRef, Role
from workflows.oversight.entries import AgreeContact, LogContact
from workflows.oversight.vocabulary import Channel, Reached

PLAN = AgreeContact(channels=(Channel.EMAIL, Channel.TEXT), telephone="07700 900456", code_word="tulip", every_days=14)


def test_every_kind_of_answer_is_put_in_words_and_blank_ones_are_left_out() -> None:
    allegation = AddAllegation(
        subject=PersonRef("D"),
        category=Category.SYSTEMS,
        summary="Looked her up.",
        domestic_abuse=Answer.YES,
        misuse_of_position=Answer.NOT_ASKED,
        conduct_from=date(2026, 2, 1),
    )
    assert answers(allegation, {"D": "Dee"}) == (
        Stated("Whose behaviour?", "Dee"),
        Stated("Which category fits best?", "D1: Use of police systems"),
        Stated("What is alleged?", "Looked her up.", long=True),
        Stated("Is this domestic abuse?", "Yes"),
        Stated("Was police status, knowledge or power used against the victim?", "Not asked yet"),
        Stated("When did it begin?", "1 February 2026"),
    )


def test_moments_several_answers_and_yes_or_no() -> None:
    at = datetime(2026, 7, 1, 9, tzinfo=UTC)
    made = LogContact(contacted_at=at, channel=Channel.EMAIL, reached=Reached.SPOKE, summary="Well.")
    both = tuple(tie(PartyRef("subject"), how) for how in (Connection.SOCIAL, Connection.ONLINE))
    asked = (PartyRef("subject"), PartyRef("victim"))
    roles = (Role.INTAKE, Role.OVERSIGHT_OFFICER)
    declaration = DeclareInterests(known=both, asked=asked, roles=roles, is_true=True)
    assert answers(made, {})[0].answer == "1 July 2026 at 10am"
    assert [a.answer for a in answers(declaration, {"subject": "Dee (subject)", "victim": "Vic (victim)"})] == [
        "Dee (subject): Friends, or the same circle\nDee (subject): Connected on social media",
        "Dee (subject) and Vic (victim)",
        "Intake and Senior oversight officer",
        "Yes",
    ]


def test_secret_answers_only_say_that_they_are_kept() -> None:
    shown = [a.answer for a in answers(PLAN, {})]
    assert shown == ["E-mail and Text message", "Kept encrypted", "Kept encrypted", "14"]
    assert [a.answer for a in answers(PLAN, {}, secrets=True)][1:3] == ["07700 900456", "tulip"]
    assert [a.answer for a in secret_answers(PLAN)] == ["07700 900456", "tulip"]


def test_a_correction_says_what_was_and_what_is_and_tells_no_secret() -> None:
    after = AgreeContact(channels=(Channel.EMAIL,), telephone="07700 900789", every_days=14)
    assert changes(PLAN, after, {}) == (
        Change("Which ways are safe?", "E-mail and Text message", "E-mail"),
        Change("The safe telephone number", "Kept encrypted", "Kept encrypted"),
        Change("A code word by which you know each other", "Kept encrypted", "Nothing"),
    )


@pytest.mark.parametrize(
    ("summary", "begins"),
    [
        ("Looked her\nup.", "Looked her up."),
        (
            "Waited outside the school on four mornings in March and took photographs.",
            "Waited outside the school on four mornings in March and…",
        ),
    ],
)
def test_two_allegations_of_a_category_are_told_apart_by_how_their_summaries_begin(summary: str, begins: str) -> None:
    stated = AddAllegation(
        category=Category.SYSTEMS,
        summary=summary,
        domestic_abuse=Answer.YES,
        misuse_of_position=Answer.YES,
        conduct_from=date(2026, 2, 1),
    )
    label = allegation_label(Allegation(AllegationRef("2"), stated, None))
    assert label == f"2: D1: Use of police systems: “{begins}”"
