"""A workflow as a page that a lawyer can read: diagram, statuses, steps, requirements and clocks, with citations."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Annotated, get_args, get_origin, get_type_hints

from workflows import citations as law
from workflows.citations import Citation
from workflows.clocks import Clock
from workflows.engine import Workflow
from workflows.handling.known import FACTS
from workflows.handling.routing_table import ROWS, Row
from workflows.handling.triggers import FILTER, MAY_REPEAT, TRIGGERS, Check
from workflows.model import EVERY_DECISION, EVERY_STEP, Ask, Choice, Entry, Kind, Requirement, Status, Step
from workflows.registry import CLOCKS, REQUIREMENTS, STEPS
from workflows.screening.rules import RULES as SCREENING
from workflows.screening.rules import Rule
from workflows.screening.vocabulary import Side
from workflows.terms import DEFAULTS, Term


def workflow_page(workflow: Workflow) -> str:
    """One workflow in Markdown."""
    return _page(
        workflow.title,
        _diagram(workflow),
        _table("Statuses", ("Status", "A case may close here"), map(_status_row, workflow.statuses)),
        _table("Steps", ("Step", "From", "To", "Who", "Kind", "Source"), map(_step_row, workflow.steps)),
        _questions(workflow.steps),
        _table("Requirements", ("Id", "Before", "Unmet when", "Source"), map(_requirement_row, workflow.requirements)),
        _table("Clocks", ("Id", "By when", "Met by", "Pauses", "Source"), map(_clock_row, workflow.clocks)),
    )


def terms_page() -> str:
    """Every setting of a force, with its default and where it comes from."""
    rows = map(_term_row, DEFAULTS)
    return _page("Settings", _table("Defaults", ("Setting", "Default", "A force may change it", "Source"), rows))


ROUTING_INTRODUCTION = """To which routes the facts of a report point, and what obliges the force to record it.
These are suggestions, each with its reason and its source; a person decides, and may decide otherwise.

Every row that fits is shown, not only the first. Where a row would fit if something that is not known were so, the page
says that a person must decide, and what is not known. Unknown is never taken for no.

Rows up to RT-14 follow the table for abuse by police that this system was built from; rows from RT-15 on fill its gaps
from the same provisions. From a case file, a victim named without a number on the workforce register is read as a
member of the public, and everybody else as the register had them at the report, not at the time of the conduct."""


def routing_page() -> str:
    """The routing table, the triggers for recording a complaint and the filter for conduct matters."""
    checks = ("Id", "Question", "Where the file points to nothing, a person looks at this", "Source")
    repeat = MAY_REPEAT.text.split(": ", 2)[1:]
    return _page(
        "Routing and recording",
        ROUTING_INTRODUCTION,
        _table("Routes", ("Id", "Where it is known that", "Route", "Because", "Source"), map(_route_row, ROWS)),
        _table("Recording a complaint under Schedule 3", checks, map(_check_row, TRIGGERS)),
        "R2 is the authority's own decision to handle it under Schedule 3 "
        f"({_linked(law.PARA_2_6A_B)}), so no file points to it.",
        _table(
            "Recording a conduct matter",
            checks,
            [*map(_check_row, FILTER), (*repeat, MAY_REPEAT.because, _sourced(MAY_REPEAT.cite))],
        ),
    )


SCREENING_INTRODUCTION = """What is looked for between somebody proposed for a case and everybody with a part in it, or
who works on it. A link decides nothing: one that *excludes* keeps its person from the case until somebody has decided,
one that *informs* is shown to whoever allocates. With those with whom it does not exclude, it informs.

