"""The way through the rules: what to try next, so that a walk comes to the late statuses too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from complaints.facts.load import Loaded, Owner, owner_of
from tests.machine.history import DECLARING, TAKES_TWO, Deed, Past, kept_out, waiting, working
from tests.machine.law import IN_WRITING
from tests.machine.town import STARTS, Town
from workflows.casefile import ProcessFact
from workflows.model import LENT_ROLES, Attempt, Requirement, Role, Step, Urgency
from workflows.registry import STEPS, WORKFLOW_OF, WORKFLOWS

DEPTH = 12
MEETING_PEOPLE = frozenset({"ana", "hope", "cora", "tom", "mina", "cy"})
WALKED = tuple(sorted(t for t in STEPS if owner_of(WORKFLOW_OF[t].name) is not Owner.OFFICE))
"""The steps of cases, meetings and reports. Administration has a walk of its own: see `test_office`."""

URGENT, DECIDING = "use-urgent-access", "decide-panel-connection"
BESIDE_THE_CASE = ("step-out", DECIDING)
"""What a meeting says of who may know of the case: it is not corrected."""

UNINVITED = {"take-over-case": "dan", "decide-further-report": "gwen"}
"""What whoever has the role may do who is not barred: they need not work on the case. Who does it on a tour."""

CONFIDING, GATEKEEPERS = "ros", ("gwen",)
"""Who sent the confidential report, and who may read it."""

NONE = {"known": ["none"]}
TESTED = {"concern": "no", "connection": "no", "confidence": "yes", "criminal_lead": "separate"}
ON_TOUR: Mapping[str, dict[str, Any]] = {
    "report-matter": {"subject": "dee", "victim": "vic", "reporter": "", "withhold_identity": ""},
    "add-party": {"person": "ned", "part": "subject"},
    "declare-interests": NONE,
    "declare-change": {"connected": "no"},
    "allocate-case": {"person": "hope", "role": "head-of-psd"},
    "report-connection": {"person": "ben", "cover": "", "covers": ""},
    "decide-connection": {"person": "vic", "decision": "cleared", "cover": "", "covers": ""},
    "decide-independence": {"handled_by": "own-force", "unconnected": "yes", "trust": "yes"},
    "screen-person": {"person": "ida", "role": "investigator"},
    "decide-link": {"people": ["ida"], "link": "LNK-7.subject", "decision": "no-conflict", "cover": "", "covers": ""},
    "report-link": {"person": "ida", "role": "investigator", "cover": "", "reviewer": "una"},
    "review-linked-work": {"person": "ida"},
    "record-link-notice": {"person": "ida", "told": "no"},
    "grant-exception": {"person": "joe", "connection": "same-team", "ends_on": "2027-06-30"},
    "challenge-independence": {"party": "victim"},
    "answer-challenge": {"party": "victim", "channel": "post", "safe": "yes"},
    "appoint-investigator": {"investigator": "max", **TESTED},
    "replace-investigator": {"investigator": "ivy", **TESTED},
    "appoint-oversight-officer": {"officer": "sue"},
    "record-withdrawal-reply": {"reply": "confirmed", "whose": ""},
    "record-wish-to-withdraw": {"whose": ""},
    "record-signed-withdrawal": {"whose": ""},
    "decide-on-withdrawal": {"whose": ""},
    "record-wish-after-proceedings": {"wish": "not-go-on"},
    "take-over-case": {"handled_by": "force", "body": "Their head of professional standards."},
    "record-arrest": {"arrested_for": "listed"},
    "choose-suspension-law": {"rule_set": "RS-2026S"},
    "record-matter": {"kind": "conduct-matter"},
    "record-determination": {"determination": "returned"},
    "propose-not-recording": {"ground": "repeat"},
    "ask-views": {"wants_recording": "no"},
    "handle-otherwise": {"indication": "no"},
    "sign-repeat": {"signed": "yes"},
    "end-handling": {"ending": "dsi-returned"},
    "convert-matter": {"kind": "dsi-matter"},
    "choose-information": {"party": "p2", "wish": "everything", "channels": ["post"]},
    "accept-interested-person": {"party": "victim", "consents": "yes"},
    "withhold-notice": {"party": "p2", "what": "update"},
    "release-notice": {"party": "p2", "what": "update"},
    "write-to-party": {"party": "p2", "channel": "post"},
    "tell-party-outcome": {"party": "p2", "channel": "post"},
    "tell-proceedings-outcome": {"party": "p2", "channel": "post"},
    "give-review-right": {"party": "p2", "channel": "post"},
    "send-record-copy": {"party": "p2", "channel": "post"},
    "tell-not-recorded": {"party": "p2", "channel": "post"},
    "send-complaint-copy": {"party": "subject", "channel": "post"},
    "add-in-confidence": {"subject": ""},
    "agree-to-disclosure": {"agrees": "yes"},
    DECIDING: {"person": "mina"},
    "keep-out": {"person": "pat"},
    "pass-to-psd": {"receiver": "ana", "subject": "dee", "victim": "vic"},
}
"""Answers that leave somebody to do the work, for a tour of all that can be done."""

APPOINTED = {
    Role.INVESTIGATOR: "appoint-investigator",
    Role.OVERSIGHT_OFFICER: "appoint-oversight-officer",
}
NO_CONNECTION = (("connected", "no"), ("whom", ""))
EVERY_OUTCOME = ("allegations", ["1", "2", "3", "4", "5", "6"])
LEADING = ("ana", "una", "hope", "sue", "ivy", "max", "cora", "cy", "dan")
"""Who does the work on a tour, if it is their job."""


@dataclass(frozen=True)
class Try:
    """What somebody is about to do."""

    by: str
    trigger: str
    about: str | None = None
    urgency: Urgency | None = None
    corrects: Deed | None = None
    given: tuple[tuple[str, Any], ...] = ()


@dataclass
class Guide:
    """One case, one meeting and their history, as far as the way through them needs it."""

    town: Town
    seed: int
    deeds: list[Deed] = field(default_factory=list)
    ids: dict[Owner, int] = field(default_factory=dict)
    given: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    at: datetime = STARTS

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.abuse = self.random.choice(("yes", "yes", "no", "unknown"))
        self.calm = self.random.random() < 0.6
        self.names: dict[str | None, str] = {player.person: key for key, player in self.town.people.items()}

    def choose(self) -> Try:
        chance = self.random.random() * (1.1 if self.calm else 2)
        if chance < 0.9:
            goal = "close-case" if self.random.random() < 0.7 else self.random.choice(WALKED)
            return self.towards(goal, DEPTH)
        if chance < 1:
            return self._open_step()
        return self._correction() if chance < 1.1 else self._wild()

    def _loaded(self, trigger: str) -> Loaded:
        owner = owner_of_step(trigger)
        return self.town.load(self.ids[owner], owner)

    def _wild(self) -> Try:
        """Anybody does anything, about anybody."""
        random = self.random
        urgency = Urgency("It could not wait.", random.random() < 0.2) if random.random() < 0.3 else None
        about = self.random.choice((None, None, "dee", "ned", "vic"))
        by, trigger = random.choice(sorted(self.town.people)), random.choice(WALKED)
        # On the pages of these nobody is asked why it cannot wait.
        return Try(by, trigger, about, None if trigger in (URGENT, *BESIDE_THE_CASE, *UNINVITED) else urgency)

    def _correction(self) -> Try:
        """Somebody corrects something: a declaration only their own."""
        deed = self.random.choice([d for d in self.deeds if d.corrects is None and d.trigger not in BESIDE_THE_CASE])
        own = deed.trigger in DECLARING or self.random.random() < 0.7
        by = self.names[deed.by] if own else self.random.choice(sorted(self.town.people))
        return Try(by, deed.trigger, self.names.get(deed.about), corrects=deed)

    def _open_step(self) -> Try:
        """Something that somebody may do now, as far as the page can tell."""
        owner = self.random.choice((*(Owner.CASE,) * 6, Owner.MEETING, Owner.CONFIDENTIAL))
        loaded = self.town.load(self.ids[owner], owner)
        people = {Owner.MEETING: MEETING_PEOPLE, Owner.CONFIDENTIAL: GATEKEEPERS}.get(owner, self._insiders())
        by = self.random.choice(sorted(people))
        found = [
            (process, decision.step)
            for process in loaded.file.processes
            for decision in WORKFLOWS[process.workflow].choices(self._asking(loaded, process, by))
            if decision.allowed
        ]
        if not found:
            return self._wild()
        process, step = self.random.choice(found)
        return Try(by, step.trigger, self.names.get(process.about))

    def towards(self, trigger: str, depth: int, by: str | None = None, about: str | None = None) -> Try:
        """The next thing to do so that `trigger` can be done: one unmet requirement at a time."""
        if trigger in UNINVITED:
            return Try(UNINVITED[trigger], trigger)
        if trigger == URGENT:
            out = {self.names[p] for p in kept_out(self.deeds, self.town.world)}
            return Try(self.random.choice([k for k in LEADING if k not in out] or ["ana"]), trigger)
        step, workflow = STEPS[trigger], WORKFLOW_OF[trigger]
        loaded = self._loaded(trigger)
        running = loaded.file.running(workflow.name)
        if depth == 0 or (not running and trigger != "start-investigation" and workflow.name != "investigation"):
            return self._wild()
        if not running:
            return self.towards("start-investigation", depth - 1)
        process = next((p for p in running if p.status in step.source), self.random.choice(running))
        if trigger == "leave-unrestricted":
            process = next((p for p in running if p.status.value == "undecided"), process)
        process = next((p for p in running if about and p.about == about), process)
        if process.status not in step.source:
            return self._moving(process, step, depth)
        if trigger == "confirm-correction":
            made = [self.names[d.by] for d in waiting(self.deeds)[:1]]
            if not made:
                return self._correct_a_decision()
            by = self.random.choice([k for k in self._able(step) if k not in made])
        if trigger == "review-linked-work":
            named = [self.names[d.entry["reviewer"]] for d in self.deeds if d.trigger == "report-link"]
            if not named:
                return self.towards("report-link", depth - 1)
            by = named[-1]
        if trigger == "answer-for-identity":
            if not (asked := self._who_asked()):
                return self.towards("ask-for-identity", depth - 1)
            by = self.random.choice([k for k in self._able(step) if k not in asked])
        return self._with_somebody(step, process, loaded, depth, by)

    def _who_asked(self) -> list[str]:
        """Who asked last to be shown who stands under an alias."""
        return [self.names[d.by] for d in self.deeds if d.trigger == "ask-for-identity"][-1:]

    def _correct_a_decision(self) -> Try:
        """A correction that will wait for a second person."""
        decided = [d for d in self.deeds if d.trigger in TAKES_TWO and d.corrects is None]
        if not decided:
            return self._wild()
        return Try(self.names[decided[-1].by], decided[-1].trigger, corrects=decided[-1])

    def _moving(self, process: ProcessFact, goal: Step, depth: int) -> Try:
        """A step that moves a process nearer to where `goal` starts."""
        steps = [s for s in WORKFLOWS[process.workflow].steps if process.status in s.source and s.dest]
        steps = [s for s in steps if s.dest is not process.status] or steps
        near = [s for s in steps if s.dest in goal.source] or steps
        return self.towards(self.random.choice(near).trigger, depth - 1) if near else self._wild()

    def _with_somebody(self, step: Step, process: ProcessFact, loaded: Loaded, depth: int, by: str | None) -> Try:
        people = self._suited(step)
        chosen = people[0] if self.given and people else self.random.choice(people or ["ana"])
        person = by or chosen
        about = self.names.get(process.about)
        if owner_of_step(step.trigger) is Owner.CASE and person not in self._insiders():
            return self._bring_in(person, step, depth)
        decision = WORKFLOW_OF[step.trigger].decide(step, self._asking(loaded, process, person))
        others = [k for k in self._able(step) if k != person]
        if not by and others and any(r.remedy is None and not r.idle for r in decision.blocking):
            return self._with_somebody(step, process, loaded, depth, self.random.choice(others))
        if not decision.blocking:
            return Try(person, step.trigger, about, self._hurry(step), given=self._fitting(step, person))
        return self._remedy(self.random.choice(decision.blocking), person, depth, process.about)

    def _remedy(self, missing: Requirement, person: str, depth: int, about: str | None) -> Try:
        if missing.remedy == "record-determination":
            sent = self.town.load(self.ids[Owner.CASE]).file.status("referral")
            return self.towards("record-determination" if sent == "sent" else "send-referral", depth - 1)
        if missing.id == "IND-21":
            held = sorted(role.value for role in self.town.people[person].member.roles)
            return Try(person, "declare-interests", given=(("roles", held),))
        if missing.id == "PAN-8":
            return self.towards("declare-for-meeting", depth - 1, "mina")
        if missing.remedy:
            same = person if missing.remedy in (*DECLARING, "declare-for-meeting") else None
            return self.towards(missing.remedy, depth - 1, same, about)
        return self._wild()

    def _hurry(self, step: Step) -> Urgency | None:
        """Now and then somebody acts in a hurry, and may know somebody."""
        if not step.urgent or self.given or self.random.random() < 0.7:
            return None
        return Urgency("It could not wait.", knows_anyone=self.random.random() < 0.4)

    def _suited(self, step: Step) -> list[str]:
        """Who could take a step: those with the role, the appointed one first, and nobody who is barred."""
        if owner_of_step(step.trigger) is Owner.CONFIDENTIAL:
            return [CONFIDING] if lent(step.trigger) else list(GATEKEEPERS)
        by_role = self._able(step)
        inside = [k for k in by_role if k in self._insiders()]
        appointed = {self.names[p] for p, role in working(self.deeds) if role in {r.value for r in step.by}}
        return sorted(appointed & set(inside)) or inside or by_role

    def _able(self, step: Step) -> list[str]:
        """Who has the role for a step and is not barred; on a tour, who does the work."""
        out = {self.names[p] for p in kept_out(self.deeds, self.town.world)}
        people = LEADING if self.given else tuple(self.town.people)
        return [k for k in people if k not in out and step.by & set(self.town.people[k].member.roles)]

    def free(self) -> set[str]:
        """Who works on the case and is not barred from it."""
        return {self.names[p] for p in {p for p, _ in working(self.deeds)} - kept_out(self.deeds, self.town.world)}

    def _insiders(self) -> set[str]:
        return self.free() or {"ana"}

    def _bring_in(self, person: str, step: Step, depth: int) -> Try:
        """Give somebody work on the case: by appointment, where it is an investigator's or an oversight officer's."""
        roles = [role for role in self.town.people[person].member.roles if role in step.by]
        allocated = [role for role in roles if role not in APPOINTED]
        if not allocated:
            return self.towards(APPOINTED[roles[0]], depth - 1) if roles else self._wild()
        given = (("person", person), ("role", allocated[0].value))
        return Try(self.random.choice(sorted(self._insiders())), "allocate-case", given=given)

    def _fitting(self, step: Step, person: str) -> tuple[tuple[str, Any], ...]:
        """Answers that lead on, where chance alone would rarely give them."""
        if step.trigger == "declare-for-meeting" and self.given:
            return (("connected", "yes"), ("whom", "A cousin.")) if person == "mina" else NO_CONNECTION
        if step.trigger == "decide-outcome":
            made = [d.entry["allegation"] for d in Past(self.town.world, self.deeds).all("decide-outcome")]
            undecided = [n for n in ("1", "2", "3", "4", "5", "6") if n not in made]
            return (("allegation", undecided[0]),) if undecided else ()
        if step.trigger == "answer-for-identity":
            return tuple(("person", asked) for asked in self._who_asked())
        if step.trigger == "confirm-correction":
            return tuple(("correction", d.key) for d in waiting(self.deeds)[:1])
        if step.trigger == "add-party" and self.given and Past(self.town.world, self.deeds).done("add-party"):
            return ("part", "complainant"), ("person", ""), ("name", "Somebody Invented")
        if step.trigger in ("send-update", "tell-outcome", "make-closing-contact"):
            agreed = Past(self.town.world, self.deeds).last("agree-contact")
            ways = tuple(("channel", way) for way in agreed.entry["channels"] if way in IN_WRITING) if agreed else ()
            return (*ways, EVERY_OUTCOME) if step.trigger == "tell-outcome" else ways
        if step.trigger == "tell-party-outcome":
            return (EVERY_OUTCOME,)
        return ()

    def _asking(self, loaded: Loaded, process: ProcessFact, by: str) -> Attempt:
        return Attempt(loaded.file, process, self.town.signed_in(by).actor, self.at)


def owner_of_step(trigger: str) -> Owner:
    return owner_of(WORKFLOW_OF[trigger].name)


def lent(trigger: str) -> frozenset[str]:
    """The role that is lent for a step: in a report of one's own, or to open a case."""
    return frozenset(role.value for role in STEPS[trigger].by & LENT_ROLES)
