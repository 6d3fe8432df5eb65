"""A case's history in plain words and values, and what is true of the case at a moment: the oracle's memory."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DUTY_TO_SUSPEND_FROM = date(2026, 7, 13)
INTAKE, INVESTIGATOR, OVERSIGHT = "intake", "investigator", "senior-oversight-officer"
DEPARTMENT = {INTAKE, INVESTIGATOR, "appropriate-authority", "head-of-psd", "duty-inspector"}


@dataclass(frozen=True)
class World:
    """What is true of people outside the case: who manages whom, the force and team of those who serve, who holds which
    role, and until which day they are trained."""

    managers: Mapping[str, str]
    force_of: Mapping[str, str]
    roles: Mapping[str, frozenset[str]]
    team_of: Mapping[str, str]
    trained: Mapping[str, date]


@dataclass(frozen=True)
class Deed:
    """One thing that was done: plain words and plain values."""

    number: int
    trigger: str
    by: str
    roles: frozenset[str]
    about: str | None
    entry: Mapping[str, Any]
    at: datetime
    flags: frozenset[str] = frozenset()
    urgent: bool = False
    knows: bool = False
    corrects: int | None = None
    reason: str = ""
    key: str = ""

    @property
    def day(self) -> date:
        return self.at.astimezone(LONDON).date()


TAKES_TWO = {
    *("handle-outside-schedule-3", "record-matter", "convert-matter", "handle-otherwise", "decide-outcome"),
    *("confirm-outcomes", "close-case", "end-handling"),
}
"""What a correction changes only once a second person has confirmed it."""


def waiting(deeds: Iterable[Deed]) -> list[Deed]:
    """The corrections that wait for a second person."""
    known = list(deeds)
    confirmed = {d.entry["correction"] for d in known if d.trigger == "confirm-correction"}
    return [d for d in known if d.corrects is not None and d.trigger in TAKES_TWO and d.key not in confirmed]


@dataclass
class Past:
    """The history before a deed, with corrections put in the place of what they replace."""

    world: World
    deeds: Sequence[Deed]
    settled: list[Deed] = field(init=False)
    _found: dict[tuple[str, ...], list[Deed]] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        waits = {d.number for d in waiting(self.deeds)}
        later = {d.corrects: d.entry for d in self.deeds if d.corrects is not None and d.number not in waits}
        self.settled = [replace(d, entry=later.get(d.number, d.entry)) for d in self.deeds if d.corrects is None]

    def all(self, *triggers: str) -> list[Deed]:
        """Looked for once: hundreds of deeds are judged by one past."""
        if triggers not in self._found:
            self._found[triggers] = [d for d in self.settled if d.trigger in triggers]
        return self._found[triggers]

    def last(self, *triggers: str) -> Deed | None:
        found = self.all(*triggers)
        return found[-1] if found else None

    def about(self, person: str | None, *triggers: str) -> list[Deed]:
        return [d for d in self.all(*triggers) if d.about == person]

    def done(self, *triggers: str) -> bool:
        return bool(self.all(*triggers))

    @cached_property
    def kept_out(self) -> set[str]:
        """Everybody who may know nothing of the case."""
        return kept_out(self.deeds, self.world)

    @cached_property
    def since_opened(self) -> "Past":
        """The history since the case was opened again, all of it where it never was."""
        opened = [d.number for d in self.all("confirm-reopening")]
        return Past(self.world, [d for d in self.deeds if not opened or d.number > opened[-1]])

    def is_closed(self) -> bool:
        return self.since_opened.done("close-case", "end-handling", "confirm-not-recording", "pass-on")


BESIDE_A_VICTIM = {f"{rule}.victim" for rule in ("LNK-7", "LNK-8", "LNK-9", "LNK-10", "LNK-13")}


def near_a_victim(deeds: Iterable[Deed], world: World) -> set[str]:
    """Settlement 6: the present team of a victim who serves, and her managers up to the top, once she is first named.

    The head of professional standards lets in one by one, by a step of its own or by deciding on a possible link.
    """
    seen: set[str] = set()
    near: set[str] = set()
    for deed in deeds:
        said = deed.entry
        named = said["victim"] if deed.trigger == "report-matter" else None
        if deed.trigger == "add-party" and said["part"] == "victim":
            named = said["person"]
        if deed.trigger == "readmit-colleague":
            near.discard(said["person"])
        if deed.trigger == "decide-link" and said["decision"] in ("no-conflict", "managed"):
            near -= set(said["people"]) if said["link"] in BESIDE_A_VICTIM else set()
        if named and named in world.force_of and named not in seen:
            above, chain = world.managers.get(named), set[str]()
            while above and above not in chain:
                chain.add(above)
                above = world.managers.get(above)
            mine = (world.force_of[named], world.team_of.get(named))
            team = {p for p in world.team_of if (world.force_of[p], world.team_of[p]) == mine}
            near |= (chain | team) - {named}
        seen |= {named} if named else set()
    return near


def barred(deeds: Iterable[Deed], world: World) -> set[str]:
    """Everybody who may know nothing of the case: parties for ever, the connected until somebody clears them, and who
    serves with a victim."""
    known = list(deeds)
    return _barred(known) | near_a_victim(known, world)


def _barred(deeds: Iterable[Deed]) -> set[str]:
    parties: set[str] = set()
    connected: set[str] = set()
    for deed in deeds:
        said = deed.entry
        if deed.trigger == "report-matter":
            parties |= {said[part] for part in ("subject", "victim", "reporter") if said[part]}
        elif deed.trigger == "add-party" and said["person"]:
            parties.add(said["person"])
        elif deed.trigger in DECLARING and declares_connection(said):
            connected.add(deed.by)
        elif deed.trigger in ("report-connection", "report-link"):
            connected.add(said["person"])
        elif deed.trigger == "decide-link" and said["decision"] == "excluded":
            connected |= set(said["people"])
        elif deed.trigger == "decide-connection":
            connected = connected | {said["person"]} if said["decision"] == "excluded" else connected - {said["person"]}
        connected |= {deed.by} if deed.knows else set()
    return parties | connected


def kept_out(deeds: Iterable[Deed], world: World) -> set[str]:
    """The same, and whoever has stepped out of the case as a member of the panel, or is kept from it by a decision on
    what they declared for a meeting: the case itself is never told.

    A decision that somebody's connection does not matter lets them in again.
    """
    known, out = list(deeds), set[str]()
    for deed in known:
        if deed.trigger == "step-out" and deed.corrects is None:
            out.add(deed.by)
        elif deed.trigger == "decide-panel-connection" and deed.corrects is None:
            out.add(deed.entry["person"])
        elif deed.trigger == "decide-connection" and deed.entry["decision"] != "excluded":
            out.discard(deed.entry["person"])
    return barred(known, world) | out


def connected_for_the_meeting(past: Past) -> dict[str, bool]:
    """Who has declared for the meeting, and whether a decision on it is still needed: for the pack as it is now."""
    stands: dict[str, bool] = {}
    connected: set[str] = set()
    for deed in past.deeds:
        if deed.trigger == "declare-for-meeting":
            stands[deed.by] = deed.entry["connected"] or stands.get(deed.by, False)
            connected = connected | {deed.by} if stands[deed.by] else connected - {deed.by}
        elif deed.trigger == "decide-panel-connection" and deed.entry["person"] in stands:
            stands[deed.entry["person"]] = False
        elif deed.trigger == "prepare-pack":
            stands |= dict.fromkeys(connected, True)
    return stands


DECLARING = ("declare-interests", "declare-change")


def declares_connection(said: Mapping[str, Any]) -> bool:
    """Of a whole declaration, or of the one answer about whoever was named since."""
    return bool({*said["known"]} - {"none"}) if "known" in said else said["connected"]


def named(past: Past) -> set[str]:
    """Everybody on file by number or by name, but whose identity is held apart."""
    reports, added = [d.entry for d in past.all("report-matter")], [d.entry for d in past.all("add-party")]
    apart = {r["reporter"] for r in reports if r["withhold_identity"] == "yes"}
    apart |= {a["person"] for a in added if a["withhold_identity"] == "yes"}
    people = {r[part] for r in reports for part in ("subject", "victim", "reporter")} | {a["person"] for a in added}
    open_ones = [a for a in added if a["withhold_identity"] != "yes"]
    names = {name.casefold() for name in [r["victim_name"] for r in reports] + [a["name"] for a in open_ones] if name}
    return (people - apart - {None}) | names


def not_asked_about(past: Past, person: str) -> set[str]:
    """Whom somebody who has declared was not asked about, then or since."""
    whole = [d.number for d in past.all("declare-interests") if d.by == person]
    said = [d.number for d in past.all(*DECLARING) if d.by == person and d.number >= whole[-1]] if whole else []
    known = {who for n in said for who in named(Past(past.world, [d for d in past.deeds if d.number < n]))}
    return named(past) - known if said else set()


GIVES = {
    "appoint-investigator": ("investigator", INVESTIGATOR),
    "replace-investigator": ("investigator", INVESTIGATOR),
    "appoint-oversight-officer": ("officer", OVERSIGHT),
}
"""What gives work to whom: the answer that names them, and the role."""


COVERED = {"contact": OVERSIGHT, "investigation": INVESTIGATOR}


def given(deed: Deed) -> tuple[str, str] | None:
    """Who is given work by a deed, and in which role."""
    if deed.trigger == "report-matter":
        return deed.entry["received_by"] or deed.by, INTAKE
    if deed.flags & {"LKS-7", "LKS-12", "LKS-13", "LKS-14", "LKS-15", "LKS-16", "LKS-17", "IND-18", "IND-19"}:
        return None
    if deed.trigger == "allocate-case":
        return deed.entry["person"], deed.entry["role"]
    if deed.trigger == "take-over-case":
        return deed.by, "outside-deputy"
    if deed.trigger == "report-link":
        return (deed.entry["cover"], deed.entry["role"]) if deed.entry["cover"] else None
    if deed.trigger in GIVES:
        answer, role = GIVES[deed.trigger]
        return deed.entry[answer], role
    if deed.trigger in ("decide-connection", "decide-link", "report-connection") and deed.entry["cover"]:
        return deed.entry["cover"], COVERED[deed.entry["covers"]]
    return None


def working(deeds: Iterable[Deed]) -> set[tuple[str, str]]:
    """Who works on the case in which role: one investigator and one senior oversight officer at a time.

    The department's work ends when somebody from outside takes the case over.
    """
    now: set[tuple[str, str]] = set()
    for deed in deeds:
        if deed.trigger == "take-over-case":
            now = {pair for pair in now if pair[1] not in DEPARTMENT}
        gone = _leaves(deed)
        now = {pair for pair in now if pair[0] not in gone}
        if work := given(deed):
            person, role = work
            alone = role in (INVESTIGATOR, OVERSIGHT)
            now = {pair for pair in now if not alone or pair[1] != role} | {(person, role)}
    return now


def left_for_a_link(past: Past, person: str | None) -> list[Deed]:
    """What has made somebody leave: a link found late, or a connection that nobody has cleared since."""
    decided = [d for d in past.all("decide-connection") if d.entry["person"] == person]
    cleared = max((d.number for d in decided if d.entry["decision"] == "cleared"), default=0)
    found = [d for d in past.all("report-link", "report-connection") if d.entry["person"] == person]
    return [d for d in found if d.trigger == "report-link" or d.number > cleared]


def declared_late(past: Past, person: str | None, no_work: Collection[str]) -> list[Deed]:
    """Where somebody said of themselves that they are connected, after some work on the case; cleared by nobody since.

    A connection that they were cleared on stands in each later declaration, and says nothing new.
    """
    decided = [d for d in past.all("decide-connection") if d.entry["person"] == person]
    cleared = [d.number for d in decided if d.entry["decision"] == "cleared"]
    found, worked, declared = [], False, dict[int, set[str]]()
    for deed in (d for d in past.deeds if d.by == person):
        whole = deed.trigger == "declare-interests"
        looked_at = max((n for n in cleared if n < deed.number), default=0)
        told = set[str]().union(*(ties for n, ties in declared.items() if n < looked_at)) - {"other"}
        old = whole and not deed.knows and {*deed.entry["known"]} <= told
        says = deed.knows or (deed.trigger in DECLARING and declares_connection(deed.entry))
        if worked and says and not old and not any(n > deed.number for n in cleared):
            found.append(deed)
        worked = worked or deed.trigger not in no_work
        declared |= {deed.number: {*deed.entry["known"]}} if whole else {}
    return found


def _leaves(deed: Deed) -> set[str]:
    """Whose work on the case a deed ends: who has a link that excludes, or that somebody else's work replaces."""
    if deed.trigger == "report-link":
        return {deed.entry["person"]}
    ends = deed.trigger == "decide-link" and deed.entry["decision"] in ("excluded", "replaced")
    return set(deed.entry["people"]) if ends else set()


