"""Which law governs, and why. Every date on which the law changed stands here and nowhere else."""

from dataclasses import dataclass
from datetime import date

from workflows.model import Choice

SUSPENSION_DUTY_FROM = date(2026, 7, 13)
"""2026 Regulations: suspension becomes a duty for conduct arising on or after this day (law 4.6)."""


class RuleSet(Choice):
    """Which law governs a matter, an allegation or a subject (law 0.3)."""

    RS_2020 = "RS-2020", "Police (Conduct) Regulations 2020, before 13 July 2026"
    RS_2026S = "RS-2026S", "Suspension rules in force from 13 July 2026"


@dataclass(frozen=True)
class Governing:
    """Which law governs a topic. `rule_set` is None where a person must decide (settlement 11)."""

    rule_set: RuleSet | None
    reason: str


def suspension_law(conduct_from: date, conduct_to: date | None) -> Governing:
    """The law on suspension for conduct between two London days; an open end may still go on."""
    if conduct_from >= SUSPENSION_DUTY_FROM:
        return Governing(RuleSet.RS_2026S, "The conduct began on or after 13 July 2026")
    if conduct_to and conduct_to < SUSPENSION_DUTY_FROM:
        return Governing(RuleSet.RS_2020, "The conduct ended before 13 July 2026")
    return Governing(None, "The conduct began before 13 July 2026 and may have gone on: a person must decide")
