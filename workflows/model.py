"""The shapes that every rule is written in: words, entries, steps, requirements, attempts and decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any, NewType, Self

from workflows.citations import Citation

if TYPE_CHECKING:
    from workflows.casefile import CaseFile, ProcessFact

PersonRef = NewType("PersonRef", str)
"""The public, random reference of a person. Row ids never leave the database."""

AllegationRef = NewType("AllegationRef", str)
"""An allegation's number within its case, as text: "1" is the first."""


CorrectionRef = NewType("CorrectionRef", str)
"""The key of an event that corrects another, within its case: "handling.7"."""

PartyRef = NewType("PartyRef", str)
"""A party within their case: "subject", "victim" or "reporter" of the first report; "p1" is the first added."""

TieRef = NewType("TieRef", str)
"""One answer of a declaration: "none", "other", or a party and how somebody is connected with them: "victim:social"."""

ActionRef = NewType("ActionRef", str)
"""An action that the panel agreed, within its case: "a1" is the first."""

RecommendationRef = NewType("RecommendationRef", str)
"""A recommendation of the panel, within its meeting: "r1" is the first."""


LinkRef = NewType("LinkRef", str)
"""Possible links of one rule with one kind of party, within a case: "LNK-13.victim"."""


class Choice(StrEnum):
    """A closed list of words: each member is stored by its value and shown by its label."""

    label: str
    hint: str

    def __new__(cls, value: str, label: str, hint: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.hint = hint
        return member


class Tone(StrEnum):
    """The colour in which a status is shown; never the only sign of it."""

    GREY = "grey"
    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    GREEN = "green"
    PURPLE = "purple"


class Status(StrEnum):
    """Where a process stands. `final` says that a case may close with the process there."""

    label: str
    tone: Tone
    final: bool

    def __new__(cls, value: str, label: str, tone: Tone = Tone.GREY, final: bool = False) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.tone = tone
        member.final = final
        return member


class Role(Choice):
    """What a person may do at all. Having a role never lets anybody see a case: allocation does."""

    INTAKE = "intake", "Intake", "Receives reports and opens cases"
    DUTY_INSPECTOR = (
        "duty-inspector",
        "Duty inspector",
        "Acts at once, day or night, as a recorded delegate, until professional standards takes over",
    )
    APPROPRIATE_AUTHORITY = (
        "appropriate-authority",
        "Appropriate authority",
        "Decides for the chief officer, as a recorded delegate",
    )
    HEAD_OF_PSD = "head-of-psd", "Head of professional standards", "Decides connections"
    CHIEF_OFFICER = (
        "chief-officer",
        "Chief officer",
        "Of assistant chief constable's rank or above: allows exceptions that nobody below may",
    )
    DEPUTY = (
        "outside-deputy",
        "Deputy outside the chain",
        "Takes over what the department must not handle, and is named for that by the chief officer",
    )
    INVESTIGATOR = "investigator", "Investigator", "Investigates and reports"
    OVERSIGHT_OFFICER = (
        "senior-oversight-officer",
        "Senior oversight officer",
        "Keeps the victim informed and safe, outside the investigation",
    )
    PANEL_CHAIR = "panel-chair", "Panel chair", "Chairs the monthly scrutiny panel"
    PANEL_MEMBER = "panel-member", "Panel member", "Reads the monthly pack"
    ADMINISTRATOR = "administrator", "Administrator", "Looks after accounts; sees no case"
    GATEKEEPER = "gatekeeper", "Confidential reporting gatekeeper", "Alone knows who has reported in confidence"
    REPORTER = "reporter-in-confidence", "Person reporting in confidence", "Lent for a report of one's own"
    URGENT = "urgent-access", "Person using urgent access", "Lent to open a case on which one does not work"


LENT_ROLES = frozenset({Role.REPORTER, Role.URGENT})
"""What nobody is given: the system lends it for one thing."""

PSD = frozenset({Role.INTAKE, Role.APPROPRIATE_AUTHORITY, Role.HEAD_OF_PSD, Role.INVESTIGATOR})
"""The roles of people who handle cases inside the professional standards department."""


class Answer(Choice):
    """A yes or no that may honestly be neither."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"
    NOT_ASKED = "not-asked", "Not asked yet"
    DECLINED = "declined", "Asked, and did not wish to say"


class Kind(Enum):
    """A decision waits for what is missing; an event has happened, so it is recorded with flags."""

    DECISION = "decision"
    EVENT = "event"


class Pick(Enum):
    """Where the possible answers to a question about a person or an allegation come from."""

    REGISTER = "anyone on the workforce register, by collar or staff number"
    EVERYBODY = "everybody with a part in the case, on the register or not"
    SUBJECTS = "the subjects of the case"
    TO_DECLARE = "the parties whom somebody declares against"
    TIES = "`none`, `other`, or a party whom somebody declares against and a connection: `victim:social`"
    OWN_ROLES = "the roles in which somebody works, or would decide, on the case"
    HANDLERS = "the people allocated to the case"
    INVESTIGATORS = "people who hold the investigator role"
    OVERSIGHT_OFFICERS = "people who hold the senior oversight officer role"
    COVER = "people who hold the role of senior oversight officer or of investigator"
    STAFF = "people who hold a professional standards role"
    ALLEGATIONS = "the allegations of the case"
    CORRECTIONS = "the corrections that wait for a second person"
    ACTIONS = "the actions of the panel that are not complete"
    RECOMMENDATIONS = "the recommendations of the meeting that are not closed"
    WORKERS = "people who hold a role in which somebody works on a case"
    LINKS = "the possible links found in the case"
    LINKED = "people of whom a possible link was found in the case"
    LEFT = "people who left the case when a link was found"
    DECLARERS = "people whose declaration for the meeting waits for a decision"


OF_THE_CASE = frozenset(
    {
        Pick.ALLEGATIONS,
        Pick.CORRECTIONS,
        Pick.EVERYBODY,
        Pick.TO_DECLARE,
        Pick.TIES,
        Pick.OWN_ROLES,
        Pick.ACTIONS,
        Pick.LINKS,
        Pick.RECOMMENDATIONS,
    },
)
"""Picks whose answers are numbers within the case or meeting; all others are people's references."""


@dataclass(frozen=True)
class Ask:
    """The question behind an entry's field: `Annotated[date, Ask("When will this be reviewed?")]`.

    `secret` fields are encrypted in their column and shown only where they are needed; `long` asks for
    a paragraph; `pick` says where the answers come from. A form proposes this moment for what is asked with `now`. A
    day that is `past` has come, as a moment always has. A secret that is `compared` has its keyed digest beside it: two
    can be found to be the same, and neither is opened. `only` are the answers that can be given where not all of their
    kind can; the entry's `problems` refuse the others. `none_is_said`: choosing none of several is an answer, and the
    hint says what it means.
    """

    question: str
    hint: str = ""
    long: bool = False
    secret: bool = False
    pick: Pick | None = None
    now: bool = False
    compared: bool = False
    past: bool = False
    none_is_said: bool = False
    only: frozenset[Any] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a person states when taking a step; each field is `Annotated[type, Ask(...)]`."""

    def problems(self) -> Iterable[tuple[str, str]]:
        """Pairs of (field, plain sentence) for answers that contradict each other. A missing answer is None or ()."""
        return ()


@dataclass(frozen=True)
class Actor:
    """The person who takes a step, and the roles that they hold at that moment."""

    person: PersonRef
    roles: frozenset[Role]


@dataclass(frozen=True)
class Urgency:
    """Why a step could not wait for what was missing, and whether the actor knows anyone involved."""

    reason: str
    knows_anyone: bool


class Bar(Choice):
    """Why a person may know nothing of a case (settlements 4 and 6)."""

    SUBJECT = "subject", "Subject of the case"
    VICTIM = "victim", "Victim in the case"
    COMPLAINANT = "complainant", "Complainant in the case"
    REPORTER = "reporter", "Person who reported"
    WITNESS = "witness", "Witness in the case"
    REPRESENTATIVE = "representative", "Acts for somebody in the case"
    CONNECTION = "connection", "Connected with somebody in the case"
    TEAM = "team", "Of the present team of a victim"
    MANAGER = "manager", "A line manager of a victim"


@dataclass(frozen=True)
class Opens:
    """A process that a step opens. With `about`, one about that person, and none where it finds nobody."""

    workflow: str
    about: Callable[[Any], PersonRef | None] | None = None


@dataclass(frozen=True)
class Attempt:
    """One person's try at one step. `entry` is None while a page asks "could I?"; `corrects` is the key of the event
    whose entry this one replaces; `step` is there for a requirement that reads it.
    """

    file: CaseFile
    process: ProcessFact
    by: Actor
    at: datetime
    entry: Any = None
    corrects: str | None = None
    step: Step | None = None


@dataclass(frozen=True)
class Suggestion:
    """What the file points to, why, and the source. The system suggests; a person decides, and may decide otherwise.

    One that is not `certain` says that the file leaves something open, and what is not known.
    """

    text: str
    because: str
    cite: Citation
    certain: bool = True


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that may be done in a workflow. `dest=None` records without moving.

    `done` is what the timeline says afterwards; `occurred` names the entry's field that says when it happened,
    where that is not the moment of recording. What is `personal` says something of whoever takes the step: nobody
    else may correct it. What takes `two_to_correct` stands as it was until a second person has confirmed its
    correction. `afterwards` tells whoever took it what it does not do. `suggests` reads the file and says what it
    points to. `excludes`, `readmits`, `releases` and `allocates` derive from the entry who may know nothing of it,
    which exclusions of whom end, whose work on it ends, and who is allocated to it, from this step on. `screens` are
    those whose possible links are looked for first. What was stated with a `reserved` step is shown on the page of
    possible links alone. A step that `takes_over` ends the work of everybody in the department on the case. What has
    an `own_page` is taken there alone, where more is checked than the case's file says: never from the case's own page.
    """

    trigger: str
    label: str
    done: str
    source: tuple[Status, ...]
    dest: Status | None
    by: frozenset[Role]
    entry: type[Entry]
    cites: tuple[Citation, ...]
    kind: Kind = Kind.DECISION
    urgent: bool = False
    before_declaring: bool = False
    personal: bool = False
    two_to_correct: bool = False
    occurred: str | None = None
    opens: tuple[Opens, ...] = ()
    afterwards: str = ""
    suggests: Callable[[CaseFile], Iterable[Suggestion]] = lambda _file: ()
    excludes: Callable[[Actor, Any], Iterable[tuple[PersonRef, Bar]]] = lambda _by, _entry: ()
    readmits: Callable[[Any], Iterable[tuple[PersonRef, Bar]]] = lambda _entry: ()
    allocates: Callable[[Actor, Any], Iterable[tuple[PersonRef, Role]]] = lambda _by, _entry: ()
    takes_over: bool = False
    releases: Callable[[Any], Iterable[PersonRef]] = lambda _entry: ()
    screens: Callable[[Actor, Any], Iterable[tuple[PersonRef, Role]]] = lambda _by, _entry: ()
    reserved: bool = False
    own_page: bool = False


EVERY_STEP = frozenset({"*"})
"""`before=EVERY_STEP`: applies to each step that is not marked `before_declaring`."""


EVERY_DECISION = frozenset({"decisions"})
"""`before=EVERY_DECISION`: the same without what only says that something has happened."""

GENERAL = (EVERY_STEP, EVERY_DECISION)
"""Before which steps a requirement stands that names none."""

ENTRY = "entry"
"""`reads=ENTRY`: what is wrong is no one answer."""


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """What must be on file before a step. A decision waits for it; on an event it becomes a flag.

    `may_follow` says that urgent action need not wait for it. `remedy` is the trigger that supplies what is
    missing. One that `reads` an answer, by its field, or the ENTRY as a whole, is asked only once there is an entry; a
    form says what is wrong beside that question. One with `reads_step` is asked of each step by itself. While one that
    is `idle` is unmet, the step has nothing to act on: it need not stand among what is to be done.
    """

    id: str
    before: frozenset[str]
    unmet: str
    met: Callable[[Attempt], bool]
    cite: Citation
    remedy: str | None = None
    reads: str = ""
    reads_step: bool = False
    may_follow: bool = False
    idle: bool = False

    @property
    def is_general(self) -> bool:
        """Whether this stands before every step or every decision, and names none."""
        return self.before in GENERAL

    def precedes(self, step: Step) -> bool:
        """Whether this must be on file before a step."""
        if self.is_general:
            waits = self.before is EVERY_STEP or step.kind is Kind.DECISION
            return waits and not step.before_declaring
        return step.trigger in self.before

    def can_be_asked(self, attempt: Attempt) -> bool:
        """Whether there is all that this requirement reads."""
        return attempt.entry is not None or not self.reads


@dataclass(frozen=True)
class Decision:
    """The engine's answer on one step: what stands in its way, and what it would be flagged with."""

    step: Step
    right_role: bool
    blocking: tuple[Requirement, ...]
    flags: tuple[Requirement, ...]

    @property
    def allowed(self) -> bool:
        """Whether the step may be taken now."""
        return self.right_role and not self.blocking

    @property
    def could_be_urgent(self) -> bool:
        """Whether urgent action need not wait for what is missing."""
        return self.right_role and self.step.urgent and all(r.may_follow for r in self.blocking)

    @property
    def idle(self) -> bool:
        """Whether the step has nothing to act on."""
        return any(requirement.idle for requirement in self.blocking)


class Refused(Exception):
    """A step may not be taken. `decision` says all that is missing; None: no such step from here."""

    def __init__(self, trigger: str, status: str, decision: Decision | None = None) -> None:
        super().__init__(f"{trigger} refused from {status}")
        self.trigger, self.status, self.decision = trigger, status, decision

    @property
    def missing(self) -> tuple[str, ...]:
        """The ids of the unmet requirements."""
        return tuple(r.id for r in self.decision.blocking) if self.decision else ()