def standing_risk(past: Past) -> str | None:
    """The level that stands: a higher one at once, a lower one when somebody has countersigned it."""
    order, stands, made = ("standard", "medium", "not-known", "high"), None, None
    for deed in past.all("assess-risk", "countersign-risk"):
        if deed.trigger == "countersign-risk":
            stands = made
        else:
            made = deed.entry["level"]
            stands = made if stands is None else max(stands, made, key=order.index)
    return stands


def may_be_domestic_abuse(past: Past) -> bool:
    flagged = [d.entry for d in past.all("flag-allegation") if d.entry["kind"] == "domestic-abuse"]
    if any(said["change"] == "set" for said in flagged):
        return True
    return any(d.entry["domestic_abuse"] != "no" for d in past.all("report-matter", "add-allegation"))


def closed(past: Past) -> bool:
    return past.is_closed()


def subjects(past: Past) -> set[str]:
    named = {d.entry["subject"] for d in past.all("report-matter")}
    named |= {d.entry["person"] for d in past.all("add-party") if d.entry["part"] == "subject"}
    return {person for person in named if person}


def victims(past: Past) -> set[str]:
    named = {d.entry["victim"] for d in past.all("report-matter")}
    named |= {d.entry["person"] for d in past.all("add-party") if d.entry["part"] == "victim"}
    return {person for person in named if person}


