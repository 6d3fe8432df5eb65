"""Writes the reference of stories: somebody who has only that page can write a story that plays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType

from pydantic import BaseModel

from complaints.force import Member, Pronoun, standing_force
from complaints.models.entries import Field, fields_of
from complaints.resources import fixtures_directory
from complaints.stories.format import Corrects, Event, Expect, Story, Tasks, Urgent
from complaints.stories.words import DETAILS, slug
from workflows.calls_to_action.checklist import MEASURES
from workflows.calls_to_action.measures import Word
from workflows.casefile import Service
from workflows.engine import Workflow
from workflows.model import EVERY_STEP, Choice, Kind, Pick, Requirement, Role, Step
from workflows.registry import CLOCKS, REQUIREMENTS, STEPS, WORKFLOWS
from workflows.words import joined

INTRODUCTION = """\
A story is a case told as data, in YAML. `complaints play FILE` plays it through the same door as the web: the people
act as themselves, and what they state is read by the validator that reads the web's forms. It stops at the first
surprise and names the file, the line, what was expected and what happened. A story that was played in a database
before is left as it is.

This page is made from the program by `complaints docs`.
"""
ANSWERS = f"""\
- **A person** is a name of the cast or of the standing force; a collar or staff number also does.
- **A day** is written `2026-03-02`, or `day 3` for the third day after the start; `day -3` lies before it.
- **A day and time** is written `2026-03-02 09:30` or `day 3 09:30`, and is London's. What has happened cannot lie
  ahead.
- **Several** answers stand in brackets: `[email, post]`.
- A text may speak of a person without naming one: `{{dee.name}}` stands for the name that was made up for `dee`.
  The same goes for {", ".join(f"`{name}`" for name in DETAILS if name != "name")}.
  Quote a text that begins with a brace.
