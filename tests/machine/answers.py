"""Invented answers to every question of every entry, from a seeded random source: mostly sensible, sometimes not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from complaints.models.entries import Field, fields_of
from workflows.calendar import london_day
from workflows.model import Answer, Choice, Pick
from workflows.registry import STEPS

PEOPLE = {
    Pick.REGISTER: ("dee", "ned", "vic", "ros", "pat", "ben", "ivy", "sue"),
    Pick.SUBJECTS: ("dee", "dee", "dee", "ned", "vic"),
    Pick.HANDLERS: ("lee", "max", "ivy", "joe", "sue", "tom", "ben", "una", "hope"),
    Pick.INVESTIGATORS: ("ivy", "joe", "ivy", "joe", "max", "ida", "dee"),
    Pick.OVERSIGHT_OFFICERS: ("sue", "tom", "una", "sue", "vic"),
    Pick.WORKERS: ("lee", "max", "hope", "ivy", "una", "sue", "tom", "ida", "joe"),
    Pick.LINKED: ("ida", "una", "lee", "max", "sue"),
    Pick.DECLARERS: ("mina", "hope", "cora", "cy", "ana", "tom"),
    Pick.LEFT: ("ida", "sue", "lee"),
    Pick.STAFF: ("lee", "max", "hope", "ivy", "una", "dee", "ben"),
}
ABOUT_WITHDRAWING = (
    *("record-wish-to-withdraw", "record-signed-withdrawal", "record-withdrawal-reply", "record-change-of-mind"),
    *("record-no-reply-on-withdrawal", "record-withdrawal-notice", "decide-on-withdrawal"),
    "record-iopc-decision-on-withdrawal",
)
APPOINTING = ("appoint-investigator", "replace-investigator")
TESTS: Mapping[str, tuple[str, ...]] = {
    "concern": ("no", "no", "no", "no", "yes", "unknown"),
    "connection": ("no", "no", "no", "yes", "unknown"),
    "confidence": ("yes", "yes", "yes", "no", "not-asked"),
    "criminal_lead": ("separate", "separate", "none", "same"),
}
LIKELY: Mapping[str, tuple[Any, ...]] = {
    "report-matter.subject": ("dee", "dee", "dee", ""),
    "report-matter.victim": ("vic", "vic", "pat", ""),
    "report-matter.reporter": ("ros", "", "ben"),
    "report-matter.withhold_identity": ("", "", "no", "yes"),
    "report-matter.victim_name": ("",),
    "declare-interests.known": (["none"],) * 12 + (["subject:social"], ["victim:same-team", "victim:online"]),
    "declare-interests.asked": ([],),
    "declare-interests.roles": ([], [], ["intake"], ["appropriate-authority", "senior-oversight-officer"]),
    "declare-change.connected": ("no",) * 12 + ("yes",),
    "declare-change.asked": ([],),
    "decide-connection.cover": ("", "", "tom", "joe"),
    "decide-connection.covers": ("", "contact", "investigation"),
    "decide-connection.no_cover": ("", "Nobody is left."),
    "report-connection.cover": ("", "", "tom", "joe"),
    "report-connection.covers": ("", "contact", "investigation"),
    "decide-link.cover": ("", "", "tom", "joe"),
    "decide-link.covers": ("", "contact", "investigation"),
    "decide-link.no_cover": ("", "Nobody is left."),
    "decide-connection.decision": ("cleared", "cleared", "excluded"),
    "decide-independence.unconnected": ("yes", "yes", "no", "unknown"),
    "decide-independence.trust": ("yes", "unknown", "no"),
    "decide-independence.handled_by": ("own-force", "own-force", "own-force", "other-unit", "other-force", "iopc"),
    "decide-independence.victim_view": ("She wants to be told.",),
    "review-independence.victim_view": ("She is content.",),
    "grant-exception.connection": ("same-team", "social", "training"),
    "grant-exception.ends_on": ("2026-12-31", "2026-12-31", "2026-07-10"),
    "challenge-independence.party": ("victim", "victim", "reporter", "p1"),
    "answer-challenge.party": ("victim", "victim", "reporter", "p1"),
    "answer-challenge.channel": ("post", "email", "post", "telephone"),
    "answer-challenge.safe": ("yes", "yes", "yes", "unknown"),
    **{f"{trigger}.{name}": likely for trigger in APPOINTING for name, likely in TESTS.items()},
    "record-matter.kind": ("conduct-matter", "conduct-matter", "complaint"),
    "record-matter.complainant": ("victim", "victim", "p1", "reporter", "subject"),
    "convert-matter.complainant": ("victim", "victim", "p1", "reporter"),
    "ask-views.wants_recording": ("no", "no", "yes"),
    "propose-not-recording.ground": ("repeat", "repeat", "no-indication"),
    "handle-otherwise.indication": ("no", "no", "yes"),
    "confirm-correction.correction": ("handling.5", "handling.6", "handling.7", "handling.8", "handling.9"),
    "add-party.person": ("ned", "pat", "dee", "ben", "joe", ""),
    "add-party.name": ("", "", "Somebody Invented"),
    "add-party.withhold_identity": ("", "", "", "no", "yes"),
    "add-party.name_held_apart": ("",),
    "add-party.description": ("",),
    "add-party.acts_for": ("",),
    "add-party.acts_as": ("",),
    "add-party.consent": ("",),
    "add-party.consent_on": ("",),
    "state-involvement.same_chief": ("", "", "yes", "no", "unknown"),
    "state-involvement.on_duty": ("", "", "yes", "no", "unknown"),
    "state-involvement.served_as": ("", "officer", "outside", "former"),
    "state-involvement.basis": ([], ["happened-to"], ["happened-to"], ["none"]),
    "record-relationship.subject": ("", "subject"),
    "record-relationship.how_many": ("", "2"),
    "record-relationship.relationship": ("separating", "separated", "unknown"),
    "record-relationship.children": ("yes", "unknown"),
    "take-account.taken_by": ("ana", "ivy", ""),
    "take-account.taken_by_name": ("", "", "An adviser"),
    "add-allegation.kinds": ([], ["coercive-control"], ["stalking", "economic"]),
    "add-allegation.factors": ([],),
    "add-allegation.standards": ([], ["9"]),
    "add-incident.precision": ("exact", "roughly"),
    "add-incident.happened_until": ("",),
    "search-history.found_in": (["psd"], []),
    "search-history.nothing_in": (["crime", "vetting"],),
    "search-history.not_searched": ([], ["pnd"]),
    "search-history.what": ("An earlier complaint.",),
    "agree-contact.channels": (["email", "telephone"], ["post"], ["telephone", "email", "in-person"]),
    "agree-contact.avoid": ([], ["text"], ["text", "advocate"]),
    "agree-contact.telephone": ("", "07700 900456"),
    "agree-contact.email": ("", "her@example.org"),
    "agree-contact.every_days": ("7", "14"),
    "report-connection.person": ("lee", "ivy", "sue", "max", "joe", "una"),
    "tell-outcome.allegations": (["1"], ["1", "2", "3", "4", "5", "6"], ["2"]),
    "tell-party-outcome.allegations": (["1"], ["1", "2", "3", "4", "5", "6"], ["2"]),
    "send-timeliness-report.sent_to": (["iopc", "local-policing-body"], ["iopc"], ["subject"]),
    "choose-information.party": ("p2", "p1", "p1", "victim"),
    "choose-information.wish": ("everything", "everything", "outcome-only", "nothing"),
    "choose-information.channels": (["post"], ["post", "email"], ["telephone"]),
    "withhold-notice.party": ("p1", "p2", "victim", "subject"),
    "release-notice.party": ("p1", "p2", "victim", "subject"),
    "ask-to-confirm-withdrawal.channel": ("email", "email", "post", "telephone"),
    "ask-to-confirm-withdrawal.safe": ("yes", "yes", "yes", "unknown"),
    **{f"{trigger}.whose": ("", "", "", "victim", "p1") for trigger in ABOUT_WITHDRAWING},
    "decide-on-withdrawal.asked": ("yes", "declined", "not-asked"),
    "decide-on-withdrawal.asked_by": ("The senior oversight officer, in person.",),
    "decide-on-withdrawal.under_review": ("no", "no", "unknown"),
    "record-criminal-progress.suspect": ("subject", "subject", ""),
    "record-criminal-outcome.suspect": ("subject", "subject", ""),
    "ask-whether-to-go-on.channel": ("email", "email", "post", "telephone"),
    "ask-whether-to-go-on.safe": ("yes", "yes", "yes", "unknown"),
    "decide-continuation.condition": ("A", "B", "none", "C"),
    "plan-meeting.month": ("2026-07",),
    "move-meeting.month": ("2026-07", "2026-07", "2026-08"),
    "move-meeting.meets_on": ("2026-08-04", "2026-08-11", "2026-07-30"),
    "declare-for-meeting.connected": ("no", "no", "yes"),
    "declare-for-meeting.whom": ("", "", "A cousin."),
    "record-meeting.held_on": ("2026-06-30", "2027-01-01"),
    "release-pack.names_nobody": ("yes",),
    "ask-for-identity.party": ("victim", "victim", "victim", "p1", "subject"),
    "see-identity-at-once.party": ("victim", "victim", "victim", "p1", "subject"),
    "readmit-colleague.person": ("ida", "ros", "hope", "dee", "ned"),
    "use-urgent-access.knows_anyone": ("no", "no", "yes"),
    "decide-further-report.other": ("K7Q2-M4XD-9TBR", "K7Q2-M4XD-9TBC"),
    "decide-further-report.knows_anyone": ("no", "no", "yes"),
    "agree-action.due_on": ("2026-12-31", "2026-12-31", "2026-07-10"),
    "answer-recommendation.act_by": ("2026-12-31", ""),
    "add-allegation.offences": ([], ["common-assault"], ["rape"], ["coercive-control"], ["harassment"], ["other"]),
    "decide-to-refer.criteria": (["M2"], ["M4", "M6"], ["voluntary"], ["voluntary"], ["M2", "M9"]),
    "decide-to-refer.grounds": ([], ["gravity"], ["gravity"]),
    "send-referral.sent_at": ("",),
    "tell-of-referral.party": ("subject", "subject", "p1", "p1", "p2", "p3"),
    "tell-of-referral.told": ("yes", "yes", "no", "unknown"),
    "tell-of-referral.told_at": ("",),
    "report-matter.received_by": ("", "", "ana"),
    "report-in-confidence.subject": ("dee", ""),
    "add-in-confidence.subject": ("", "", "ned"),
    "keep-out.person": ("pat", "ben"),
    "pass-to-psd.receiver": ("ana", "ana", "ben", "lee", "ros"),
    "agree-to-disclosure.agrees": ("yes", "yes", "no"),
    "screen-person.role": ("investigator", "appropriate-authority", "senior-oversight-officer"),
    "decide-link.people": (["ida"], ["ida"], ["lee", "max"], ["una"]),
    "decide-link.decision": ("no-conflict", "no-conflict", "excluded", "replaced"),
    "decide-link.terms": ("",),
    "decide-link.ends_on": ("",),
    "report-link.role": ("investigator", "senior-oversight-officer", "appropriate-authority"),
    "report-link.reviewer": ("max", "lee", "una"),
    "record-link-notice.told": ("no", "not-asked"),
}


def invent(random: Random, trigger: str, at: datetime, *, abuse: str) -> dict[str, Any]:
    """Raw answers as a form sends them. `abuse` is what a case says of domestic abuse, mostly."""
    return {f.name: _answer(random, trigger, f, at, abuse) for f in fields_of(STEPS[trigger].entry)}


def _answer(random: Random, trigger: str, field: Field, at: datetime, abuse: str) -> Any:
    if likely := LIKELY.get(f"{trigger}.{field.name}"):
        return random.choice(likely)
    if field.name == "domestic_abuse":
        return random.choice((abuse, abuse, abuse, "no"))
    if field.ask.pick is Pick.ALLEGATIONS:
        return str(random.choice((1, 1, 1, 2, 2, 3, 4)))
    if field.ask.pick is Pick.EVERYBODY:
        return random.choice(("victim", "victim", "reporter", "subject", "p1", "p2"))
    if field.ask.pick is Pick.LINKS:
        return random.choice(("LNK-7.subject", "LNK-8.subject", "LNK-13.reporter", "LNK-13.victim", "LNK-9.subject"))
    if field.ask.pick is Pick.ACTIONS:
        return random.choice(("a1", "a1", "a2"))
    if field.ask.pick is Pick.RECOMMENDATIONS:
        return random.choice(("r1", "r1", "r2"))
    if field.ask.pick:
        return random.choice(PEOPLE[field.ask.pick])
    if issubclass(field.kind, Choice):
        return _chosen(random, field)
    if field.kind is date:
        return _day(random, field, london_day(at))
    if field.kind is datetime:
        return (at - timedelta(minutes=random.randrange(1, 4000))).isoformat()
    if field.kind is bool:
        return "yes"
    return "" if field.optional and random.random() < 0.5 else f"Some words {random.randrange(1000)}."


def _chosen(random: Random, field: Field) -> Any:
    members = [str(member.value) for member in field.kind]  # type: ignore[attr-defined]
    if field.several:
        return random.sample(members, random.randrange(1, min(4, len(members))))
    if field.kind is Answer:
        return random.choice((*members[:2], *members))
    return random.choice(members)


def _day(random: Random, field: Field, today: date) -> str:
    if field.name == "review_on":
        return str(today + timedelta(days=random.choice((28, 14, 0))))
    if field.optional and random.random() < 0.3:
        return ""
    return str(today - timedelta(days=random.choice((1, 20, 90) if field.name == "conduct_to" else (91, 200))))