def wants_contact(past: Past) -> bool:
    """Whether there is a victim, known by name at least, who has not said that no way is safe."""
    named = [d.entry["victim"] or d.entry["victim_name"] for d in past.all("report-matter")]
    named += [d for d in past.all("add-party") if d.entry["part"] == "victim"]
    agreed = past.last("agree-contact")
    return any(named) and (agreed is None or bool(agreed.entry["channels"]))


def cast(past: Past) -> dict[str, tuple[str, str]]:
    """Everybody named, by their reference in the case: their part, and who they are."""
    found: dict[str, tuple[str, str]] = {}
    for said in (d.entry for d in past.all("report-matter")):
        named = {"subject": said["subject"], "victim": said["victim"], "reporter": said["reporter"]}
        named["victim"] = named["victim"] or (said["victim_name"] or "").casefold()
        found |= {part: (part, who) for part, who in named.items() if who}
    for number, said in enumerate((d.entry for d in past.all("add-party")), start=1):
        found[f"p{number}"] = (said["part"], said["person"] or said["name"].casefold())
    return found


def untold(past: Past, letters: list[Deed]) -> set[str]:
    """The allegations whose outcome, as it stands, none of some letters gives: a correction has to be told again."""
    waits = {d.number for d in waiting(past.deeds)}
    confirmed = {d.entry["correction"]: d.number for d in past.deeds if d.trigger == "confirm-correction"}
    decided = [d for d in past.deeds if d.trigger == "decide-outcome" and d.number not in waits]
    since = {d.entry["allegation"]: confirmed.get(d.key, d.number) for d in decided}
    told = {(n, letter.number) for letter in letters for n in letter.entry["allegations"]}
    return {n for n, number in since.items() if not any(n == m and later > number for m, later in told)}