- In `{{…}}` on one line, quote a text that holds a comma.
"""
SEEN = """\
A case is found only by those who work on it and have no part in it: whoever takes down the report, and whomever a step
allocates or appoints. Anybody else finds nothing, whatever their role.
"""
PLAIN = MappingProxyType(
    {str: "text", bool: "yes or no", int: "a whole number", date: "a day", datetime: "a day and time"}
)


def stories_page() -> str:
    """The whole page, as Markdown."""
    parts = ["# Stories", INTRODUCTION, *_example(), *_story(), *_event(), *_expected(), *_workflows(), *_lists()]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _example() -> Iterator[str]:
    example = (fixtures_directory() / "stories" / "more" / "example.yaml").read_text(encoding="utf-8")
    yield "## An example"
    yield f"```yaml\n{example}```"


def _story() -> Iterator[str]:
    yield "## The story"
    yield _shape(Story)
    yield "## The cast"
    yield "Names, numbers and addresses are made up, the same each time. Everybody is on the workforce register."
    yield _shape(Member)
    yield f"`is`: {_values(Service)}."
    yield f"`pronoun`: {_values(Pronoun)}."
    yield f"`roles`: {_values(Role)}."
    yield "### The standing force"
    yield "These people are there in every story. A cast that uses one of their names takes their place."
    yield _force()


def _event() -> Iterator[str]:
    yield "## An event"
    yield "An event has either `do` or `look`."
    yield _shape(Event)
    yield SEEN
    yield "`urgent`:"
    yield _shape(Urgent)
    yield "`corrects`:"
    yield _shape(Corrects)
    yield "## What may be answered"
    yield ANSWERS


def _expected() -> Iterator[str]:
    yield "## What is expected"
    yield _shape(Expect)
    yield "`tasks`:"
    yield _shape(Tasks)


def _lists() -> Iterator[str]:
    yield "## Clocks"
    yield "`due` and `met` take either name."
    yield _table(
        ("Clock", "Name", "Workflow"), ((f"`{c.id}`", f"`{slug(c.title)}`", f"`{c.workflow}`") for c in CLOCKS)
    )
    yield "## Measures"
    yield f"A measure is one of {joined([f'`{word}`' for word in Word])}."
    yield _table(("Measure", "What it asks"), ((f"`{m.id}`", m.title) for m in MEASURES.values()))
    yield "## Requirements"
    yield _requirements()


def _shape(shape: type[BaseModel]) -> str:
    rows = (
        (f"`{field.alias or name}`", field.description or "", "yes" if field.is_required() else "")
        for name, field in shape.model_fields.items()
    )
    return _table(("Field", "What it says", "Needed"), rows)


def _force() -> str:
    rows = (
        (f"`{key}`", member.service.label, ", ".join(f"`{role}`" for role in member.roles), member.rank)
        for key, member in standing_force().items()
    )
    return _table(("Name", "Serves as", "Roles", "Rank"), rows)


def _workflows() -> Iterator[str]:
    yield "## Steps"
    for workflow in WORKFLOWS.values():
        yield f"### {workflow.title}: `{workflow.name}`"
        yield f"Statuses: {', '.join(f'`{status}`' for status in workflow.statuses)}."
        for step in workflow.steps:
            yield f"#### `{step.trigger}`"
            yield _about(workflow, step)
            yield _table(("Field", "Question", "Answer", "Needed"), map(_field, fields_of(step.entry)))


def _requirements() -> str:
    rows = ((f"`{r.id}`", _before(r), r.unmet) for r in REQUIREMENTS.values())
    return _table(("Requirement", "Before", "What is said where it is missing"), rows)


def _before(requirement: Requirement) -> str:
    if requirement.is_general:
        kind = "step" if requirement.before is EVERY_STEP else "decision"
        free = joined([f"`{step.trigger}`" for step in STEPS.values() if step.before_declaring])
        return f"every {kind} of a case but {free}"
    return ", ".join(f"`{trigger}`" for trigger in sorted(requirement.before))


def _about(workflow: Workflow, step: Step) -> str:
    """Who takes a step, from where, and whether it may be refused."""
    who = " or ".join(f"`{role}`" for role in sorted(step.by))
    lines = [f"{step.label}. By {who}, from {', '.join(f'`{status}`' for status in step.source)}."]
    if step.dest:
        lines.append(f"Leads to `{step.dest}`.")
    if step.kind is Kind.EVENT:
        lines.append("It has happened, so it is never refused for what is missing: that becomes a flag.")
    if step.urgent:
        lines.append("May be urgent.")
    if workflow.name == "duty-status":
        lines.append("Say `about` whom.")
    if step.trigger == "step-out":
        lines.append("Say `case` out of which; by itself it is the story's only one.")
    return " ".join(lines)


def _field(field: Field) -> tuple[str, str, str, str]:
    return f"`{field.name}`", field.ask.question, _answer(field), "" if field.optional or field.default else "yes"


def _answer(field: Field) -> str:
    if field.ask.pick is Pick.ALLEGATIONS:
        return "`1` for the first allegation, and so on" + ("; one or more" if field.several else "")
    if field.ask.pick is Pick.CORRECTIONS:
        return "the key of the event that corrects, such as `handling.7`"
    if field.ask.pick is Pick.EVERYBODY:
        return "`subject`, `victim` or `reporter` of the first report; `p1` for the first person added, and so on"
    if field.ask.pick is Pick.TO_DECLARE:
        return "parties, as above; by itself, all whom somebody declares against at that moment"
    if field.ask.pick is Pick.OWN_ROLES:
        return (
            f"one or more of {_values(field.members)}; by itself, the roles that they have on the case at that moment"
        )
    if field.ask.pick is Pick.TIES:
        return "`none`, `other`, or one or more of a party and a connection: `victim:social`"
    if field.ask.pick is Pick.ACTIONS:
        return "`a1` for the first action of the case, and so on"
    if field.ask.pick is Pick.RECOMMENDATIONS:
        return "`r1` for the first recommendation of the meeting, and so on"
    if field.ask.pick:
        return "a person"
    several = "one or more of " if field.several else ""
    return several + (_values(field.members) if issubclass(field.kind, Enum) else PLAIN[field.kind])


def _values(choices: Iterable[Enum]) -> str:
    return ", ".join(f"`{c.value}` ({c.label})" if isinstance(c, Choice) else f"`{c.value}`" for c in choices)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(' '.join(cell.split()) for cell in line)} |" for line in lines)
