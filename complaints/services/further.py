"""What the gatekeeper finds of a report about somebody who is named in another case: a step in each, in one go."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from complaints.facts.load import Owner
from complaints.models.people import SignedIn
from complaints.services.progress import Place, Taken, take_step
from workflows.risk.further import DecideFurtherReport

STEP = "decide-further-report"


def decide_further_report(
    session: Session,
    cases: tuple[int, int],
    references: tuple[str, str],
    *,
    by: SignedIn,
    at: datetime,
    entry: DecideFurtherReport,
    submission: str,
) -> Taken:
    """Record it in both cases, by row id and reference: the later first. Neither is told without the other.

    The cases are taken in the order of their rows, so that of two gatekeepers neither waits for the other for ever.
    """
    taken = {}
    for case_id, place in sorted((case_id, place) for place, case_id in enumerate(cases)):
        said = replace(entry, other=references[1 - place])
        form = submission if place == 0 else f"{submission}-other"
        taken[place] = take_step(session, Place(Owner.CASE, case_id), STEP, by=by, at=at, entry=said, submission=form)
    return taken[0]
