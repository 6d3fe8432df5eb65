"""Bugs to plant in the rules and in the door: each is one slip that somebody could make."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from sqlalchemy import bindparam

from complaints.services import access, deadlines, progress
from workflows import casefile
from workflows.engine import Workflow
from workflows.handling.vocabulary import HandlingStatus
from workflows.independence.facts import interim
from workflows.investigation import suitability
from workflows.model import PSD, Decision, Kind, Role, Step
from workflows.panel.lifecycle import AHEAD
from workflows.panel.vocabulary import PanelStatus
from workflows.registry import STEPS, WORKFLOW_OF, WORKFLOWS

Patch = pytest.MonkeyPatch
Plant = Callable[[Patch], None]


def rebuild(patch: Patch, name: str, **changed: Any) -> None:
    """Put a workflow with other tables in the place of the real one, wherever it is known."""
    old = WORKFLOWS[name]
    kept = {"initial": old.initial, "steps": old.steps, "requirements": old.requirements, "clocks": old.clocks}
    new = Workflow(name, old.title, statuses=old.statuses, **(kept | changed))
    patch.setitem(WORKFLOWS, name, new)
    for step in new.steps:
        patch.setitem(WORKFLOW_OF, step.trigger, new)
        patch.setitem(STEPS, step.trigger, step)


def without(*forgotten: str) -> Plant:
    """Requirements are forgotten, wherever they stand: several where each alone would be stopped by the other."""

    def plant(patch: Patch) -> None:
        for name, workflow in list(WORKFLOWS.items()):
            kept = tuple(r for r in workflow.requirements if r.id not in forgotten)
            if kept != workflow.requirements:
                rebuild(patch, name, requirements=kept)

    return plant


def step(trigger: str, **changed: Any) -> Plant:
    """A step has another table row."""

    def plant(patch: Patch) -> None:
        workflow = WORKFLOW_OF[trigger]
        steps = tuple(replace(s, **changed) if s.trigger == trigger else s for s in workflow.steps)
        rebuild(patch, workflow.name, steps=steps)

    return plant


def weakened(requirement: str, **changed: Any) -> Plant:
    """A requirement has another table row, wherever it stands."""

    def plant(patch: Patch) -> None:
        for name, workflow in list(WORKFLOWS.items()):
            if any(r.id == requirement for r in workflow.requirements):
                rows = tuple(replace(r, **changed) if r.id == requirement else r for r in workflow.requirements)
                rebuild(patch, name, requirements=rows)

    return plant


def _any_closed(patch: Patch) -> None:
    steps = tuple(replace(s, source=(*s.source, HandlingStatus.CLOSED)) for s in WORKFLOWS["handling"].steps)
    rebuild(patch, "handling", steps=tuple(s if s.trigger != "report-matter" else STEPS[s.trigger] for s in steps))


def _decisions_are_events(patch: Patch) -> None:
    decide = Workflow.decide

    def slack(self: Workflow, step: Step, attempt: Any, urgency: Any = None) -> Decision:
        return decide(self, replace(step, kind=Kind.EVENT), attempt, urgency)

    patch.setattr(Workflow, "decide", slack)


def _no_flags(patch: Patch) -> None:
    decide: Callable[..., Decision] = Workflow.decide
    patch.setattr(Workflow, "decide", lambda *asked: replace(decide(*asked), flags=()))


def _nobody_excluded(patch: Patch) -> None:
    steps = tuple(replace(s, excludes=lambda _by, _entry: ()) for s in WORKFLOWS["independence"].steps)
    rebuild(patch, "independence", steps=steps)


def _urgency_excuses_all(patch: Patch) -> None:
    for name, workflow in list(WORKFLOWS.items()):
        rebuild(patch, name, requirements=tuple(replace(r, may_follow=True) for r in workflow.requirements))


def _everything_urgent(patch: Patch) -> None:
    for name, workflow in list(WORKFLOWS.items()):
        rebuild(patch, name, steps=tuple(replace(s, urgent=True) for s in workflow.steps))


def _knowing_excludes_nobody(patch: Patch) -> None:
    apply: Callable[..., None] = access.apply_access

    def forgetful(*given: Any) -> None:
        *others, event, file = given
        apply(*others, event._replace(urgency=None), file)

    patch.setattr(progress, "apply_access", forgetful)


def _deadlines_forgotten(patch: Patch) -> None:
    patch.setattr(progress, "refresh_deadlines", lambda *_: 0)


def _never_lapses(patch: Patch) -> None:
    patch.setattr(suitability, "interim_holds", lambda file, _at: interim(file) is not None)


def _limit_a_day_longer(patch: Patch) -> None:
    work_out = deadlines.deadlines

    def longer(file: Any, clocks: Iterable[Any]) -> Any:
        return tuple(d._replace(last_day=d.starts) for d in work_out(file, clocks))

    patch.setattr(deadlines, "deadlines", longer)


def _corrections_forgotten(patch: Patch) -> None:
    patch.setattr(casefile, "settled", lambda facts: tuple(f for f in facts if not f.event.corrects))


def _two_investigators(patch: Patch) -> None:
    patch.setattr(access, "SINGLE", frozenset())


def _readmits_parties(patch: Patch) -> None:
    ended = access.EXCLUSION.update().where(access.EXCLUSION.c.case_id == bindparam("of_case"))
    ended = ended.where(access.EXCLUSION.c.person_id == bindparam("person"), bindparam("bar") != "")
    patch.setattr(access, "END_EXCLUSIONS", ended.values(until=bindparam("at")))


def _written_before_refusing(patch: Patch) -> None:
    """A row that a refusal leaves behind: the transaction is ended too early."""
    take, ranks = progress.facts_of, count()

    def early(session: Any, *given: Any, **named: Any) -> Any:
        found = take(session, *given, **named)
        session.execute(access.metadata.tables["person"].update().values(rank=str(next(ranks))))
        session.connection().connection.commit()
        session.connection().exec_driver_sql("BEGIN IMMEDIATE")
        return found

    patch.setattr(progress, "facts_of", early)


BUGS: dict[str, tuple[Plant, str]] = {
    "referral does not wait": (without("HAN-3"), "a referral"),
    "domestic abuse outside Schedule 3": (without("HAN-1"), "her wishes"),
    "nobody need declare": (without("IND-1"), "one person"),
    "the investigator decides outcomes": (without("HAN-6"), "who decides"),
    "an allegation without an outcome": (without("HAN-8"), "two allegations"),
    "a second outcome": (without("HAN-7"), "two allegations"),
    "no duty status": (without("HAN-10"), "closing"),
    "a complainant who may not be one": (without("HAN-2"), "a complainant"),
    "nobody answers for police status": (without("HAN-38"), "police status"),
    "declared in one role, acts in two": (without("IND-20"), "another role"),
    "declared as intake, decides as the authority": (without("IND-21"), "a role held"),
    "closed without telling her": (without("OVR-8"), "the last contact"),
    "an unsafe way": (without("OVR-4"), "contact"),
    "one person releases a pack": (without("PAN-1"), "one person"),
    "a pack of another month": (without("PAN-12"), "another month"),
    "what was cancelled is held": (step("record-meeting", source=(*AHEAD, PanelStatus.CANCELLED)), "called off"),
    "an investigator under the subject": (without("INV-3", "LKS-13"), "three tests"),
    "a bar of the law passed over": (without("INV-9"), "three tests"),
    "an earlier connection passed over": (without("INV-10"), "three tests"),
    "one chain of command for crime and misconduct": (without("INV-13"), "three tests"),
    "the victim's confidence passed over": (without("INV-15"), "three tests"),
    "a short decision renewed": (without("IND-8"), "a short decision"),
    "a short decision that never lapses": (_never_lapses, "a short decision lapses"),
    "a connection of whoever decides": (without("IND-6"), "a cleared decider"),
    "an exception that has ended": (without("IND-9"), "an exception"),
    "whoever decided answers for it": (without("IND-13"), "a challenge"),
    "an investigation before independence": (without("HAN-46"), "nothing decided"),
    "no independence": (without("INV-1"), "a short decision lapses"),
    "anybody in the department suspends": (step("suspend-officer", by=PSD), "suspension"),
    "the investigator decides independence": (
        step("decide-independence", by=frozenset({Role.INVESTIGATOR})),
        "another investigator",
    ),
    "closing needs nobody's authority": (step("close-case", by=PSD), "closed"),
    "a contact may be refused": (step("log-contact", kind=Kind.DECISION), "contact"),
    "a suspension is only recorded": (step("suspend-officer", kind=Kind.EVENT), "suspension"),
    "independence before declaring": (step("decide-independence", before_declaring=True), "nothing declared"),
    "closed is not the end": (_any_closed, "closed"),
    "decisions judged as events": (_decisions_are_events, "one person"),
    "flags forgotten": (_no_flags, "one person"),
    "declared and found connections exclude nobody": (_nobody_excluded, "connections"),
    "urgency excuses everything": (_urgency_excuses_all, "connections"),
    "everything is urgent": (_everything_urgent, "her wishes"),
    "knowing somebody excludes nobody": (_knowing_excludes_nobody, "one person"),
    "deadlines not refreshed": (_deadlines_forgotten, "connections"),
    "a limit counted wrongly": (_limit_a_day_longer, "connections"),
    "corrections forgotten": (_corrections_forgotten, "a corrected plan"),
    "two investigators at once": (_two_investigators, "another investigator"),
    "clearing a connection readmits the victim": (_readmits_parties, "connections"),
    "a refusal leaves rows": (_written_before_refusing, "one person"),
    "the subject's process is not opened": (
        step("report-matter", opens=STEPS["report-matter"].opens[:3]),
        "suspension",
    ),
    "the officer is not allocated": (
        step("appoint-oversight-officer", allocates=lambda _by, _entry: ()),
        "contact",
    ),
}
"""Each bug, and the hunt that finds it."""
