"""The pages of a new report: one thing on each, drawn from the entry of the first report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from complaints.entries import Resolve, read
from complaints.errors import Invalid
from complaints.models.entries import fields_of
from complaints.queries.answers import Labels, answers
from complaints.resources import lines
from complaints.services.accounts import resolve_person, taker_problem
from complaints.services.unsent import Fields
from complaints.web.conflicts import typed_rows
from complaints.web.forms import Form, entry_input, text
from complaints.web.steps import Control, draw, proposed
from workflows.handling.entries import ReportMatter
from workflows.model import Answer, PersonRef, Urgency

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
    Question(
        "reporter",
        "Which colleague reported it?",
        ("reporter", "withhold_identity"),
        "Leave it out for anybody outside the police.",
    ),
    Question("handover", "Who takes it over?", ("received_by",)),
)
"""In the order asked. With the first three answered it can be recorded."""

START = Question("danger", "Is anyone in danger now?", (DANGER,))
"""What is asked before anything is kept; from the check page it can be answered again."""

NOT_SAID = "Say whether anyone is in danger now"
DANGER_ANSWERS = (Answer.YES, Answer.NO, Answer.UNKNOWN)

FIRST_THREE = ("account", "route", "came_to_attention_at")
PAGE = {question.key: question for question in QUESTIONS}
PAGE_OF = {name: question.key for question in (START, *QUESTIONS) for name in question.fields}


def order(question: Question) -> int:
    """Its place among the pages, from 0; START comes before all of them."""
    return QUESTIONS.index(question) if question in QUESTIONS else -1


def after(question: Question) -> Question | None:
    """The page that comes next, or None for the last."""
    place = order(question) + 1
    return QUESTIONS[place] if place < len(QUESTIONS) else None


def can_be_recorded(fields: Fields) -> bool:
    """Whether the three answers that a report needs have been typed."""
    return all(any(name.split("-")[0] == wanted and any(v) for name, v in fields.items()) for wanted in FIRST_THREE)


def merged(fields: Fields, question: Question, form: Form) -> Fields:
    """What was typed so far, with one page's answers in the place of its earlier ones."""
    if question is START and text(form, DANGER) not in DANGER_ANSWERS:
        return fields
    others = {name: given for name, given in fields.items() if name.split("-")[0] not in question.fields}
    return others | {name: list(given) for name, given in form.items() if name.split("-")[0] in question.fields}


def controls(question: Question, fields: Fields, problems: Mapping[str, str], now: datetime) -> tuple[Control, ...]:
    """One page's questions with what was typed; the moment starts as now, which at night it mostly is."""
    typed = {"came_to_attention_at": proposed(ReportMatter, now)["came_to_attention_at"]}
    typed |= entry_input(fields, ReportMatter)
    drawn = draw(ReportMatter, typed, {}, problems, submission="", options={})
    return tuple(_offered(control) for control in drawn.controls if control.name in question.fields)


def _offered(control: Control) -> Control:
    """Of danger somebody who reports says one of three things; what the entry has besides is for later."""
    if control.name != DANGER:
        return control
    return replace(control, options=tuple(o for o in control.options if o.value in DANGER_ANSWERS))


def problems_of(session: Session, question: Question, fields: Fields, now: datetime) -> dict[str, str]:
    """What is wrong with the answers of one page, each in a plain sentence."""

    def resolve(given: str) -> PersonRef | None:
        return resolve_person(session, given)

    try:
        entry_of(fields, resolve, now)
    except Invalid as found:
        wrong = {name: problem for name, problem in found.problems.items() if name in question.fields}
        if wrong:
            return wrong
    taker = text(fields, "received_by") if "received_by" in question.fields else ""
    return taker_problem(session, resolve(taker)) if taker else {}


def entry_of(fields: Fields, resolve: Resolve, now: datetime) -> ReportMatter:
    """The first report as typed; what nobody has been asked yet says so. Raises `Invalid`."""
    typed = {DANGER: Answer.NOT_ASKED.value, "domestic_abuse": Answer.NOT_ASKED.value}
    answered = {name: value for name, value in entry_input(fields, ReportMatter).items() if value}
    entry = read(ReportMatter, typed | answered, resolve, now=now)
    assert isinstance(entry, ReportMatter)
    return entry


def knows(form: Form, entry: ReportMatter, by: PersonRef) -> Urgency:
    """Whether whoever reports knows anyone involved. Raises `Invalid` where they have not said, or are involved."""
    answer = text(form, KNOWS)
    if answer not in ("yes", "no"):
        raise Invalid({KNOWS: "Say whether you know anyone involved"})
    if answer == "no" and by in (entry.subject, entry.victim):
        raise Invalid({KNOWS: "You are named in it yourself: say that you know somebody, or change the number"})
    return Urgency(KNOWN_REASON, answer == "yes")


def rows(key: str, fields: Fields, entry: ReportMatter | None, names: Labels) -> tuple[dict[str, str], ...]:
    """Every question with its answer in words, or with what was typed as long as that cannot be read.

    Beside it the page on which it is changed. `names` are those of the people whose numbers were given.
    """
    said = {row["name"]: row["value"] for row in typed_rows(fields, ReportMatter)}
    if entry is not None:
        asked = {f.ask.question: f.name for f in fields_of(ReportMatter)}
        said |= {asked[each.question]: lines(each.answer) for each in answers(entry, names, secrets=True)}
    return tuple(
        {
            "key": f.ask.question,
            "value": said.get(f.name, "Not answered"),
            "href": f"/report/{key}/{PAGE_OF[f.name]}?then=check",
        }
        for f in fields_of(ReportMatter)
        if f.name in PAGE_OF
    )
