"""Letters that ask somebody what they want: how long a reply may take, and when none has come."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from workflows.calendar import Limit
from workflows.casefile import CaseFile, Fact
from workflows.clocks import Run

Letters = Sequence[Fact[Any]]


def overdue(file: CaseFile, letters: Letters, limit: Callable[[date], Limit], on: date) -> bool:
    """Whether a letter is out, and on a London day the days for a reply to the latest are over."""
    if not letters:
        return False
    sent = letters[-1].event.day
    return on > file.terms.calendar.last_day(limit(sent), sent)


def reply_runs(
    because: str,
    letters: Letters,
    limit: Callable[[date], Limit],
    answered: Iterable[datetime],
    unanswered: Iterable[datetime],
) -> Iterator[Run]:
    """A run a letter, met by the next answer; a later letter takes the place of one without a reply."""
    answers, silences = sorted(answered), tuple(unanswered)
    for letter, later in zip(letters, [*letters[1:], None], strict=False):
        sent, until = letter.event.occurred_at, later.event.occurred_at if later else None
        met = next((at for at in answers if at >= sent and (until is None or at < until)), None)
        silent = "No reply came." if any(at >= sent for at in silences) else ""
        yield Run(
            starts=letter.event.day,
            because=because,
            limit=limit(letter.event.day),
            met_at=met,
            ended="" if met else "Another letter was sent." if until else silent,
        )
