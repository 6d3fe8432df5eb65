"""Plots of abuse by somebody in the police, from the first report to the end."""

from complaints.seeding import words
from complaints.seeding.endings import close, decide, told
from complaints.seeding.people import colleague, officer, outsider
from complaints.seeding.steps import (
    TESTED,
    allege,
    declare,
    first_contact,
    independent,
    investigate,
    look_after,
    not_referred,
    protect,
    receive,
    record_abuse,
    referred,
    report,
    victim_of,
    weeks_go_by,
)
from complaints.seeding.tale import Tale

ROUTES = ("colleague", "victim", "agency", "confidential", "force-check", "third-party")


def abuse_investigated(t: Tale) -> None:
    """Abuse is reported, investigated and decided; with luck it goes to plan."""
    _begin(t)
    weeks_go_by(t, t.random.randint(1, 4))
    report(t)
    _end(t)


def two_subjects(t: Tale) -> None:
    """A second subject is named some days later."""
    victim = victim_of(t)
    receive(t, route=t.one(ROUTES), victim=victim)
    record_abuse(t, victim)
    second = t.meet("tim", colleague(t.random))
    t.do(t.post("ana"), "add-party", {"part": "subject", "person": second})
    t.subjects.append(second)
    allege(t, *t.random.sample(words.ABUSE, 2))
    not_referred(t)
    investigate(t)
    look_after(t)
    protect(t)
    weeks_go_by(t, 2)
    report(t)
    _end(t)


def grave_and_referred(t: Tale) -> None:
    """A criterion for referral applies; the IOPC returns it or asks for a local investigation."""
    victim = victim_of(t)
    receive(t, route=t.one(ROUTES), victim=victim)
    record_abuse(t, victim)
    behaviour, criterion = t.one(words.GRAVE)
    allege(t, behaviour)
    protect(t)
    referred(t, criterion, t.one(("returned", "local")))
    investigate(t)
    look_after(t)
    weeks_go_by(t, t.random.randint(1, 3))
    report(t)
    _end(t)


def taken_over_by_the_iopc(t: Tale) -> None:
    """The IOPC investigates itself; the victim is looked after here."""
    victim = victim_of(t)
    receive(t, route=t.one(ROUTES), victim=victim)
    record_abuse(t, victim)
    behaviour, criterion = t.one(words.GRAVE)
    allege(t, behaviour)
    protect(t)
    look_after(t)
    referred(t, criterion, t.one(("independent", "directed")))
    weeks_go_by(t, t.random.randint(2, 6))


def referred_voluntarily(t: Tale) -> None:
    """No criterion applies, and it is referred because it is grave."""
    victim = victim_of(t)
    receive(t, route=t.one(ROUTES), victim=victim)
    record_abuse(t, victim)
    allege(t, t.one(words.ABUSE))
    referred(t, "voluntary", "returned")
    investigate(t)
    look_after(t)
    protect(t)
    weeks_go_by(t, t.random.randint(1, 3))
    report(t)
    _end(t)


def undeclared_connection(t: Tale) -> None:
    """The investigator turns out to know the subject, and another takes over."""
    _begin(t)
    t.do(t.post("lee"), "allocate-case", {"person": t.post("hope"), "role": "head-of-psd"})
    declare(t, "hope")
    weeks_go_by(t, 1)
    found = {"person": t.post("ivy"), "connection": t.one(("training", "social", "same-team", "online"))}
    cover = {"cover": t.post("joe"), "covers": "investigation"}
    t.do(t.post("hope"), "report-connection", found | cover | {"found": "An old record, seen for another case."})
    t.wait(0, 3)
    independent(t)
    new = TESTED | {
        "investigator": t.post("joe"),
        "reasons": "The first had a connection.",
        "work_reviewed": "All is read again.",
    }
    t.do(t.post("lee"), "replace-investigator", new)
    t.wait(0, 2)
    declare(t, "joe")
    weeks_go_by(t, 2)
    report(t, "joe")
    _end(t)


def connection_declared(t: Tale) -> None:
    """Somebody in the department declares a connection and is kept out from then on."""
    victim = victim_of(t)
    receive(t, route=t.one(ROUTES), victim=victim)
    t.do(t.post("ana"), "allocate-case", {"person": t.post("ben"), "role": "intake"})
    known = {
        "known": (f"subject:{t.one(('family', 'social', 'same-team'))}",),
        "details": "We have known each other for years.",
        "is_true": "yes",
    }
    t.do(t.post("ben"), "declare-interests", known)
    record_abuse(t, victim)
    allege(t, t.one(words.ABUSE))
    not_referred(t)
    investigate(t)
    look_after(t)
    protect(t)
    weeks_go_by(t, t.random.randint(1, 5))
    report(t)
    _end(t)


