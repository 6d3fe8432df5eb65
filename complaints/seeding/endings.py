"""How a case comes to its outcomes, who is told, and how it is closed."""

from collections.abc import Sequence

from complaints.seeding import words
from complaints.seeding.tale import Tale
from workflows.casefile import Service

FOR_STAFF = ("employer", "no-case-to-answer")


def decide(t: Tale, outcomes: Sequence[str]) -> None:
    """An outcome for each allegation. Staff are dealt with by their employer."""
    alleged = [event["with"]["subject"] for event in t.events if event["do"] == "add-allegation"]
    for number, subject in enumerate(alleged, start=1):
        outcome = outcomes[0]
        if t.cast[subject].service is Service.STAFF and outcome.startswith("case-to-answer"):
            outcome = "employer"
        entry = {"allegation": str(number), "outcome": outcome, "reasons": "The evidence, as reported."}
        if t.complainant:
            entry["service"] = "not-acceptable"
        t.do(t.post("lee"), "decide-outcome", entry)
    t.wait(0, 4)
    t.do(t.post("lee"), "confirm-outcomes", {"learning": t.one(words.LEARNING)})


def _alleged(t: Tale) -> list[str]:
    """The numbers of the allegations, all of which have an outcome by now."""
    return [str(n) for n, _ in enumerate((e for e in t.events if e["do"] == "add-allegation"), start=1)]


def told(t: Tale) -> None:
    """The victim is told by the senior oversight officer, and of the right to a review where she or he complained."""
    t.wait(0, 6)
    text = "The outcome, the reasons and what comes next."
    t.do(t.post("sue"), "tell-outcome", {"channel": t.safe, "text": text, "allegations": _alleged(t)})
    if t.complainant:
        review(t, t.complainant, "iopc", t.safe)
    t.wait(2, 10)
    asked = {"channel": t.safe, "feedback_offered": "yes", "summary": "Knows whom to ring. Was asked how it was."}
    t.do(t.post("sue"), "make-closing-contact", asked)


def told_in_writing(t: Tale, party: str, body: str) -> None:
    """Whoever complained is told, with the right to a review."""
    t.wait(0, 4)
    letter = {"party": party, "channel": "email", "text": "The outcome, with the reasons."}
    t.do(t.post("ana"), "tell-party-outcome", {**letter, "allegations": _alleged(t)})
    review(t, party, body, "email")


def review(t: Tale, party: str, body: str, channel: str) -> None:
    """The right to a review, in writing."""
    right = {"party": party, "body": body, "reasons": "What the complaint as made alleges.", "channel": channel}
    t.do(t.post("lee"), "give-review-right", right | {"text": "You may apply within 28 days."})


def close(t: Tale, code: str) -> None:
    """Closed: after the time for a review, or before it with a reason."""
    if t.complainant and t.chance(0.4):
        t.wait(1, 4)
        t.do(t.post("lee"), "explain-early-closing", {"reasons": "We are told that no review will be asked for."})
    elif t.complainant:
        t.wait(45, 60)
    t.wait(0, 3)
    t.do(t.post("lee"), "close-case", {"code": code, "reasons": t.one(words.DONE)})