def surely_may_not_complain(past: Past, party: str) -> bool:
    """Whether somebody is barred from complaining of every subject, with nothing left open (s.12, s.29(4)).

    Without what was said of them, the register speaks: of one force, and neither said to have left it.
    """
    people = cast(past)
    if party not in people:
        return False
    part, person = people[party]
    others = [(ref, who) for ref, (of, who) in people.items() if of == "subject" and who != person]
    said = _said_of(past, {ref for ref, (_, who) in people.items() if who == person})
    if not others or part == "representative":
        return False
    odd = {d.entry["person"] for d in past.all("add-party") if d.entry["served_as"]}
    if said["served_as"] != "outside" and person not in odd and said["on_duty"] == "yes":
        return True
    if said["same_chief"] or said["served_as"] == "outside":
        barred_by_chief = said["same_chief"] == "yes" and said["served_as"] != "outside"
    else:
        serving = said["served_as"] != "former" and not odd & {person, *(who for _, who in others)}
        theirs = {past.world.force_of.get(who, "?") for ref, who in others if not _said_of(past, {ref})["served_as"]}
        known = len(theirs) == 1 and all(not _said_of(past, {ref})["served_as"] for ref, _ in others)
        barred_by_chief = serving and known and theirs == {past.world.force_of.get(person)}
    return barred_by_chief or said["basis"] == ("none",)


def _said_of(past: Past, refs: set[str]) -> dict[str, Any]:
    """What was stated of the service and involvement of somebody: each answer as last given."""
    answers: dict[str, Any] = dict.fromkeys(("served_as", "same_chief", "on_duty", "basis"))
    for deed in past.all("state-involvement"):
        if deed.entry["party"] in refs:
            answers |= {name: deed.entry[name] or answers[name] for name in answers}
    return answers


def complaining(past: Past) -> set[str]:
    people = cast(past)
    stated = {d.entry["complainant"] for d in past.all("log-complaint")}
    decided = past.all("record-matter", "convert-matter")
    stated |= {d.entry["complainant"] for d in decided if d.entry["kind"] == "complaint"}
    return {ref for ref, (part, _) in people.items() if part == "complainant" or ref in stated}


def entitled(past: Past) -> set[str]:
    """Complainants, victims, and whoever was accepted with consent."""
    people = cast(past)
    accepted = {d.entry["party"] for d in past.all("accept-interested-person")}
    complain = complaining(past)
    return {ref for ref, (part, _) in people.items() if part == "victim" or ref in complain or ref in accepted}


