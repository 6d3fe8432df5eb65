"""What a panel may read of one case: a view whose fields can hold only coded words, counts and bands.

No field is free text, a person, a day or a reference, so nothing that was typed into a case can reach a pack
(ppda 3d and section 8; settlement 25). `pack_facts` makes it from a case file; it is kept with the section as
JSON, so that what is read on a screen is what was released.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import TypeAdapter
from pydantic_core import CoreSchema, core_schema

from workflows.allegations.vocabulary import AbuseKind, Category
from workflows.casefile import Service
from workflows.clocks import Clock
from workflows.criminal.vocabulary import CriminalStatus
from workflows.duty_status.vocabulary import DutyStatus, Restriction
from workflows.handling.vocabulary import ClosureCode, HandlingStatus, MatterKind, Outcome, RecordingGround
from workflows.independence.vocabulary import Body, IndependenceStatus
from workflows.investigation.vocabulary import InvestigationStatus
from workflows.model import Answer, Choice
from workflows.oversight.vocabulary import OversightStatus
from workflows.people.vocabulary import AgeBand
from workflows.referral.vocabulary import Criterion, Determination, ReferralStatus
from workflows.registry import CLOCK
from workflows.risk.vocabulary import RiskLevel
from workflows.scrutiny.vocabulary import ActionKind, ActionOwner, Ending


class _ById:
    """A clock is kept by its id."""

    def __get_pydantic_core_schema__(self, _kind: Any, _handler: Any) -> CoreSchema:
        kept = core_schema.plain_serializer_function_ser_schema(lambda clock: clock.id)
        return core_schema.no_info_plain_validator_function(lambda key: CLOCK[key], serialization=kept)


class Signal(Choice):
    """What makes a case pressing, the gravest first: by these the cases of a pack are ordered."""

    URGENT = "urgent", "Urgent action was taken in the last 4 weeks"
    UNSAFE = "unsafe", "The victim was reached in a way that is never to be used, in the last 4 weeks"
    CONTACT = "contact", "Contact with the victim is overdue from us"
    REFERRAL = "referral", "Whether to refer to the IOPC is undecided, or a referral is due"
    DUTY = "duty", "A subject's duty status is undecided, or its review is overdue"
    ACTION = "action", "An action of the panel is overdue"
    OVERDUE = "overdue", "Something else is overdue from us"


class Freshness(Choice):
    """When something last happened in a case."""

    WEEK = "week", "In the last week"
    MONTH = "month", "In the last 4 weeks"
    LONGER = "longer", "Longer ago"


class Sought(Choice):
    """What the panel is asked of one case."""

    CONTACT = "contact", "What is to happen next so that the victim is safe, supported and kept informed?"
    OFFICER = "officer", "Who will be the victim's senior oversight officer, and by when?"
    REFERRAL = "referral", "Should this be referred to the IOPC?"
    FORCE = "force", "Should another force investigate?"
    INDEPENDENCE = "independence", "Who can investigate, and be seen to be independent?"
    DUTY = "duty", "Does the subject's duty status match the risk to the victim and to others?"
    ACTIONS = "actions", "What stands in the way of the actions from last time?"
    NEXT = "next", "What should happen next, and what can the force learn?"


class OpenFor(Choice):
    """How long a case has been, or was, open (settlement 25)."""

    MONTH = "28", "Up to 4 weeks"
    QUARTER = "90", "4 weeks to 3 months"
    HALF = "182", "3 to 6 months"
    YEAR = "365", "6 to 12 months"
    LONGER = "longer", "More than a year"


class Every(Choice):
    """How often the victim is to hear from us, as agreed."""

    WEEK = "7", "At least once a week"
    FORTNIGHT = "14", "At least every 2 weeks"
    MONTH = "28", "At least every 4 weeks"
    LESS = "less", "Less often"


class ActionState(Choice):
    """How an action of the panel stands while it is not complete."""

    OPEN = "open", "Open"
    OVERDUE = "overdue", "Overdue"


class Advocate(Choice):
    """Whether somebody speaks for a victim. What was offered is not recorded, only who is there."""

    ON_FILE = "on-file", "An adviser or advocate is on file"
    NONE = "none", "No adviser or advocate is on file"


class VictimBand(Choice):
    """Who a victim is to the police."""

    SAME_FORCE = "same-force", "Serves with the police, in the same force as a subject"
    OTHER_FORCE = "other-force", "Serves with the police, in another force"
    PUBLIC = "public", "Not police"


class RankBand(Choice):
    """A subject's rank, in two bands."""

    JUNIOR = "junior", "Constable or sergeant"
    SENIOR = "senior", "Inspector or above"
    NONE = "none", "No rank"


class Review(Choice):
    """Whether a decision on duty status is being reviewed."""

    IN_DATE = "in-date", "Review in date"
    OVERDUE = "overdue", "Review overdue"
    NONE = "none", "No review is set"


