"""The checklist as a page for people who decide whether they agree with how they are measured."""

from collections.abc import Iterator
from typing import Any

from workflows.calls_to_action.checklist import EARLIER, MEASURES, VERSION
from workflows.calls_to_action.measures import Basis, Measure, Result, Word
from workflows.calls_to_action.themes import Theme

INTRODUCTION = f"""# Calls to action: the compliance checklist

<!-- Written by `complaints docs` from the rules. Change the rules, not this page. -->

Version {VERSION}. The eight themes are those of the IOPC's calls to action. Only their names were read, not the
numbered calls: the ids below are ours, and none claims to be a number of the IOPC's.

Counted are cases flagged as domestic abuse by police that were open at any time in the period, and the panel's
meetings. A case where nobody has answered whether it is such abuse is counted once, under IRR-1, as not evidenced.
Everything recorded by the cut-off counts, even what happened after the period. What happens at one time counts in one
period: an appointment in which it was made, what has a last day in which it was done or, late or undone, was due.
There is no score and no ranking.

Up to {EARLIER} earlier periods of the same length stand beside the one that is asked for, each as it was known as long
after its own end as that one: a late answer counts alike in all of them, and a figure is what a report would have said
then. What was recorded or put right later is not in it."""

WORDS = {
    Word.MET: "everything that was due is met",
    Word.PARTLY: "some of it is met",
    Word.NOT_MET: "none is met, and not all of it lacks an answer",
    Word.NOT_EVIDENCED: "nothing was answered",
    Word.NOT_APPLICABLE: "nothing was due; the reason is given",
    Word.COUNTED: "a number without a target, neither good nor bad; it enters no total",
}
UNITS = {
    Result.MET: "counts for the measure",
    Result.NOT_MET: "counts against it",
    Result.NOT_EVIDENCED: "no answer is on file: counts against it, and is shown apart",
    Result.NOT_YET_DUE: "not counted, shown apart",
    Result.NOT_APPLICABLE: "not counted, with the reason",
}


def checklist_page() -> str:
    """Every measure in Markdown: what is counted, what counts as met, on what basis and from where."""
    parts = [INTRODUCTION, *(_theme(theme) for theme in Theme), "## Words", *_words(), "## Basis", *_bases()]
    return "\n\n".join(parts) + "\n"


def _theme(theme: Theme) -> str:
    measures = [_measure(measure) for measure in MEASURES.values() if measure.theme is theme]
    return "\n\n".join([f"## {theme.label}", *measures])


def _measure(measure: Measure[Any]) -> str:
    source = f"[{measure.cite.short}]({measure.cite.url})" if measure.cite.url else measure.cite.short
    caveat = f" {measure.cite.caveat}" if measure.cite.caveat else ""
    return "\n".join(
        (
            f"### {measure.id}: {measure.title}",
            "",
            f"- Counted: {measure.unit}",
            f"- {measure.said(Result.MET)} if: {measure.met_if}",
            f"- What this does not show: {measure.does_not_show}",
            f"- Basis: {measure.basis.value}",
            f"- Source: {source}.{caveat}",
        )
    )


def _words() -> Iterator[str]:
    yield "For a measure as a whole:"
    yield "\n".join(f"- {word.value}: {meaning}" for word, meaning in WORDS.items())
    yield "For one unit:"
    yield "\n".join(f"- {result.label}: {meaning}" for result, meaning in UNITS.items())


def _bases() -> Iterator[str]:
    yield "\n".join(f"- {basis.value}: {basis.hint}" for basis in Basis)
