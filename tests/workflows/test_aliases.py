"""Under which name a victim who serves stands, to whom she is open, and who is excluded because they serve with her."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.workflows.case_files import TESTED, Build, moment
from workflows.casefile import CaseFile, Posting, Service
from workflows.model import Answer, Bar, PartyRef, PersonRef
from workflows.people.aliases import WORDS, aliases, under_alias
from workflows.people.colleagues import excluded_near, kept_near
from workflows.people.identity import open_to, requests
from workflows.people.vocabulary import Part, WhyIdentity

VIC, VAL = PersonRef("vic"), PersonRef("val")


def reported(victim: str = "vic") -> Build:
    return Build().posted(victim).reported(subject="dee", victim=victim)


def add(build: Build, person: str, part: Part = Part.VICTIM, day: int = 1) -> Build:
    return build.did("add-party", day, part=part, person=PersonRef(person))


def ask(build: Build, by: str, day: int) -> Build:
    why = {"why": WhyIdentity.SAFETY, "reasons": "Her address."}
    return build.did("ask-for-identity", day, by=by, party=PartyRef("victim"), **why)


def answer(build: Build, person: str, day: int, agreed: bool = True) -> Build:
    return build.did("answer-for-identity", day, by="hope", person=PersonRef(person), agreed=agreed, reasons="Why.")


def test_the_same_for_as_long_as_the_case_lasts_and_whoever_she_is() -> None:
    first, later = aliases(reported().file, "A"), aliases(add(reported().posted("val"), "val").file, "A")
    assert later[VIC] == first[VIC] == aliases(reported("val").file, "A")[VAL]
    assert later[VAL] not in first.values()


def test_another_case_gives_another_name_and_every_word_is_given() -> None:
    build = reported().file
    given = [aliases(build, str(n))[VIC] for n in range(2000)]
    assert {name.removesuffix(" (alias)") for name in given} == set(WORDS)
    assert max(given.count(name) for name in set(given)) < 3 * len(given) / len(WORDS)


def test_more_victims_than_words_would_be_a_case_of_another_kind() -> None:
    build = Build()
    for n in range(len(WORDS)):
        add(build.posted(f"v{n}"), f"v{n}")
    assert len(set(aliases(build.file, "A").values())) == len(WORDS)


@pytest.mark.parametrize(
    ("service", "has_one"),
    [(s, s is not Service.OUTSIDE) for s in Service],
)
def test_only_who_serves_or_served_has_one(service: Service, has_one: bool) -> None:
    assert bool(under_alias(Build().posted("vic", service).reported(victim="vic").file)) is has_one


def test_a_correction_that_takes_her_out_takes_no_alias_away() -> None:
    build = reported()
    again = build.facts[0]
    corrected = build.did(
        "report-matter",
        1,
        corrects=again.event.key,
        **{**vars(again.entry), "victim": None, "victim_name": "Somebody else"},
    )
    assert under_alias(corrected.file) == (VIC,)


def test_a_subject_a_witness_and_a_name_off_the_register_have_none() -> None:
    build = add(Build().posted("dee").posted("wyn").reported(subject="dee", victim_name="Vic"), "wyn", Part.WITNESS)
    assert under_alias(build.file) == ()


def test_open_to_the_officer_and_the_investigator_of_now() -> None:
    build = reported().did("appoint-oversight-officer", officer="sue", reasons="Trained.")
    build.did("appoint-investigator", investigator="ivy", reasons="Trained.", **TESTED)
    assert [bool(open_to(build.file, PersonRef(p), moment(1))) for p in ("sue", "ivy", "lee")] == [True, True, False]
    build.did("replace-investigator", 2, investigator="joe", reasons="Leave.", work_reviewed="All.", **TESTED)
    assert [bool(open_to(build.file, PersonRef(p), moment(3))) for p in ("ivy", "joe")] == [False, True]


def test_open_by_agreement_to_one_person_for_so_many_hours_and_then_no_more() -> None:
    build = answer(ask(reported(), "ana", 1), "ana", 2)
    hours = timedelta(hours=build.file.terms.number("identity-shown", moment(2).date()))
    first, last = moment(2), moment(2) + hours - timedelta(microseconds=1)
    for at, is_open in ((first - timedelta(seconds=1), False), (first, True), (last, True), (first + hours, False)):
        assert open_to(build.file, PersonRef("ana"), at) == ({VIC} if is_open else set())
        assert open_to(build.file, PersonRef("lee"), at) == set()


def test_neither_a_refusal_nor_an_answer_before_the_request_opens_anything() -> None:
    refused = answer(ask(reported(), "ana", 1), "ana", 2, agreed=False)
    early = ask(answer(reported(), "ana", 1), "ana", 2)
    assert [open_to(b.file, PersonRef("ana"), moment(2, 1)) for b in (refused, early)] == [set(), set()]
    assert [r.answer is None for r in requests(early.file)] == [True]


def test_an_agreement_that_is_corrected_is_closed_again() -> None:
    build = answer(ask(reported(), "ana", 1), "ana", 2)
    corrects = build.facts[-1].event.key
    build.did(
        "answer-for-identity", 2, 1, by="hope", person=PersonRef("ana"), agreed=False, reasons="No.", corrects=corrects
    )
    assert open_to(build.file, PersonRef("ana"), moment(2, 2)) == set()


def test_a_refusal_that_is_corrected_opens_nothing() -> None:
    """Whoever was refused could else agree with themselves: a correction is recorded whatever is missing."""
    build = answer(ask(reported(), "ana", 1), "ana", 2, agreed=False)
    corrects = build.facts[-1].event.key
    build.did(
        "answer-for-identity", 2, 1, by="ana", person=PersonRef("ana"), agreed=True, reasons="No.", corrects=corrects
    )
    assert open_to(build.file, PersonRef("ana"), moment(2, 2)) == set()


def test_a_correction_changes_neither_who_was_asked_for_nor_who_was_seen() -> None:
    build = add(reported().posted("val"), "val")
    build.did("see-identity-at-once", 2, by="dot", party=PartyRef("p1"), reasons="Her life.")
    corrects = build.facts[-1].event.key
    build.did("see-identity-at-once", 2, 1, by="dot", party=PartyRef("victim"), reasons="Both.", corrects=corrects)
    assert open_to(build.file, PersonRef("dot"), moment(2, 2)) == {VAL}


def test_at_once_opens_to_who_looked_and_only_whom_they_asked_for() -> None:
    build = add(reported().posted("val"), "val")
    build.did("see-identity-at-once", 2, by="dot", party=PartyRef("p1"), reasons="Her life.")
    assert open_to(build.file, PersonRef("dot"), moment(2)) == {VAL}


def posted(person: str, team: str = "", manager: str | None = None, day: int = 0, force: str = "Specimen") -> Posting:
    (built,) = Build().posted(person, day=day).postings
    return replace(built, team=team, manager=PersonRef(manager) if manager else None, force=force)


FORCE = (
    posted("vic", "Response C", "ser"),
    posted("ser", "Response C", "ins"),
    posted("ins", "Command", "sup"),
    posted("sup", "Command", "ins"),  # a register that goes round in a circle
    posted("mat", "Response C"),
    posted("far", "Response C", force="Elsewhere"),
    posted("oth", "Response D"),
    posted("non"),
)


def near(file: CaseFile, before: int = 0, at: int = 0) -> set[tuple[str, Bar]]:
    fact = file.facts[before]
    return set(excluded_near(file, file.facts[:before], fact.entry, moment(at)))


def test_her_team_and_all_above_her_and_nobody_else() -> None:
    build = reported()
    build.postings = list(FORCE)
    assert near(build.file) == {
        *(("ser", bar) for bar in (Bar.TEAM, Bar.MANAGER)),
        ("mat", Bar.TEAM),
        ("ins", Bar.MANAGER),
        ("sup", Bar.MANAGER),
    }


def test_her_team_is_the_one_of_that_moment() -> None:
    build = reported()
    build.postings = [*FORCE, posted("vic", "Response D", "ins", day=1), posted("mat", "Response E", day=1)]
    assert ("mat", Bar.TEAM) in near(build.file, at=0)
    assert near(build.file, at=1) == {("oth", Bar.TEAM), ("ins", Bar.MANAGER), ("sup", Bar.MANAGER)}


def test_no_team_is_nobodys_team_and_a_victim_outside_has_none() -> None:
    build = Build().posted("vic", Service.OUTSIDE).reported(victim="vic")
    assert near(build.file) == set()
    build.postings = [posted("vic"), posted("non")]
    assert near(build.file) == set()


def test_whoever_was_readmitted_stays_so_when_she_is_named_again() -> None:
    build = reported()
    build.postings = list(FORCE)
    build.did("readmit-colleague", 1, by="hope", person=PersonRef("mat"), reasons="She agrees.")
    assert kept_near(add(build, "vic", day=2).file) == {"ser", "ins", "sup"}
    build.postings.append(posted("val", "Response C", day=3))
    assert "mat" in kept_near(add(build, "val", day=3).file)


def test_what_was_said_of_a_witness_excludes_no_team() -> None:
    build = add(Build().reported(domestic_abuse=Answer.NO), "vic", Part.WITNESS)
    build.postings = list(FORCE)
    assert kept_near(build.file) == set()