class Contact(Choice):
    """How the agreed contact with the victim stands."""

    NOT_AGREED = "not-agreed", "Not agreed yet"
    ON_TIME = "on-time", "On time"
    OVERDUE = "overdue", "Contact overdue from us"
    ENDED = "ended", "Ended with a closing contact"


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    done: int
    of: int


@dataclass(frozen=True)
class VictimView:
    """One victim: who they are to the police, their age as they gave it, and the children. None: not recorded."""

    band: VictimBand
    age: AgeBand | None
    children: Answer | None
    safeguarding: Answer | None


@dataclass(frozen=True)
class ActionView:
    """One action of the panel: what it is for and whose it is. Its words stay with the case."""

    kind: ActionKind
    owner: ActionOwner
    state: ActionState | Ending


@dataclass(frozen=True)
class SubjectView:
    """One subject: how they serve, and what they may do meanwhile."""

    service: Service
    rank: RankBand
    duty: DutyStatus
    restrictions: tuple[Restriction, ...]
    review: Review


@dataclass(frozen=True)
class AllegationView:
    """One allegation by its category and factors; `outcome` is None while undecided."""

    category: Category
    kinds: tuple[AbuseKind, ...]
    domestic_abuse: Answer
    misuse_of_position: Answer
    outcome: Outcome | None


@dataclass(frozen=True)
class SectionView:
    """One case in one pack. `name` is its pseudonym; all else is a word from a closed list, or a count."""

    name: str
    open_for: OpenFor
    latest: Freshness
    signals: tuple[Signal, ...]
    sought: tuple[Sought, ...]
    victims: tuple[VictimView, ...]
    advocate: Advocate
    subjects: tuple[SubjectView, ...]
    allegations: tuple[AllegationView, ...]
    handling: HandlingStatus
    recorded_as: MatterKind | None
    ground: RecordingGround | None
    closed_as: ClosureCode | None
    referral: ReferralStatus
    criteria: tuple[Criterion, ...]
    determination: Determination | None
    independence: IndependenceStatus
    handled_by: Body | None
    unconnected: Answer | None
    trust: Answer | None
    declarations: Share
    investigation: InvestigationStatus
    criminal: CriminalStatus
    oversight: OversightStatus
    contact: Contact
    every: Every | None
    updates: Share
    overdue: tuple[Annotated[Clock, _ById()], ...]
    actions: tuple[ActionView, ...]
    risk: RiskLevel | None = None

    @property
    def closed(self) -> bool:
        """Whether the handling has ended."""
        return self.handling.final

    @property
    def new(self) -> bool:
        """Whether it is live, and was reported in the last four weeks."""
        return not self.closed and self.open_for is OpenFor.MONTH


_STORED = TypeAdapter(SectionView)


def to_json(view: SectionView) -> dict[str, Any]:
    """The view as it is kept."""
    stored: dict[str, Any] = _STORED.dump_python(view, mode="json")
    return stored


def from_json(stored: dict[str, Any]) -> SectionView:
    """The view as it was kept."""
    return _STORED.validate_python(stored)


def risk_order(view: SectionView) -> tuple[int, int, int, int, str]:
    """Where a case stands in its pack: the most pressing first.

    What counts is, in turn: live before closed, and of the live ones the level of risk that stands, where nobody has
    assessed it as if it were not known; the gravest of its signals, in the order of `Signal`; how many signals it has;
    how lately something happened in it; its name. Each is of this case alone, and the order tells nothing of another.
    """
    signals = list(Signal)
    gravest = signals.index(view.signals[0]) if view.signals else len(signals)
    levels = list(reversed(RiskLevel))
    level = len(levels) if view.closed else levels.index(view.risk or RiskLevel.UNKNOWN)
    return level, gravest, -len(view.signals), list(Freshness).index(view.latest), view.name


@dataclass(frozen=True)
class Counts:
    """How many cases and actions one reader's pack holds: in whole numbers, as nobody else reads it (settlement 22)."""

    live: int
    new: int
    closed: int
    late: int
    actions: int
    actions_overdue: int
    actions_done: int


def counts(views: Iterable[SectionView]) -> Counts:
    """The counts for the cover of a pack with these cases and no others."""
    read = tuple(views)
    states = [action.state for view in read for action in view.actions]
    return Counts(
        live=sum(not view.closed for view in read),
        new=sum(view.new for view in read),
        closed=sum(view.closed for view in read),
        late=sum(bool(view.overdue) for view in read),
        actions=len(states),
        actions_overdue=states.count(ActionState.OVERDUE),
        actions_done=sum(isinstance(state, Ending) for state in states),
    )


def overdue_clocks(views: Iterable[SectionView]) -> tuple[tuple[str, int], ...]:
    """Each clock that is overdue in some of these cases, by title, with the number of cases; the most first."""
    found: dict[str, int] = {}
    for view in views:
        for clock in view.overdue:
            found[clock.title] = found.get(clock.title, 0) + 1
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
