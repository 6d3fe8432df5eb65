"""A force's labelled settings, as dated data, each with its source; a rule asks what held on a day."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from workflows import citations as law
from workflows.calendar import Calendar
from workflows.citations import Citation

Value = int | str | bool

LONGEST = 6
"""Figures of a number."""

MOST = {"hours": 744, "days": 366, "working days": 260, "months": 12, "years": 20, "people": 100_000}
"""The most that a force may set, by unit: about a year, or a month of hours. A clock that runs for longer reminds
nobody, and would count days whose bank holidays are not known. No source gives these; they keep out what was mistyped.
"""


@dataclass(frozen=True)
class Term:
    """One setting: its value from the London day `since` on, and the unit in which a reader sees it.

    `choices` are the only words it may have, where rules read them. What a statute fixes is not `changeable`:
    it stands here so that it is read and cited in one place.
    """

    key: str
    label: str
    value: Value
    unit: str
    cite: Citation
    since: date = date.min
    choices: tuple[str, ...] = ()
    changeable: bool = True


def _fixed(key: str, label: str, value: Value, unit: str, cite: Citation) -> Term:
    return Term(key, label, value, unit, cite, changeable=False)


def _choice(key: str, label: str, choices: tuple[str, ...], cite: Citation) -> Term:
    """The first of the choices is the default."""
    return Term(key, label, choices[0], "", cite, choices=choices)


DEFAULTS = (
    _fixed("written-update", "Written update to those entitled to one", 4, "weeks", law.REG_34_2_A),
    _fixed("outcome-notice", "Telling them the outcome", 5, "working days", law.REG_34_2_B),
    _fixed("review-notice", "Telling a complainant of the right to a review", 5, "working days", law.REG_34_4),
    _fixed("review-period", "Applying for a review, from the day after being told", 28, "days", law.REG_29_2),
    _choice(
        "email-served",
        "Information by e-mail about a review counts as given",
        ("on the next working day", "on the day it is sent"),
        law.settlement(26),
    ),
    Term("withheld-review", "Longest time until what is withheld is looked at again", 14, "days", law.PROPOSED_TIME),
    Term("after-withholding", "Sending what is no longer withheld", 5, "working days", law.PROPOSED_TIME),
    Term(
        "outside-the-chain",
        "Taking over of a case that the department must not handle",
        1,
        "days",
        law.OUTSIDE_THE_CHAIN,
    ),
    Term("urgent-access-review", "Review of an urgent access", 5, "working days", law.PROPOSED_TIME),
    Term("identity-shown", "A victim under an alias stays shown to one person for", 24, "hours", law.PROPOSED_IDENTITY),
    Term("identity-review", "Review of an identity seen at once", 5, "working days", law.PROPOSED_TIME),
    _fixed("timeliness-first", "First report on an unfinished investigation", 12, "months", law.REG_13),
    _fixed("timeliness-next", "Later reports on an unfinished investigation", 6, "months", law.REG_13),
    _fixed("suspension-review", "Review of a suspension", 4, "weeks", law.PCR_11_REVIEW),
    _fixed("suspension-review-2026", "The same, law of 2026", 12, "weeks", law.PCR_11_REVIEW_2026),
    _fixed("wish-reply", "Reply after criminal proceedings", 28, "days", law.REG_41_4),
    Term("withdrawal-reply", "Reply to our letter about withdrawing (PCMR reg 38)", 28, "days", law.settlement(27)),
    _choice(
        "withdrawal-local",
        "Who decides on a withdrawal in a local investigation that the IOPC has required",
        ("the appropriate authority", "the IOPC"),
        law.settlement(27),
    ),
    Term(
        "former-officer-within",
        "Condition B: a former officer's conduct comes to light within",
        12,
        "months",
        law.settlement(27),
    ),
    _choice(
        "suspension-review-from",
        "The first review of a suspension is counted from",
        ("the suspension", "the first working day after it"),
        law.settlement(13),
    ),
    _choice(
        "duty-decision-from",
        "Of the criminal investigation and the assessment, a duty-status decision is counted from",
        ("the later", "the criminal investigation", "the assessment"),
        law.settlement(14),
    ),
    _choice(
        "voluntary-referral-waits-from",
        "Handling waits for the IOPC, where a referral is only voluntary, from",
        ("sending the referral", "the decision to refer"),
        law.VOLUNTARY_WAIT,
    ),
    Term("soo-offer", "Offer of a senior oversight officer", 1, "working days", law.PROPOSED_TIME),
    Term("soo-first-contact", "First contact by that officer", 2, "working days", law.PROPOSED_TIME),
    Term("soo-rank", "Rank expected of that officer (warns only)", "chief inspector", "", law.HAMPSHIRE_SOO),
    Term("agreed-contact", "Longest time between agreed contacts", 28, "days", law.PROPOSED_TIME),
    Term("supervisor-review", "Review by a supervisor", 28, "days", law.PROPOSED_TIME),
    Term("risk-assessment", "First assessment of risk, where it may be domestic abuse", 1, "days", law.PROPOSED_TIME),
    Term("risk-countersigning", "Countersigning an assessment of risk", 1, "days", law.PROPOSED_TIME),
    Term("risk-again", "Assessing the risk again after a further report", 1, "days", law.PROPOSED_TIME),
    Term("acknowledge-confidential", "Acknowledging a confidential report", 2, "working days", law.PROPOSED_TIME),
    Term("same-force-victim-may-complain", "A same-force victim may complain", False, "", law.settlement(27)),
    Term(
        "complaint-needs-standing",
        "A complaint is refused of somebody who may not complain (PRA 2002 s.12 and s.29(4))",
        True,
        "",
        law.settlement(27),
    ),
    Term("outcomes-by-way", "Outcomes are refused that a way of handling does not offer", True, "", law.OUTCOME_WORDS),
    Term(
        "passed-on-notice", "Telling whoever reported that a matter was passed on", 5, "working days", law.PROPOSED_TIME
    ),
    Term("recommendation-response", "Response of the force to a recommendation", 56, "days", law.PROPOSED_TIME),
    Term(
        "suspension-notice",
        "Telling people of a suspension for criminal proceedings, or of what follows it",
        5,
        "working days",
        law.PROPOSED_TIME,
    ),
    Term("interim-independence", "A short decision for interim enquiries lasts", 72, "hours", law.INTERIM_INDEPENDENCE),
    Term("independence-look", "Looking at independence again after a change", 5, "working days", law.PROPOSED_TIME),
    Term("cover", "Naming who covers for somebody who is excluded", 1, "working days", law.PROPOSED_TIME),
    Term("declaration-warning", "Saying that a declaration of interests runs out soon", 75, "days", law.REDECLARATION),
    Term("declaration-renewal", "Declaring interests again", 90, "days", law.REDECLARATION),
    Term("challenge-answer", "Answering a challenge to independence", 10, "working days", law.CHALLENGE),
    Term(
        "appointment-needs-training",
        "An investigator is refused whose training on abuse by police is not in date",
        True,
        "",
        law.settlement(27),
    ),
    Term("support-review", "Checking a service of the support directory again", 180, "days", law.PROPOSED_TIME),
    Term("link-years", "Working together counts as a possible link for", 5, "years", law.SCREENING),
    Term("link-decision", "Deciding on a possible link", 2, "working days", law.LINK_TERMS),
    Term("link-review", "Reviewing the work of somebody who left the case", 5, "working days", law.LINK_FOUND_LATE),
    Term("link-telling", "Telling the victim that somebody left the case", 2, "working days", law.LINK_FOUND_LATE),
    Term(
        "small-force",
        "The same station alone informs, and does not exclude, in a force of fewer than",
        2500,
        "people",
        law.SCREENING,
    ),
    Term("panel-cycle", "How often the panel meets", "monthly", "", law.HAMPSHIRE_PANEL),
)
_BY_KEY = {term.key: term for term in DEFAULTS}


@dataclass(frozen=True)
class Terms:
    """What one force has settled, with the calendar that pure rules count by.

    `changes` are its own values, each from a day on; ValueError for one that may not be made. `closures` are
    days on which the force is closed: they move its own targets, never a statutory limit (settlement 21).
    """

    calendar: Calendar
    changes: tuple[Term, ...] = ()
    closures: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        for change in self.changes:
            _check(change, _default(change.key))

    @cached_property
    def target_calendar(self) -> Calendar:
        """The calendar for the force's own targets, on which its closures are no working days."""
        return replace(self.calendar, closures=self.closures)

    def term(self, key: str, on: date) -> Term:
        """The setting that holds on a London day. KeyError, with every known key, for an unknown one."""
        changes = [change for change in self.changes if change.key == key and change.since <= on]
        return sorted(changes, key=lambda term: term.since)[-1] if changes else _default(key)

    def value(self, key: str, on: date) -> Value:
        """The value of the setting that holds on a London day."""
        return self.term(key, on).value

    def number(self, key: str, on: date) -> int:
        """The same for a setting that is a whole number. TypeError for any other."""
        value = self.value(key, on)
        if type(value) is not int:
            raise TypeError(f"{key} is not a number but {value!r}")
        return value


