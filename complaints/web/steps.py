"""One page for every step: its form is drawn from the entry, and what was typed is read back into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from complaints.entries import LONGEST, Resolve, read
from complaints.errors import Invalid, Stale
from complaints.models.entries import Field, fields_of
from complaints.queries.step_page import Option
from complaints.resources import in_london
from complaints.web.forms import CSRF_FIELD, Form, entry_input, text
from workflows.independence.entries import SEPARATOR
from workflows.model import OF_THE_CASE, Choice, Entry, Pick, Refused, Step, Urgency

FEW = 7
"""Up to as many answers stand as radios; more make a list to choose from."""

Raw = Mapping[str, Any]
"""Answers as typed, in the shapes that `complaints.entries.read` takes."""

Options = Mapping[Pick, tuple[Option, ...]]

DONE = frozenset({"recorded", "flagged", "already"})
"""How a step may have ended (`Taken.how`), in the address of the page that says so; anything else says nothing."""

NO_MOMENT = {"day": "", "month": "", "year": "", "time": ""}
WIDGET_OF: Mapping[Pick | None, str] = {Pick.TIES: "ties", Pick.TO_DECLARE: "carried", Pick.OWN_ROLES: "carried"}
"""What is drawn in a way of its own: what is carried is sent along, and nobody is asked for it."""

YES_OR_NO = (Option("yes", "Yes"), Option("no", "No"))
CHOOSE = Option("", "Choose from the list")
KEEPS = "Not shown here. Leave it blank to keep what is on file."
ACTION = "action"
SUBMISSION = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Control:
    """One question of a form: its widget is the name of a macro, and `value` is in the shape that it takes."""

    name: str
    widget: str
    question: str
    hint: str
    value: Any
    options: tuple[Option, ...]
    error: str

    @property
    def groups(self) -> tuple[tuple[str, tuple[Option, ...]], ...]:
        """The options about each person, under their name, in order; those about nobody stand under ""."""
        by_person = groupby(self.options, key=lambda o: (o.group, o.value.partition(SEPARATOR)[0] if o.group else ""))
        return tuple((name, tuple(found)) for (name, _), found in by_person)


@dataclass(frozen=True)
class Drawn:
    """A form as it stands: its questions, all that is wrong in the order of the page, and what else was typed.

    `submission` makes a second send harmless; `seen` is the number of events that the process had.
    """

    controls: tuple[Control, ...]
    errors: Mapping[str, str]
    submission: str
    seen: int
    correcting: bool
    urgent: bool
    reason: str
    knows: str

    def without(self, name: str) -> Drawn:
        """The same without one question, whose answer the page supplies itself."""
        return replace(self, controls=tuple(control for control in self.controls if control.name != name))


@dataclass(frozen=True)
class Said:
    """What a form states: the entry, why it could not wait, or why it corrects an earlier one."""

    entry: Entry
    urgency: Urgency | None
    reason: str


def draw(
    entry: type[Entry],
    typed: Raw,
    form: Form,
    problems: Mapping[str, str],
    *,
    submission: str,
    options: Options,
    seen: int = 0,
    correcting: bool = False,
) -> Drawn:
    """The form of an entry with `typed` in it. `submission` is for a form that has not been sent yet.

    What is wrong with several answers at once stands in `problems` under "".
    """
    controls = tuple(_control(f, typed, options, problems, correcting) for f in fields_of(entry))
    questions = {"": "", **{c.name: c.question for c in controls}, "reason": "", "knows": ""}
    sent = text(form, "submission")
    return Drawn(
        controls=controls,
        errors={name: _named(problems[name], asked) for name, asked in questions.items() if name in problems},
        submission=sent if SUBMISSION.fullmatch(sent) else submission,
        seen=seen,
        correcting=correcting,
        urgent=_is_urgent(form),
        reason=text(form, "reason"),
        knows=text(form, "knows"),
    )


def _named(problem: str, question: str) -> str:
    """What is wrong, as it stands apart from its question: "this" says nothing there."""
    return f"{question} {problem}" if question and problem.startswith("This ") else problem


def _control(field: Field, raw: Raw, options: Options, problems: Mapping[str, str], correcting: bool) -> Control:
    offered = _offered(field, options)
    widget = _widget(field, offered)
    hint = KEEPS if correcting and field.ask.secret else field.ask.hint
    typed = raw.get(field.name)
    return Control(
        name=field.name,
        widget=widget,
        question=field.question,
        hint=hint,
        value=NO_MOMENT | typed if isinstance(typed, dict) else typed or _blank(widget, offered),
        options=(CHOOSE, *offered) if widget == "select" else offered,
        error=problems.get(field.name, ""),
    )


def _offered(field: Field, options: Options) -> tuple[Option, ...]:
    if issubclass(field.kind, Choice) and not field.ask.pick:
        return tuple(Option(member.value, member.label, member.hint) for member in field.members)
    if field.kind is bool:
        return YES_OR_NO
    return options.get(field.ask.pick, ()) if field.ask.pick else ()


def _widget(field: Field, offered: tuple[Option, ...]) -> str:
    """The macro that draws a field. Somebody whom nothing offers is named by a number."""
    if field.ask.pick in WIDGET_OF:
        return WIDGET_OF[field.ask.pick]
    if field.several:
        return "checkboxes"
    if offered:
        picks_people = field.ask.pick not in (None, *OF_THE_CASE)
        return "select" if picks_people or len(offered) > FEW else "radios"
    if field.kind in (date, datetime):
        return "date_input" if field.kind is date else "moment_input"
    if field.kind is int:
        return "number_input"
    return "textarea" if field.ask.long else "text_input"


def _blank(widget: str, offered: Iterable[Option]) -> Any:
    if widget == "carried":
        return [option.value for option in offered]
    return {"checkboxes": [], "ties": [], "date_input": NO_MOMENT, "moment_input": NO_MOMENT}.get(widget, "")


def typed_of(entry: Entry) -> dict[str, Any]:
    """An entry's answers as a form would send them, to correct them; secret ones are left out."""
    given = ((f, getattr(entry, f.name)) for f in fields_of(type(entry)) if not f.ask.secret)
    return {f.name: _typed(value) for f, value in given if value is not None}