def known_as(past: Past, party: str) -> set[str]:
    """One person under every part in which they are entitled."""
    people = cast(past)
    if party not in entitled(past):
        return {party}
    return {ref for ref in entitled(past) if people[ref][1] == people[party][1]}


def her_officers_victim(past: Past) -> set[str]:
    """The victim to whom the senior oversight officer writes: the first who was named."""
    named = [ref for ref, (part, _) in cast(past).items() if part == "victim"]
    return known_as(past, named[0]) if named else set()


def named_ways(past: Past, party: str) -> set[str] | None:
    """The ways that somebody has named: the officer's victim in the plan, anybody else in what they chose."""
    agreed = past.last("agree-contact")
    if party in her_officers_victim(past):
        return set(agreed.entry["channels"]) if agreed else None
    said = [d.entry for d in past.all("choose-information") if d.entry["party"] in known_as(past, party)]
    return set(said[-1]["channels"]) if said else None


def withheld(past: Past, what: str, parties: set[str]) -> bool:
    decided = [d for d in past.all("withhold-notice", "release-notice") if d.entry["what"] == what]
    mine = [d for d in decided if d.entry["party"] in parties]
    return bool(mine) and mine[-1].trigger == "withhold-notice"


def iopc_has_it(past: Past) -> bool:
    decided = past.last("record-determination")
    return decided is not None and decided.entry["determination"] in ("directed", "independent")


def reported(past: Past) -> bool:
    """Whether whoever investigates now has reported."""
    last = past.last("appoint-investigator", "replace-investigator", "submit-report")
    return last is not None and last.trigger == "submit-report"


def investigators(past: Past) -> set[str]:
    return {d.entry["investigator"] for d in past.all("appoint-investigator", "replace-investigator")}


def latest(past: Past, field: str) -> str | None:
    """Who investigates now, or oversees: the last that was appointed."""
    investigating = ("appoint-investigator", "replace-investigator")
    found = past.last(*(investigating if field == "investigator" else ("appoint-oversight-officer",)))
    return found.entry[field] if found else None


def police_victims(past: Past) -> set[str]:
    """Everybody who serves and was ever named as a victim."""
    named = {d.entry["victim"] for d in past.deeds if d.trigger == "report-matter"}
    named |= {d.entry["person"] for d in past.deeds if d.trigger == "add-party" and d.entry["part"] == "victim"}
    return named & set(past.world.force_of)


def report_periods(past: Past) -> list[date]:
    """The last days of the year, and then of each half year, that ended before a report was sent on them."""
    first = past.all("report-matter")[-1:]
    ends = [_months_on(d.entry["came_to_attention_at"].astimezone(LONDON).date(), 12) for d in first]
    finished = past.last("confirm-outcomes")
    for sent in sorted(d.entry["sent_at"] for d in past.all("send-timeliness-report")):
        if sent.astimezone(LONDON).date() > ends[-1] and (finished is None or sent < finished.at):
            ends.append(_months_on(ends[-1] + timedelta(days=1), 6))
    return ends


def _months_on(day: date, months: int) -> date:
    """The last day of so many months that begin with `day` itself. No walk begins on a day that a month may lack."""
    year, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + year, month=month + 1) - timedelta(days=1)


REACHES_IOPC = ("send-referral", "record-iopc-initiative", "record-body-referral")
REFERRAL_DECIDED = (
    *("decide-to-refer", "decide-not-to-refer", "decide-not-to-re-refer", "record-call-in"),
    *REACHES_IOPC[1:],
)


def must_refer(deed: Deed) -> bool:
    """Whether from this deed on the matter has to be referred: a voluntary referral is a choice."""
    if deed.trigger == "decide-to-refer":
        return set(deed.entry["criteria"]) != {"voluntary"}
    return deed.trigger == "record-call-in"


def waits_for_iopc(past: Past) -> bool:
    """Whether the matter has to be referred, or has come before the IOPC, and the IOPC has not decided since."""
    waits = False
    for deed in past.settled:
        waits = (waits or must_refer(deed) or deed.trigger in REACHES_IOPC) and deed.trigger != "record-determination"
    return waits


def last_days_to_refer(past: Past) -> list[date]:
    """The last days of the duties to refer that nothing has met, nor the IOPC made pointless."""
    ends = ("send-referral", "record-iopc-initiative", "record-determination")
    after = max((n for n, deed in enumerate(past.settled) if deed.trigger in ends), default=-1) + 1
    open_ones = [deed.entry for deed in past.settled[after:] if must_refer(deed)]
    clear = [said.get("became_clear_at") or said["notified_at"] for said in open_ones]
    return [moment.astimezone(LONDON).date() + timedelta(days=1) for moment in clear]


