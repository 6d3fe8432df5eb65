"""What every table of the rules has: words, a source, a way out; and what every question is like."""

import re

import pytest

from complaints.models.entries import FIELDS, TABLES, Field
from complaints.models.types import EncryptedText
from workflows.engine import Workflow
from workflows.model import Kind, Requirement, Step
from workflows.registry import ENTRIES, REQUIREMENTS, STEPS, WORKFLOW_OF, WORKFLOWS

QUESTIONS = [(entry.__name__, field) for entry, fields in FIELDS.items() for field in fields]
IDS = [f"{entry}.{field.name}" for entry, field in QUESTIONS]
SECRET = re.compile(
    r"telephone|email|address|code_word|held_apart|declare-for-meeting\.whom|decide-panel-connection\.reasons"
)
TAKEN = {"event_id", "id", "submission", "seen", "action", "urgent", "reason", "knows", "csrf", "problems", "corrects"}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_step_says_what_it_is_and_on_what_it_rests(step: Step) -> None:
    assert (bool(step.cites), bool(step.by), bool(step.source)) == (True, True, True)
    for words in (step.label, step.done):
        assert words[0].isupper()
        assert not words.endswith((".", "?", "!"))
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", step.trigger)
    assert step.occurred is None or step.occurred in {f.name for f in FIELDS[step.entry]}


@pytest.mark.parametrize("requirement", REQUIREMENTS.values(), ids=REQUIREMENTS)
def test_a_requirement_says_what_is_missing_and_by_which_rule(requirement: Requirement) -> None:
    assert requirement.cite
    assert requirement.unmet[0].isupper()
    assert not requirement.unmet.endswith(".")
    assert requirement.is_general or requirement.before
    assert not (requirement.idle and (requirement.reads or requirement.may_follow))


@pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=WORKFLOWS)
def test_a_workflow_can_end_and_labels_each_status(workflow: Workflow) -> None:
    assert [status for status in workflow.statuses if status.final]
    labels = [status.label for status in workflow.statuses]
    assert len(set(labels)) == len(labels)


def test_nobody_waits_for_their_own_remedy() -> None:
    """A remedy that needs what it is to supply could never be taken."""
    for requirement in REQUIREMENTS.values():
        if requirement.remedy and not requirement.is_general:
            assert requirement.remedy not in requirement.before


@pytest.mark.parametrize(("entry", "field"), QUESTIONS, ids=IDS)
def test_a_question_is_one(entry: str, field: Field) -> None:
    assert entry
    question = field.ask.question
    assert question[0].isupper()
    assert question[-1] == "?" or question[-1].isalpha()
    assert field.name not in TAKEN


@pytest.mark.parametrize("trigger", ENTRIES)
def test_secrets_are_encrypted_and_what_reaches_people_is_secret(trigger: str) -> None:
    for field in FIELDS[ENTRIES[trigger]]:
        assert isinstance(TABLES[trigger].c[field.name].type, EncryptedText) == field.ask.secret
        words = WORKFLOW_OF[trigger].name == "confidential" and field.kind is str and field.ask.pick is None
        assert (words or bool(SECRET.search(f"{trigger}.{field.name}"))) == field.ask.secret


def test_what_has_happened_can_be_recorded_at_any_time_its_process_runs() -> None:
    """An event that is not tied to a status is recorded in each status but before its process has begun.

    Nothing happens at a meeting that was cancelled.
    """
    for step in STEPS.values():
        if step.kind is Kind.EVENT and step.dest is None and step.trigger not in ("add-party", "add-allegation"):
            workflow = next(w for w in WORKFLOWS.values() if step in w.steps)
            begun = {status for status in workflow.statuses if status.value not in ("new", "cancelled")}
            assert {status for status in step.source if status.value != "new"} == begun
