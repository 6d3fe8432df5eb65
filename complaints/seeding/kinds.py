"""The kinds of case that a seeded force has. The plot of each tells it from its first report to its end."""

from collections.abc import Callable
from dataclasses import dataclass

from complaints.seeding import abuse, other_matters
from complaints.seeding.tale import Tale


@dataclass(frozen=True)
class Kind:
    """A kind of case: its plot, how often it comes, and the step after which nobody has done anything yet."""

    plot: Callable[[Tale], None]
    weight: int
    until: str = ""

    @property
    def title(self) -> str:
        """What it is, in words."""
        return self.plot.__name__.strip("_").replace("_", " ")


KINDS = (
    Kind(abuse.abuse_investigated, 12),
    Kind(abuse.two_subjects, 3),
    Kind(abuse.grave_and_referred, 6),
    Kind(abuse.taken_over_by_the_iopc, 2),
    Kind(abuse.referred_voluntarily, 2),
    Kind(abuse.undeclared_connection, 3),
    Kind(abuse.connection_declared, 2),
    Kind(abuse.suspended_for_proceedings, 4),
    Kind(abuse.withdrawn, 4),
    Kind(other_matters.outside_schedule_3, 3),
    Kind(other_matters.handled_otherwise, 3),
    Kind(other_matters.not_recorded, 1),
    Kind(other_matters.passed_on, 2),
    Kind(other_matters.death_or_serious_injury, 2),
    Kind(abuse.told_in_confidence, 2),
    Kind(abuse.abuse_investigated, 2, "declare-interests"),
    Kind(other_matters.outside_schedule_3, 1, "log-complaint"),
    Kind(other_matters.outside_schedule_3, 1, "handle-outside-schedule-3"),
    Kind(abuse.abuse_investigated, 1, "record-matter"),
    Kind(abuse.grave_and_referred, 1, "decide-to-refer"),
    Kind(other_matters.handled_otherwise, 1, "handle-otherwise"),
    Kind(abuse.abuse_investigated, 2, "start-investigation"),
    Kind(abuse.abuse_investigated, 2, "agree-contact"),
    Kind(abuse.suspended_for_proceedings, 1, "suspend-matter"),
    Kind(abuse.abuse_investigated, 1, "confirm-outcomes"),
)
"""Every kind of case, so that a force of as many cases shows them all."""