def new_to_referral(past: Past) -> list[Deed]:
    """The allegations made since referral was last decided that are not plainly below every criterion."""
    decided = past.last(*REFERRAL_DECIDED)
    made = [d for d in past.all("add-allegation") if decided is None or d.number > decided.number]
    below = {"harassment", "stalking", "common-assault", "breach-of-order"}
    unsaid = [d for d in made if not d.entry["offences"] and d.entry["domestic_abuse"] != "no"]
    return unsaid + [d for d in made if set(d.entry["offences"]) - below]


WISHES = ("record-wish-to-withdraw", "record-signed-withdrawal", "record-withdrawal-reply")
SETTLES_WITHDRAWAL = ("record-change-of-mind", "decide-on-withdrawal", "record-iopc-decision-on-withdrawal")
ABOUT_A_WISH = ("ask-to-confirm-withdrawal", "record-no-reply-on-withdrawal", "record-withdrawal-notice")
SUSPENDS = ("suspend-matter", "record-iopc-suspension")
GOES_ON = (
    *("resume-matter", "record-iopc-resumption"),
    *("decide-after-proceedings", "record-iopc-decision-after-proceedings"),
)


def since(past: Past, marks: Sequence[str], *triggers: str) -> list[Deed]:
    """What was done after the last of some marks, or at all where there is none."""
    found: list[Deed] = []
    for deed in past.settled:
        found = [] if deed.trigger in marks else [*found, deed]
    return [d for d in found if d.trigger in triggers]


@dataclass
class Withdrawn:
    """Who wishes to withdraw, with what was done about it; what was decided on each; whose became a conduct matter."""

    waiting: dict[str, list[Deed]] = field(default_factory=dict)
    decided: dict[str, Deed] = field(default_factory=dict)
    converted: set[str] = field(default_factory=set)


def withdrawn(past: Past) -> Withdrawn:
    now = Withdrawn()
    for deed in past.all(*WISHES, *SETTLES_WITHDRAWAL, *ABOUT_A_WISH):
        for who in _whose_wish(past, deed, now):
            if deed.trigger in WISHES:
                now.waiting.setdefault(who, []).append(deed)
                now.decided.pop(who, None)
            elif deed.trigger in ABOUT_A_WISH:
                now.waiting.get(who, []).append(deed)
            else:
                now.waiting.pop(who, None)
                now.decided.pop(who, None)
                if "consequence" in deed.entry:
                    now.decided[who] = deed
                    now.converted |= {who} if deed.entry["consequence"] == "conduct-matter" else set()
    return now


def _whose_wish(past: Past, deed: Deed, now: Withdrawn) -> list[str]:
    """What names nobody who waits is about all who do; what settles one wish settles one that nobody put a name to."""
    named = deed.entry["to"] if deed.trigger == "ask-to-confirm-withdrawal" else deed.entry["whose"]
    who = who_is_meant(past, named)
    if named and (deed.trigger in WISHES or who in now.waiting):
        return [who]
    if named and deed.trigger in SETTLES_WITHDRAWAL:
        return [who, *([""] if "" in now.waiting else [])]
    return list(now.waiting) or [who]


def who_is_meant(past: Past, ref: str | None) -> str:
    people = cast(past)
    if ref:
        return people[ref][1] if ref in people else ref
    only = {people[each][1] for each in complaining(past)}
    return only.pop() if len(only) == 1 else ""


def complaints_stand(past: Past, but: set[str]) -> bool:
    """Whether somebody complains on whose withdrawal nothing is decided."""
    now, people = withdrawn(past), cast(past)
    return not {people[each][1] for each in complaining(past)} <= {*now.decided, *now.converted, *but}


def withdrawal_ends_it(past: Past) -> bool:
    now = withdrawn(past)
    last = max(now.decided.values(), key=lambda d: d.number, default=None)
    if last is None or now.waiting or complaints_stand(past, set()):
        return False
    on = any(d.entry["consequence"] == "conduct-matter" for d in now.decided.values())
    return last.entry["consequence"] == "ends" and not on


def wish_of(past: Past, whose: str | None) -> list[Deed]:
    """What was done about one person's wish, or about all that wait."""
    waiting, who = withdrawn(past).waiting, who_is_meant(past, whose)
    if whose and who in waiting:
        return waiting[who]
    return sorted({d.number: d for deeds in waiting.values() for d in deeds}.values(), key=lambda d: d.number)


def withdrawal_letter_expired(past: Past, on: date, whose: str | None) -> bool:
    letters = [d for d in wish_of(past, whose) if d.trigger == "ask-to-confirm-withdrawal"]
    return bool(letters) and (on - letters[-1].day).days > 28


