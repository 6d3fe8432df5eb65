"""What the panel has recommended to the force, over all of its meetings, with what is overdue."""

from dataclasses import dataclass
from datetime import date, datetime

from workflows.calendar import london_day
from workflows.casefile import CaseFile
from workflows.clocks import Due, deadlines
from workflows.panel.facts import Recommendation, recommendations
from workflows.registry import WORKFLOWS


@dataclass(frozen=True)
class RecommendationRow:
    """One recommendation. `due_on` is the day by which the next thing is to happen, None where nothing is.

    It speaks of no case, so everybody on the panel reads the same.
    """

    ref: str
    what: str
    themes: tuple[str, ...]
    owner: str
    made_on: date
    response: str
    reasons: str
    close: str
    due_on: date | None
    late: bool

    @property
    def open(self) -> bool:
        """Whether the panel has not closed it."""
        return not self.close

    @property
    def status(self) -> str:
        """How it stands, in two or three words."""
        if self.close:
            return self.close
        if not self.response:
            return "Answer overdue" if self.late else "Waiting for an answer"
        return "Action overdue" if self.late else self.response

    @property
    def tone(self) -> str:
        """The colour of the status."""
        if self.close:
            return "grey"
        return "red" if self.late else "blue" if self.response else "orange"


def recommendation_rows(file: CaseFile, now: datetime) -> tuple[RecommendationRow, ...]:
    """The recommendations of one meeting, in the order made, as they stand at a moment in UTC."""
    answers = deadlines(file, WORKFLOWS["panel"].clocks)  # one run for each recommendation
    return tuple(_row(found, due, now) for found, due in zip(recommendations(file), answers, strict=True))


def _row(found: Recommendation, answer_due: Due, now: datetime) -> RecommendationRow:
    made, answer = found.made, found.answered.entry if found.answered else None
    due_on = answer.act_by if answer else answer_due.last_day
    due_on = None if found.closed else due_on
    return RecommendationRow(
        ref=found.ref,
        what=made.entry.what,
        themes=tuple(theme.label for theme in made.entry.themes),
        owner=made.entry.owner.label,
        made_on=london_day(made.event.recorded_at),
        response=answer.response.label if answer else "",
        reasons=answer.reasons if answer else "",
        close=found.closed.entry.close.label if found.closed else "",
        due_on=due_on,
        late=due_on is not None and due_on < london_day(now),
    )