def proposed(entry: type[Entry], now: datetime) -> dict[str, Any]:
    """What a fresh form proposes, as it would be typed: an entry's own defaults, and now (UTC) where that is usual."""
    given = {f.name: now if f.ask.now else f.default for f in fields_of(entry)}
    return {name: _typed(value) for name, value in given.items() if value}


def _typed(value: Any) -> Any:
    match value:
        case tuple():
            return [str(member) for member in value]
        case bool():
            return "yes" if value else "no"
        case datetime():
            return _parts(in_london(value)) | {"time": f"{in_london(value):%H:%M}"}
        case date():
            return _parts(value)
    return str(value)


def _parts(value: date) -> dict[str, str]:
    return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}


def said(form: Form, step: Step, resolve: Resolve, *, now: datetime, correcting: bool = False) -> Said:
    """What a form states, at a moment in UTC. Raises `Invalid` with every problem of every part of it."""
    problems = dict(_reason_problems(form, correcting=correcting))
    try:
        entry = read(step.entry, entry_input(form, step.entry), resolve, now=now)
    except Invalid as found:
        raise Invalid({**found.problems, **problems}) from None
    if problems:
        raise Invalid(problems)
    reason = text(form, "reason")
    urgency = Urgency(reason, text(form, "knows") == "yes") if _is_urgent(form) and not correcting else None
    return Said(entry, urgency, reason if correcting else "")


def _is_urgent(form: Form) -> bool:
    return text(form, "urgent") == "yes"


def _reason_problems(form: Form, *, correcting: bool) -> Iterator[tuple[str, str]]:
    if not correcting and not _is_urgent(form):
        return
    reason = text(form, "reason")
    if not reason:
        yield "reason", "Say why it is corrected" if correcting else "Say in a line why this cannot wait"
    if "\x00" in reason or len(reason) > LONGEST:
        yield "reason", "This answer could not be read"
    if not correcting and text(form, "knows") not in ("yes", "no"):
        yield "knows", "Say whether you know anyone involved"


def keeping_secrets(entry: Entry, before: Entry) -> Entry:
    """A correction with the secret answers of what it corrects, where it gives none."""
    secret = (f.name for f in fields_of(type(entry)) if f.ask.secret)
    kept = {name: getattr(before, name) for name in secret if getattr(entry, name) is None}
    return replace(entry, **kept)


def submission_of(form: Form, trigger: str) -> str:
    """The random id that the form was made with. Raises `Stale` for a form that is none of ours."""
    sent = text(form, "submission")
    if not SUBMISSION.fullmatch(sent):
        raise Stale(trigger)
    return sent


def seen_of(form: Form, trigger: str) -> int:
    """How many events the process had had when the form was made. Raises `Stale` as above."""
    sent = text(form, "seen")
    if not re.fullmatch(r"[0-9]{1,6}", sent):
        raise Stale(trigger)
    return int(sent)


def sent_again(form: Form) -> tuple[tuple[str, str], ...]:
    """Everything that was sent, to be sent once more by the page that asks to check it."""
    left_out = (CSRF_FIELD, ACTION)
    return tuple((name, value) for name, values in form.items() if name not in left_out for value in values)


def wrong_answers(problem: Refused) -> dict[str, str]:
    """What is wrong with the answers, by field, where nothing else stands in the way: they are given back to change.

    What is no one answer's fault, or that of one which this form does not ask, is under "".
    """
    decision = problem.decision
    if decision is None or not decision.right_role or not all(r.reads for r in decision.blocking):
        return {}
    asked = {f.name for f in fields_of(decision.step.entry)}
    wrong: dict[str, list[str]] = {}
    for r in decision.blocking:
        wrong.setdefault(r.reads if r.reads in asked else "", []).append(f"{r.unmet} ({r.cite.short})")
    return {field: ". ".join(said) for field, said in wrong.items()}