def ends_it(past: Past, *triggers: str) -> bool:
    """Whether the latest of these was a decision that handling under the Act ends."""
    last = past.last(*triggers)
    return last is not None and last.entry.get("consequence") == "ends"


def letter_expired(past: Past, on: date, letter: str, *marks: str) -> bool:
    """Whether 28 days have passed after the day of the latest letter."""
    letters = since(past, marks, letter)
    return bool(letters) and (on - letters[-1].day).days > 28


def surely_withdrawn(past: Past, whose: str | None) -> bool:
    done = wish_of(past, whose)
    said = [d for d in done if d.trigger in ("record-withdrawal-reply", "record-signed-withdrawal")]
    silent = [d for d in done if d.trigger == "record-no-reply-on-withdrawal"][-1:]
    sure = any(d.entry.get("reply", "confirmed") == "confirmed" for d in said)
    return sure or any(withdrawal_letter_expired(past, d.day, whose) for d in silent)


def iopc_investigates(past: Past) -> bool:
    made = past.last("record-determination")
    return made is not None and made.entry["determination"] in ("directed", "independent")


def with_iopc(past: Past) -> bool:
    """Due, sent, or the IOPC's own to investigate; a local investigation is the authority's by default."""
    return waits_for_iopc(past) or iopc_investigates(past)


def suspended(past: Past) -> bool:
    last = past.last(*SUSPENDS, *GOES_ON)
    return last is not None and last.trigger in SUSPENDS


def nobody_asks_for_it(past: Past) -> bool:
    wishes = [d.entry["wish"] for d in since(past, SUSPENDS, "record-wish-after-proceedings")]
    silent = since(past, SUSPENDS, "record-no-reply-after-proceedings")[-1:]
    expired = any(letter_expired(past, d.day, "ask-whether-to-go-on", *SUSPENDS) for d in silent)
    said = wishes[-1] if wishes else "unsure"
    return said == "not-go-on" or (said == "unsure" and expired)


def left(past: Past, subject: str | None, *, undecided_only: bool = True) -> bool:
    """Whether a subject no longer serves; by default, only where nobody has decided since what that means."""
    marks = ("decide-continuation",) if undecided_only else ()
    found = past.about(subject, "record-leaving", "record-return", *marks)
    return bool(found) and found[-1].trigger == "record-leaving"


def independence_stands(past: Past) -> bool:
    last = past.last("decide-independence", "report-connection", "report-link")
    return last is not None and last.trigger == "decide-independence"


def interim(past: Past) -> Deed | None:
    """The short decision since independence was last open."""
    last = past.last("decide-independence", "report-connection", "report-link", "allow-interim-enquiries")
    return last if last and last.trigger == "allow-interim-enquiries" else None


def interim_stands(past: Past, at: datetime) -> bool:
    """It lasts for 72 hours."""
    made = interim(past)
    return made is not None and at - made.at < timedelta(hours=72)


def exceptions(past: Past, person: str, day: date) -> list[bool]:
    """Whether the last exception that a chief officer granted somebody holds on a day; nothing where there is none."""
    granted = [d for d in past.all("grant-exception") if d.entry["person"] == person][-1:]
    return [d.entry["ends_on"] >= day for d in granted]


def links(past: Past, person: str) -> set[str]:
    """By what the register links somebody with the parties of the case: the team, and the line up or down.

    Nobody in the walk has a history: whoever manages somebody now did so then. Whoever reported and is held apart is
    compared with nobody, and a part of one's own is no link that anybody decides on.
    """
    found = set()
    for part, who in _compared(past):
        if who == person:
            continue
        steps = {_steps(past.world, person, who), _steps(past.world, who, person)} - {0}
        found |= {f"LNK-{n}.{part}" for step in steps for n in ((7, 8) if step == 1 else (9, 10))}
        team = past.world.team_of.get(person)
        same_force = past.world.force_of.get(person) == past.world.force_of.get(who)
        if team and same_force and team == past.world.team_of.get(who):
            found.add(f"LNK-13.{part}")
    return found


def _compared(past: Past) -> set[tuple[str, str]]:
    """Everybody on the register with a part in the case, unless they are held apart."""
    found = set()
    for d in past.all("report-matter"):
        apart = d.entry["withhold_identity"] == "yes"
        found |= {(part, d.entry[part]) for part in ("subject", "victim") if d.entry[part]}
        found |= {("reporter", d.entry["reporter"])} if d.entry["reporter"] and not apart else set()
    for d in past.all("add-party"):
        apart = d.entry["withhold_identity"] == "yes"
        found |= {(d.entry["part"], d.entry["person"])} if d.entry["person"] and not apart else set()
    return found


