"""Plots of what is not, or not here, an investigation of abuse: poor service, repeats, injuries, others' matters."""

from complaints.seeding import words
from complaints.seeding.endings import close, decide, told_in_writing
from complaints.seeding.people import outsider
from complaints.seeding.steps import allege, complain, declare, not_referred, protect, receive, referred
from complaints.seeding.tale import Tale


def outside_schedule_3(t: Tale) -> None:
    """Poor service, put right without Schedule 3 as the complainant wished."""
    _complaint(t, wants_recording="no")
    t.do(t.post("lee"), "handle-outside-schedule-3", {"reasons": "An apology is asked for and no more."})
    t.wait(5, 30)
    t.do(t.post("lee"), "close-case", {"code": "C_OUT_RESOLVED", "reasons": t.one(words.DONE)})


def handled_otherwise(t: Tale) -> None:
    """A complaint of poor service that has to be recorded, and needs no investigation."""
    _complaint(t, wants_recording="yes")
    entry = {"kind": "complaint", "triggers": "R1", "complainant": "p1", "reasons": "The complainant wishes it."}
    t.do(t.post("lee"), "record-matter", entry)
    allege(t, t.one(words.SERVICE))
    t.wait(1, 9)
    means = {"means": (t.one(("explanation", "apology", "learning")),), "indication": "no", "reasons": "Proportionate."}
    t.do(t.post("lee"), "handle-otherwise", means)
    not_referred(t)
    protect(t)
    t.wait(5, 40)
    decide(t, (t.one(("acceptable", "not-acceptable", "unable")),))
    told_in_writing(t, "p1", "local-policing-body")
    close(t, t.one(("C_RP_ACCEPT", "C_RP_NOTACCEPT")))


def not_recorded(t: Tale) -> None:
    """The same letter again; two people agree that it need not be recorded."""
    receive(t, route="agency", victim=outsider(t.random))
    t.do(t.post("lee"), "allocate-case", {"person": t.post("hope"), "role": "head-of-psd"})
    declare(t, "hope")
    same = {"ground": "repeat", "earlier": "Specimen 2024/17", "nothing_new": "It is the same to the last word."}
    t.do(t.post("lee"), "propose-not-recording", same | {"reasons": "It was investigated and told."})
    t.wait(1, 8)
    t.do(t.post("hope"), "confirm-not-recording", {"reasons": "I have read both."})


def passed_on(t: Tale) -> None:
    """The person reported serves elsewhere."""
    receive(t, route="victim", victim=outsider(t.random))
    t.wait(0, 3)
    entry = {"whose": "other-force", "authority": "Another Constabulary", "safety": "Handed over in person."}
    t.do(t.post("lee"), "pass-on", entry | {"reasons": "Its chief officer directs the person reported."})
    t.wait(0, 4)
    told_at = {"party": "victim", "told_at": f"day {t.day} 08:20", "channel": "telephone"}
    t.do(t.post("ana"), "tell-passed-on", told_at)


def death_or_serious_injury(t: Tale) -> None:
    """Somebody is badly hurt after contact with the police; it is always referred."""
    t.abuse = "no"
    receive(
        t, route="force-check", victim=outsider(t.random), account="Found badly hurt an hour after police had left:"
    )
    t.do(t.post("lee"), "record-matter", {"kind": "dsi-matter", "ground": "serious", "reasons": "A serious injury."})
    determination = t.one(("returned", "returned", "independent"))
    referred(t, "M1", determination)
    if determination == "returned":
        t.wait(1, 15)
        ends = {"ending": "dsi-returned", "safety": "A support service rings daily.", "reasons": "No question is left."}
        t.do(t.post("lee"), "end-handling", ends)


def _complaint(t: Tale, *, wants_recording: str) -> None:
    t.abuse = "no"
    receive(t, route="third-party", account="A letter about poor service by")
    complain(t)
    t.do(t.post("ana"), "log-complaint", {"complainant": "p1", "complaint": t.one(words.SERVICE).summary})
    t.wait(0, 5)
    asked = {"complainant": "p1", "asked_at": f"day {t.day} 08:30", "wants_recording": wants_recording}
    t.do(t.post("lee"), "ask-views", asked | {"views": "An apology would do."})
