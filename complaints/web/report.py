"""The pages of a new report: one thing on each, drawn from the entry of the first report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from complaints.entries import Resolve, read
from complaints.errors import Invalid
from complaints.models.entries import fields_of
from complaints.services.unsent import Fields
from complaints.web.conflicts import typed_rows
from complaints.web.forms import Form, entry_input, text
from complaints.web.steps import Control, draw, proposed
from workflows.handling.entries import ReportMatter
from workflows.model import Answer, Urgency

DANGER, KNOWS = "danger_now", "knows"
KNOWN_REASON = "Asked of everybody who reports: whether they know anyone involved."


@dataclass(frozen=True)
class Question:
    """One page: the part of its address, its title, the fields of the entry on it, and what it says first."""

    key: str
    title: str
    fields: tuple[str, ...]
    says: str = ""


QUESTIONS = (
    Question("what", "What was reported?", ("account",)),
    Question("told", "Who told us?", ("route",)),
    Question("when", "When did we learn of it?", ("came_to_attention_at",)),
    Question("abuse", "Is it domestic abuse?", ("domestic_abuse",)),
    Question(
        "subject",
        "Who is it about?",
        ("subject",),
        "Whoever is named by a number can see nothing of the case from the moment it is recorded.",
    ),
    Question("victim", "Who is the victim?", ("victim", "victim_name")),
    Question(
        "contact",
        "How can the victim be reached safely?",
        ("victim_telephone", "victim_email", "victim_address"),
        "Leave out whatever she or he has not said is safe.",
    ),
    Question("reporter", "Which colleague reported it?", ("reporter",), "Leave it out for anybody outside the police."),
    Question("handover", "Who takes it over?", ("received_by",)),
)
"""In the order asked. With the first three answered it can be recorded."""

FIRST_THREE = ("account", "route", "came_to_attention_at")
PAGE = {question.key: question for question in QUESTIONS}
PAGE_OF = {name: question.key for question in QUESTIONS for name in question.fields}


def after(question: Question) -> Question | None:
    """The page that comes next, or None for the last."""
    place = QUESTIONS.index(question) + 1
    return QUESTIONS[place] if place < len(QUESTIONS) else None


def can_be_recorded(fields: Fields) -> bool:
    """Whether the three answers that a report needs have been typed."""
    return all(any(name.split("-")[0] == wanted and any(v) for name, v in fields.items()) for wanted in FIRST_THREE)


def merged(fields: Fields, question: Question, form: Form) -> Fields:
    """What was typed so far, with one page's answers in the place of its earlier ones."""
    others = {name: given for name, given in fields.items() if name.split("-")[0] not in question.fields}
    return others | {name: list(given) for name, given in form.items() if name.split("-")[0] in question.fields}


def controls(question: Question, fields: Fields, problems: Mapping[str, str], now: datetime) -> tuple[Control, ...]:
    """One page's questions with what was typed; the moment starts as now, which at night it mostly is."""
    typed = {"came_to_attention_at": proposed(ReportMatter, now)["came_to_attention_at"]}
    typed |= entry_input(fields, ReportMatter)
    drawn = draw(ReportMatter, typed, {}, problems, submission="", options={})
    return tuple(control for control in drawn.controls if control.name in question.fields)


def problems_of(question: Question, fields: Fields, resolve: Resolve, now: datetime) -> dict[str, str]:
    """What is wrong with the answers of one page, each in a plain sentence."""
    try:
        entry_of(fields, resolve, now)
    except Invalid as found:
        return {name: problem for name, problem in found.problems.items() if name in question.fields}
    return {}


def entry_of(fields: Fields, resolve: Resolve, now: datetime) -> ReportMatter:
    """The first report as typed; what nobody has been asked yet says so. Raises `Invalid`."""
    typed = {DANGER: Answer.NOT_ASKED.value, "domestic_abuse": Answer.NOT_ASKED.value}
    answered = {name: value for name, value in entry_input(fields, ReportMatter).items() if value}
    entry = read(ReportMatter, typed | answered, resolve, now=now)
    assert isinstance(entry, ReportMatter)
    return entry


def knows(form: Form) -> Urgency:
    """Whether whoever reports knows anyone involved. Raises `Invalid` where they have not said."""
    answer = text(form, KNOWS)
    if answer not in ("yes", "no"):
        raise Invalid({KNOWS: "Say whether you know anyone involved"})
    return Urgency(KNOWN_REASON, answer == "yes")


def rows(key: str, fields: Fields) -> tuple[dict[str, str], ...]:
    """Every question with what was typed in words, and the page on which it is changed."""
    said = {row["name"]: row["value"] for row in typed_rows(fields, ReportMatter)}
    return tuple(
        {
            "key": f.ask.question,
            "value": said.get(f.name, "Not answered"),
            "href": f"/report/{key}/{PAGE_OF[f.name]}?then=check",
        }
        for f in fields_of(ReportMatter)
        if f.name in PAGE_OF
    )