def _steps(world: World, person: str, manager: str) -> int:
    """How many steps somebody is below a manager, or 0."""
    steps, above, seen = 1, world.managers.get(person), {person}
    while above and above not in seen:
        if above == manager:
            return steps
        steps, seen, above = steps + 1, seen | {above}, world.managers.get(above)
    return 0


def decided_links(past: Past, person: str) -> dict[str, Mapping[str, Any]]:
    """The last decision on each of somebody's links."""
    return {d.entry["link"]: d.entry for d in past.all("decide-link") if person in d.entry["people"]}


def links_open(past: Past, person: str, role: str, day: date) -> set[str]:
    """The links that keep somebody from a role on a day. Whoever takes reports down is kept out by none of these."""
    if role in (INTAKE, "duty-inspector"):
        return set()
    decided = decided_links(past, person)
    clear = {
        link
        for link, said in decided.items()
        if said["decision"] in ("no-conflict", "managed") and (said["ends_on"] is None or said["ends_on"] >= day)
    }
    return links(past, person) - clear


def investigators_now(past: Past) -> str | None:
    last = past.last("appoint-investigator", "replace-investigator")
    return last.entry["investigator"] if last else None


def oversight_now(past: Past) -> str | None:
    last = past.last("appoint-oversight-officer")
    return last.entry["officer"] if last else None


def linked_with(past: Past, person: str) -> bool:
    """Whether somebody was ever found to be connected, or serves in one team with a subject or a police victim."""
    said = ("report-connection", "decide-connection", "report-link")
    found = {d.entry["person"] for d in past.deeds if d.trigger in said}
    judged = [d.entry for d in past.deeds if d.trigger == "decide-link" and d.entry["decision"] != "no-conflict"]
    found |= {person for entry in judged for person in entry["people"]}
    found |= {d.by for d in past.deeds if d.trigger in DECLARING and declares_connection(d.entry)}
    found |= {d.by for d in past.deeds if d.knows}
    sides = {who for part, who in cast(past).values() if part in ("subject", "victim")}
    teams = {past.world.team_of[who] for who in sides if who in past.world.team_of}
    return person in found or past.world.team_of.get(person) in teams


def outside(past: Past) -> bool:
    now = past.since_opened
    return now.done("handle-outside-schedule-3") and not now.done("record-matter")


def investigated(past: Past) -> bool:
    return past.done("start-investigation")


def matter_kind(past: Past) -> str | None:
    last = past.last("record-matter", "convert-matter")
    return last.entry["kind"] if last else None


def wants_recording(past: Past) -> bool:
    return any(d.entry["wants_recording"] == "yes" for d in past.all("ask-views"))


def proposed(past: Past, proposal: str, confirmation: str) -> Deed | None:
    """The latest proposal that no second person has confirmed."""
    last = past.last(proposal, confirmation)
    return last if last and last.trigger == proposal else None


def suspension_law_is_open(past: Past, subject: str | None) -> bool:
    """Whether conduct straddles the change of law, or nothing says when it was, and nobody has chosen."""
    if any(d.about == subject for d in past.all("choose-suspension-law")):
        return False
    spans = [d.entry for d in past.all("add-allegation") if d.entry["subject"] == subject]
    if not spans:
        return True
    ended = all(s["conduct_to"] and s["conduct_to"] < DUTY_TO_SUSPEND_FROM for s in spans)
    return not ended and min(s["conduct_from"] for s in spans) < DUTY_TO_SUSPEND_FROM


def new_suspension_law(past: Past, subject: str | None) -> bool:
    chosen = [d for d in past.all("choose-suspension-law") if d.about == subject]
    if chosen:
        return bool(chosen[-1].entry["rule_set"] == "RS-2026S")
    spans = [d.entry for d in past.all("add-allegation") if d.entry["subject"] == subject]
    return bool(spans) and min(s["conduct_from"] for s in spans) >= DUTY_TO_SUSPEND_FROM


def kept_from(past: Past) -> set[str]:
    """Whoever a confidential report names, or is kept out of it."""
    named = [d.entry["subject"] for d in past.all("report-in-confidence", "add-in-confidence", "pass-to-psd")]
    named += [d.entry["victim"] for d in past.all("pass-to-psd")] + [d.entry["person"] for d in past.all("keep-out")]
    return {person for person in named if person}


def under(world: World, person: str, managers: set[str]) -> bool:
    seen: set[str] = set()
    above = world.managers.get(person)
    while above and above not in seen:
        if above in managers:
            return True
        seen.add(above)
        above = world.managers.get(above)
    return False


def plain(value: Any) -> Any:
    """A value without the types of the house: what a clerk would write down."""
    if isinstance(value, tuple):
        return tuple(plain(member) for member in value)
    return value.value if isinstance(value, Enum) else value