def changed(key: str, text: str, since: date, source: str) -> Term:
    """A change of one setting as a person writes it. KeyError for an unknown key; ValueError, in plain words."""
    default = _default(key)
    change = replace(default, value=_read(default, text.strip()), since=since, cite=law.own_change(source))
    _check(change, default)
    return change


def written_value(value: Value) -> str:
    """A setting's value as a person reads and writes it."""
    return {True: "yes", False: "no"}[value] if type(value) is bool else str(value)


def _read(default: Term, text: str) -> Value:
    if type(default.value) is bool:
        if text.lower() not in ("yes", "no"):
            raise ValueError("Answer yes or no")
        return text.lower() == "yes"
    if type(default.value) is int:
        if not (text.isdecimal() and len(text) <= LONGEST):
            raise ValueError("Enter a whole number of no more than six figures")
        return int(text)
    return text


def _default(key: str) -> Term:
    if key not in _BY_KEY:
        raise KeyError(f"No setting is called {key!r}; there are {', '.join(_BY_KEY)}")
    return _BY_KEY[key]


def _check(change: Term, default: Term) -> None:
    named = f"“{default.label}”"
    if not default.changeable:
        raise ValueError(f"{named} is fixed by {default.cite.short}")
    if type(change.value) is not type(default.value):
        raise ValueError(f"{named} cannot be {change.value!r}: its default is {default.value!r}")
    if type(change.value) is int and not 1 <= change.value <= MOST[default.unit]:
        raise ValueError(f"{named} must be from 1 to {MOST[default.unit]:,} {default.unit}")
    if default.choices and change.value not in default.choices:
        raise ValueError(f"{named} must be one of {', '.join(default.choices)}")