def suspended_for_proceedings(t: Tale) -> None:
    """A criminal investigation suspends the matter; it is resumed when that has ended."""
    _begin(t)
    begun = {"stage": "investigation-begun", "happened_at": f"day {t.day} 08:20", "suspect": "subject"}
    t.do(t.post("ivy"), "record-criminal-progress", begun | {"body": "The neighbouring force"})
    waits = {"what": "investigation", "prejudice": "The same people are to be heard.", "meanwhile": "Updates, safety."}
    t.do(t.post("lee"), "suspend-matter", waits | {"review_on": f"day {t.day + 28}"})
    weeks_go_by(t, t.random.randint(2, 6))
    ended = {"outcome": t.one(("convicted", "acquitted", "not-charged")), "ended_at": f"day {t.day} 08:20"}
    t.do(t.post("ivy"), "record-criminal-outcome", ended | {"suspect": "subject"})
    asked = {"to": "victim", "channel": t.safe, "safe": "yes", "text": "It can go on here. Do you want it to?"}
    t.do(t.post("sue"), "ask-whether-to-go-on", asked)
    t.wait(2, 20)
    wish = {"said_at": f"day {t.day} 08:30", "wish": "go-on", "words": "Yes."}
    t.do(t.post("sue"), "record-wish-after-proceedings", wish)
    t.do(t.post("lee"), "resume-matter", {"reasons": "The proceedings are over."})
    weeks_go_by(t, 1)
    report(t)
    _end(t)


def withdrawn(t: Tale) -> None:
    """The victim complains and withdraws; asked safely, it ends, or it goes on without her or him."""
    receive(t, route="victim", victim=outsider(t.random))
    entry = {"kind": "complaint", "triggers": "R4", "complainant": "victim", "reasons": "A complaint of the victim."}
    t.do(t.post("lee"), "record-matter", entry)
    t.complainant = "victim"
    allege(t, t.one(words.ABUSE))
    not_referred(t)
    look_after(t)
    protect(t)
    t.wait(5, 30)
    note = {"received_at": f"day {t.day} 08:30", "whose": "victim", "signed_by": "complainant"}
    t.do(t.post("ana"), "record-signed-withdrawal", note | {"words": "I do not want to go on."})
    t.wait(1, 10)
    goes_on = t.chance(0.4)
    decided = {
        "asked": "yes",
        "asked_by": "The senior oversight officer, alone and by the agreed way.",
        "pressure": "yes" if goes_on else "no",
        "considered": "What was said, and who was there.",
        "evidence_led": "Messages and records.",
        "under_review": "no",
        "consequence": "conduct-matter" if goes_on else "ends",
        "reasons": "The public interest was weighed.",
    }
    t.do(t.post("lee"), "decide-on-withdrawal", decided)
    if goes_on:
        investigate(t)
        weeks_go_by(t, t.random.randint(1, 3))
        return
    t.wait(0, 5)
    ends = {"ending": "withdrawn", "safety": "The adviser stays in contact.", "reasons": "As was wished."}
    t.do(t.post("lee"), "end-handling", ends)


def told_in_confidence(t: Tale) -> None:
    """A colleague writes to the gatekeeper, who passes it on without a word of who it was."""
    subject, victim = t.meet("sam", officer(t.random)), t.meet("vic", officer(t.random))
    colleague_of = t.meet("ros", officer(t.random))
    t.subjects, t.victim = [subject], victim
    wrote = {
        "danger_now": "unknown",
        "account": f"I fear for {{{victim}.name}}. {t.one(words.HEARD)}",
        "subject": subject,
    }
    t.do(colleague_of, "report-in-confidence", wrote)
    t.wait(0, 2)
    t.do("gwen", "acknowledge-report", {"words": "I have read it. I alone know who you are."})
    passed = {"account": f"An officer is said to harm a partner in the same force. {t.one(words.HEARD)}"}
    passed |= {"domestic_abuse": "yes", "receiver": t.post("ana"), "reasons": "It indicates abuse by an officer."}
    t.do("gwen", "pass-to-psd", passed | {"shows_nobody": "yes", "subject": subject, "victim": victim})
    declare(t, "ana")
    t.do(t.post("ana"), "allocate-case", {"person": t.post("lee"), "role": "appropriate-authority"})
    t.wait(0, 2)
    declare(t, "lee")
    t.do(t.post("lee"), "record-matter", {"kind": "conduct-matter", "ground": "reg-7", "reasons": t.one(words.REASONS)})
    allege(t, t.one(words.ABUSE))
    not_referred(t)
    investigate(t)
    look_after(t)
    protect(t)
    weeks_go_by(t, t.random.randint(1, 4))


def _begin(t: Tale) -> None:
    """As most cases of abuse begin."""
    victim = victim_of(t)
    receive(t, route=t.one(ROUTES), victim=victim)
    t.wait(0, 2)
    record_abuse(t, victim)
    allege(t, *t.random.sample(words.ABUSE, t.random.randint(1, 2)))
    not_referred(t)
    investigate(t)
    protect(t)
    t.wait(0, 4)
    if t.chance(0.15):
        first_contact(t)
    look_after(t)


def _end(t: Tale) -> None:
    """Outcomes, telling the victim and whoever complained, and closure."""
    outcome = t.one(("case-to-answer-gross-misconduct", "case-to-answer-misconduct", "no-case-to-answer"))
    codes = {"case-to-answer-gross-misconduct": "C_CTA_GM", "case-to-answer-misconduct": "C_CTA_M"}
    decide(t, (outcome,))
    told(t)
    close(t, codes.get(outcome, "C_NCTA"))