No link found means that nothing on file links them, never that nothing does. Whoever has reported and is held apart is
compared with nobody, and no earlier case counts of which the reader may not know."""


def screening_page() -> str:
    """The rules by which possible links are found."""
    head = ("Id", "Link", "Found where", "Strength", "Excludes with", "Because", "Source")
    return _page("Screening", SCREENING_INTRODUCTION, _table("Rules", head, map(_screening_row, SCREENING)))


def _screening_row(rule: Rule) -> Sequence[str]:
    excludes = ", ".join(side.label for side in Side if side in rule.excludes) or "nobody"
    small = ". In a small force it only informs" if rule.place else ""
    sources = "; ".join(map(_sourced, rule.cites))
    return rule.id, rule.title, rule.compares, rule.strength.label, excludes + small, rule.why, sources


def citations_page() -> str:
    """Every provision that a rule names, how sure we are of it, and where it is used."""
    used: dict[Citation, list[str]] = {}
    for step in STEPS.values():
        for cite in step.cites:
            used.setdefault(cite, []).append(f"`{step.trigger}`")
    for rule in REQUIREMENTS.values():
        used.setdefault(rule.cite, []).append(rule.id)
    for clock in CLOCKS:
        used.setdefault(clock.cite, []).append(clock.id)
    for row in ROWS:
        for cite in row.cites:
            used.setdefault(cite, []).append(row.id)
    for rule_of_screening in SCREENING:
        for cite in rule_of_screening.cites:
            used.setdefault(cite, []).append(rule_of_screening.id)
    for check in (*TRIGGERS, *FILTER):
        used.setdefault(check.cite, []).append(check.id)
    for term in DEFAULTS:
        used.setdefault(term.cite, []).append(f"setting `{term.key}`")
    rows = [
        (_linked(cite), cite.standing.label, cite.caveat, ", ".join(names))
        for cite, names in sorted(used.items(), key=lambda pair: pair[0].short)
    ]
    return _page("Sources", _table("Provisions", ("Provision", "Standing", "Caution", "Used by"), rows))


def _diagram(workflow: Workflow) -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {_id(workflow.initial)}"]
    lines += [f"    {_id(status)}: {status.label}" for status in workflow.statuses]
    for step in workflow.steps:
        if step.dest:
            lines += [f"    {_id(source)} --> {_id(step.dest)}: {step.label}" for source in step.source]
    lines += [f"    {_id(status)} --> [*]" for status in workflow.statuses if status.final]
    return "\n".join([*lines, "```"])


def _id(status: Status) -> str:
    return status.value.replace("-", "_")


def _status_row(status: Status) -> Sequence[str]:
    return status.label, "yes" if status.final else "no"


def _step_row(step: Step) -> Sequence[str]:
    kind = "decision" if step.kind is Kind.DECISION else "event, never refused"
    return (
        f"{step.label} (`{step.trigger}`)",
        ", ".join(status.label for status in step.source),
        step.dest.label if step.dest else "stays",
        ", ".join(sorted(role.label for role in step.by)),
        f"{kind}, may be urgent" if step.urgent else kind,
        "; ".join(map(_linked, step.cites)),
    )


def _questions(steps: Iterable[Step]) -> str:
    parts = ["## Questions"]
    for step in steps:
        parts.append(f"### {step.label}\n\n" + "\n".join(f"- {text}" for text in _asked(step.entry)))
    return "\n\n".join(parts)


def _asked(entry: type[Entry]) -> Iterable[str]:
    hints = get_type_hints(entry, include_extras=True)
    for field in fields(entry):
        assert get_origin(hints[field.name]) is Annotated
        ask = next(extra for extra in get_args(hints[field.name]) if isinstance(extra, Ask))
        yield f"{ask.question} (`{field.name}`{', encrypted' if ask.secret else ''})"


def _requirement_row(rule: Requirement) -> Sequence[str]:
    named = ", ".join(f"`{t}`" for t in sorted(rule.before))
    before = {EVERY_STEP: "every step", EVERY_DECISION: "every decision"}.get(rule.before, named)
    follows = "; urgent action need not wait" if rule.may_follow else ""
    return rule.id, before + follows, rule.unmet, _sourced(rule.cite)


def _clock_row(clock: Clock) -> Sequence[str]:
    met_by = ", ".join(f"`{trigger}`" for trigger in clock.met_by)
    return clock.id, clock.title, met_by, clock.pauses, _sourced(clock.cite)


def _route_row(row: Row) -> Sequence[str]:
    when = "; ".join(f"{FACTS[fact].removeprefix('whether ')}: {_accepted(fits)}" for fact, fits in row.when.items())
    return row.id, when, row.route.label, row.because, "; ".join(map(_sourced, row.cites))


def _accepted(answers: Iterable[object]) -> str:
    words = (a.label if isinstance(a, Choice) else "yes" if a else "no" for a in answers)
    return " or ".join(sorted(words))


def _check_row(check: Check) -> Sequence[str]:
    return check.id, check.title, check.otherwise, _sourced(check.cite)


def _term_row(term: Term) -> Sequence[str]:
    changeable = "yes" if term.changeable else "no: fixed by law"
    return f"{term.label} (`{term.key}`)", f"{_value(term)} {term.unit}".strip(), changeable, _sourced(term.cite)


def _value(term: Term) -> str:
    return ("yes" if term.value else "no") if isinstance(term.value, bool) else str(term.value)


def _linked(cite: Citation) -> str:
    return f"[{cite.short}]({cite.url})" if cite.url else cite.short


def _sourced(cite: Citation) -> str:
    return f"{_linked(cite)}. *{cite.caveat}*" if cite.caveat else _linked(cite)


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    if not body:
        return f"## {title}\n\nNone."
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *body]
    return f"## {title}\n\n" + "\n".join(lines)


def _page(title: str, *parts: str) -> str:
    notice = "<!-- Written by `complaints docs` from the rules. Change the rules, not this page. -->"
    return "\n\n".join([f"# {title}", notice, *parts]) + "\n"
