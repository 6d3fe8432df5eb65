"""Independence in a case as its page shows it: what stands, what came before, what is owed to whom and by when."""

from datetime import date
from typing import Any

from complaints.queries.case_independence import independence_of
from tests.workflows.case_files import TESTED, Build, moment
from workflows.independence.vocabulary import Body, ChallengeAnswer, Connection, ReviewTrigger
from workflows.model import Answer
from workflows.oversight.vocabulary import Channel

FOR_GOOD: dict[str, Any] = {
    "unconnected": Answer.YES,
    "unconnected_reasons": "Postings were looked at.",
    "trust": Answer.YES,
    "trust_reasons": "She said so.",
    "reasons": "Nobody knows them.",
    "review_on": date(2026, 4, 1),
}


def case() -> Build:
    return Build().reported(victim_name="Somebody").posted("lee").posted("ivy").posted("cy")


def decided(build: Build, day: int, body: Body = Body.OWN, asked: Answer = Answer.NOT_ASKED) -> Build:
    return build.did("decide-independence", day, handled_by=body, victim_asked=asked, **FOR_GOOD)


def test_nothing_is_decided_yet() -> None:
    found = independence_of(case().file, moment(0))
    assert (found.status.value, found.stands, found.interim, found.challenges) == ("undecided", None, None, ())


def test_the_last_decision_stands_and_the_one_before_is_kept() -> None:
    build = decided(decided(case(), 1), 5, Body.OTHER, Answer.DECLINED)
    found = independence_of(build.file, moment(6))
    assert found.stands
    assert (found.stands.handled_by, found.stands.victim) == ("Another force", "Asked, and did not wish to say.")
    earlier = [(look.at, look.victim, look.tests[0][1:]) for look in found.earlier]
    assert earlier == [(moment(1), "Not asked yet.", ("Yes", "Postings were looked at."))]


def test_a_review_leaves_the_decision_in_force_until_a_connection_is_found() -> None:
    build = decided(case(), 1).did(
        "review-independence", 8, victim_asked=Answer.NOT_ASKED, reasons="All as before.", review_on=date(2026, 5, 1)
    )
    found = independence_of(build.file, moment(9))
    assert (found.stands and found.stands.at, found.reviewed and found.reviewed.at) == (moment(1), moment(8))
    build.did("report-connection", 10, person="ivy", connection=Connection.SOCIAL, found="A photograph.")
    open_again = independence_of(build.file, moment(11))
    assert (open_again.stands, open_again.reviewed) == (None, None)
    assert [look.at for look in open_again.earlier] == [moment(8), moment(1)]


def test_a_short_decision_is_shown_with_its_last_moment_and_when_it_has_lapsed() -> None:
    build = case().did(
        "allow-interim-enquiries", 1, enquiries="Film.", reasons="It is kept for a day.", checked="Asked."
    )
    inside, after = (independence_of(build.file, moment(4, hours)).interim for hours in (-0.5, 0))
    assert inside
    assert after
    assert (inside.until, inside.holds, after.holds) == (moment(4), True, False)


def test_what_calls_for_another_look_has_its_day_and_is_met_by_the_next_look() -> None:
    build = case().did(
        "record-independence-trigger", 0, what=ReviewTrigger.MEDIA, learnt_at=moment(0), details="Local."
    )
    decided(build, 1).did(
        "record-independence-trigger", 2, what=ReviewTrigger.PROMOTION, learnt_at=moment(2), details="He is a sergeant."
    )
    (owed,) = independence_of(build.file, moment(3)).called_for
    assert (owed.what, owed.last_day, owed.done_at) == (ReviewTrigger.PROMOTION.label, date(2026, 3, 11), None)
    (late,) = independence_of(build.file, moment(10)).called_for
    assert (owed.is_late, late.is_late) == (False, True)
    (met,) = independence_of(decided(build, 11).file, moment(12)).called_for
    assert (met.done_at, met.is_late) == (moment(11), False)


def test_a_challenge_has_its_day_until_that_person_is_answered() -> None:
    build = case().did("challenge-independence", 1, party="victim", made_at=moment(0), said="They drink together.")
    (owed,) = independence_of(build.file, moment(20)).challenges
    assert (owed.what, owed.at, owed.last_day, owed.is_late) == ("Somebody", moment(0), date(2026, 3, 16), True)
    answer = {"answer": ChallengeAnswer.CHANGES, "channel": Channel.POST, "safe": Answer.YES, "text": "You are right."}
    build.did("answer-challenge", 20, party="reporter", **answer)
    assert independence_of(build.file, moment(20)).challenges[0].done_at is None
    build.did("answer-challenge", 21, party="victim", **answer)
    (met,) = independence_of(build.file, moment(22)).challenges
    assert (met.done_at, met.done, met.is_late) == (moment(21), ChallengeAnswer.CHANGES.label, False)


def test_an_exception_ends_and_the_tests_of_whoever_was_appointed_are_shown() -> None:
    granted = {
        "person": "ivy",
        "connection": Connection.SAME_TEAM,
        "reasons": "Nobody else.",
        "conditions": "Read by two.",
    }
    build = case().did("grant-exception", 1, by="cy", ends_on=date(2026, 3, 10), **granted)
    build.did("appoint-investigator", 2, investigator="ivy", reasons="Free", **TESTED)
    on_its_day, after = (independence_of(build.file, moment(day)).exceptions[0] for day in (8, 9))
    assert (on_its_day.person, on_its_day.by, on_its_day.holds, after.holds) == ("Ivy", "Cy", True, False)
    (appointed,) = independence_of(build.file, moment(9)).appointed
    assert (appointed.person, [answer for _, answer in appointed.tests]) == (
        "Ivy",
        ["No", "No", "Yes", "There is none"],
    )
