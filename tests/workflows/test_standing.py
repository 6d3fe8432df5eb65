"""Who may complain: examples worked out by hand from s.12 and s.29(4), settlements 19 and 27."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflows.case_files import START, Build
from workflows.casefile import CaseFile, ProcessFact, Service
from workflows.handling.entries import RecordMatter
from workflows.handling.vocabulary import HandlingStatus, MatterKind
from workflows.model import Actor, Answer, Attempt, PartyRef, PersonRef
from workflows.people.standing import AsWhat, May, standing, suggested
from workflows.people.vocabulary import AgeBand, Basis, Part, RepresentativeKind, SubjectKind
from workflows.registry import REQUIREMENTS
from workflows.terms import DEFAULTS

MARCH = date(2026, 3, 3)
YES, NO, DECIDE = May.YES, May.NO, May.DECIDE
HERE, THERE = "Specimen", "Elsewhere"


def posted(file: CaseFile, person: str, force: str) -> CaseFile:
    """The file with somebody of another force."""
    moved = tuple(replace(p, force=force) if p.person == person else p for p in file.postings)
    return replace(file, postings=moved)


def victim(
    service: Service | None,
    force: str = HERE,
    *,
    part: str = "victim",
    subject: Service | None = Service.OFFICER,
    **stated: Any,
) -> CaseFile:
    """Dee is the subject, Vic has a part; `stated` is what was said of Vic's service and involvement."""
    people: dict[str, Any] = {"subject": PersonRef("dee")} if subject else {}
    build = Build()
    if subject:
        build.posted("dee", subject)
    if service:
        build.posted("vic", service)
    known: dict[str, Any] = {"person": PersonRef("vic")} if service else {"name": "Vic"}
    build.reported(**people).did("add-party", part=Part(part), **known)
    if stated:
        build.did("state-involvement", party=PartyRef("p1"), **stated)
    return posted(build.file, "vic", force)


OFFICER, STAFF, SPECIAL = Service.OFFICER, Service.STAFF, Service.SPECIAL
FORMER, OUT, VOLUNTEER = Service.FORMER, Service.OUTSIDE, Service.VOLUNTEER
A = Answer
HIT, HURT, SAW, NOTHING = (Basis.HAPPENED_TO,), (Basis.AFFECTED,), (Basis.WITNESSED,), (Basis.NONE,)
COMPLAINANT, INTERESTED, NEITHER, OPEN = AsWhat.COMPLAINANT, AsWhat.INTERESTED, AsWhat.NEITHER, AsWhat.OPEN

EXAMPLES: tuple[tuple[str, CaseFile, May, AsWhat, str], ...] = (
    ("a member of the public, the victim", victim(OUT), YES, COMPLAINANT, "PRA 2002 s.12(1A)"),
    ("a victim known by name only", victim(None), YES, COMPLAINANT, "PRA 2002 s.12(1A)"),
    ("a neighbour who saw it", victim(None, part="witness"), YES, COMPLAINANT, "PRA 2002 s.12(1A)"),
    ("a child who was put in danger", victim(OUT, part="reporter", basis=HURT), YES, COMPLAINANT, "PRA 2002 s.29(5)"),
    ("somebody who reported, and no more", victim(None, part="reporter"), DECIDE, OPEN, "PRA 2002 s.12(1A)"),
    ("an agency that was told", victim(OUT, part="reporter", basis=NOTHING), NO, NEITHER, "PRA 2002 s.12(1A)"),
    ("a complainant of whom nothing is stated", victim(None, part="complainant"), DECIDE, OPEN, "PRA 2002 s.12(1A)"),
    ("an officer of the same force", victim(OFFICER), NO, INTERESTED, "PRA 2002 s.29(4)"),
    ("a special of the same force", victim(SPECIAL), NO, INTERESTED, "PRA 2002 s.29(4)"),
    ("staff of the same force", victim(STAFF), NO, INTERESTED, "PRA 2002 s.29(4)"),
    ("a volunteer of the same force", victim(VOLUNTEER), NO, INTERESTED, "PRA 2002 s.29(4)"),
    ("an officer whose partner is staff", victim(OFFICER, subject=STAFF), NO, INTERESTED, "PRA 2002 s.29(4)"),
    ("a colleague who saw it", victim(OFFICER, part="witness"), NO, NEITHER, "PRA 2002 s.29(4)"),
    ("a colleague who reported it", victim(OFFICER, part="reporter"), NO, NEITHER, "PRA 2002 s.29(4)"),
    ("one who joined later", victim(OFFICER, same_chief=A.NO, on_duty=A.NO), YES, COMPLAINANT, "PRA 2002 s.12(1A)"),
    ("one who has left since", victim(FORMER), DECIDE, OPEN, "PRA 2002 s.29(4)"),
    ("one who has left since, same chief then", victim(FORMER, same_chief=A.YES), NO, INTERESTED, "PRA 2002 s.29(4)"),
    ("one who had left before", victim(FORMER, served_as=SubjectKind.OUTSIDE), YES, COMPLAINANT, "PRA 2002 s.12(1A)"),
    ("a subject who has left since", victim(OFFICER, subject=FORMER), DECIDE, OPEN, "PRA 2002 s.29(4)"),
    ("another force, on duty not stated", victim(OFFICER, THERE), DECIDE, OPEN, "Settlement 19"),
    ("another force, off duty", victim(OFFICER, THERE, on_duty=A.NO), YES, COMPLAINANT, "PRA 2002 s.12(1A)"),
    ("another force, on duty", victim(OFFICER, THERE, on_duty=A.YES), NO, INTERESTED, "Settlement 19"),
    ("another force, not known if on duty", victim(OFFICER, THERE, on_duty=A.UNKNOWN), DECIDE, OPEN, "Settlement 19"),
    ("another force, declined to say", victim(OFFICER, THERE, on_duty=A.DECLINED), DECIDE, OPEN, "Settlement 19"),
    ("on duty and saw it", victim(STAFF, THERE, part="witness", on_duty=A.YES), NO, NEITHER, "Settlement 19"),
    ("not known if the same chief", victim(OFFICER, THERE, same_chief=A.UNKNOWN), DECIDE, OPEN, "PRA 2002 s.29(4)"),
    ("moved here since, other chief then", victim(OFFICER, same_chief=A.NO), DECIDE, OPEN, "Settlement 19"),
    ("a nurse on duty at a hospital", victim(OUT, on_duty=A.NOT_ASKED), YES, COMPLAINANT, "PRA 2002 s.12(1A)"),
    ("no subject on file", victim(OUT, subject=None), DECIDE, OPEN, "PRA 2002 s.12(1A)"),
    ("by name, served somewhere", victim(None, served_as=SubjectKind.STAFF), DECIDE, OPEN, "PRA 2002 s.29(4)"),
    ("by name, said to share the chief", victim(None, same_chief=A.YES), NO, INTERESTED, "PRA 2002 s.29(4)"),
    ("by name, and nothing happened to them", victim(None, basis=NOTHING), NO, NEITHER, "PRA 2002 s.12(1A)"),
)  # fmt: skip


@pytest.mark.parametrize(("file", "may", "as_what", "cite"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES])
def test_an_example(file: CaseFile, may: May, as_what: AsWhat, cite: str) -> None:
    found = standing(file, PartyRef("p1"), MARCH)
    assert (found.may, found.as_what, found.cite.short) == (may, as_what, cite)
    assert found.because


def test_a_public_victim_by_name_is_told_what_the_answer_rests_on() -> None:
    found = standing(victim(None), PartyRef("p1"), MARCH)
    assert found.because == "It happened to them, and nothing on file says that they served with the police"


def test_a_subject_does_not_complain_and_nobody_is_nobody() -> None:
    file = victim(OUT)
    assert standing(file, PartyRef("subject"), MARCH).may is NO
    assert standing(file, PartyRef("p9"), MARCH).may is DECIDE


def settled(file: CaseFile, since: date, key: str = "same-force-victim-may-complain", value: bool = True) -> CaseFile:
    """The same with a setting changed from a day on: by default, that a same-force victim may complain."""
    default = next(term for term in DEFAULTS if term.key == key)
    return replace(file, terms=replace(file.terms, changes=(replace(default, value=value, since=since),)))


def test_the_setting_lifts_the_bar_of_the_same_chief_for_a_victim_from_its_day_on() -> None:
    file = settled(victim(OFFICER, on_duty=A.NO), date(2026, 3, 10))
    assert standing(file, PartyRef("p1"), date(2026, 3, 9)).may is NO
    assert standing(file, PartyRef("p1"), date(2026, 3, 10)).may is YES


def test_the_setting_lifts_neither_a_witness_bar_nor_that_of_duty() -> None:
    since = date(2026, 1, 1)
    assert standing(settled(victim(OFFICER, part="witness"), since), PartyRef("p1"), MARCH).may is NO
    assert standing(settled(victim(OFFICER, on_duty=A.YES), since), PartyRef("p1"), MARCH).may is NO


def test_what_differs_from_subject_to_subject_is_for_a_person() -> None:
    build = Build().posted("dee").posted("ned").posted("vic")
    build.reported(subject=PersonRef("dee"), victim=PersonRef("vic"))
    build.did("add-party", part=Part.SUBJECT, person=PersonRef("ned"))
    build.did("state-involvement", party=PartyRef("victim"), on_duty=A.NO)
    found = standing(posted(build.file, "ned", THERE), PartyRef("victim"), MARCH)
    assert found.may is DECIDE
    assert found.because == (
        "The answer differs from subject to subject. Dee: the register has them under the same chief officer as the "
        "subject; Ned: it happened to them"
    )


def acting(principal: str, consent: Answer | None, age: AgeBand | None = None, **victim_is: Any) -> CaseFile:
    """Rep acts for a party; Vic is the victim of the report."""
    build = Build().posted("dee").posted("vic", OFFICER)
    build.reported(subject=PersonRef("dee"), **(victim_is or {"victim_name": "Vic"}))
    build.did(
        "add-party",
        part=Part.REPRESENTATIVE,
        name="Rep",
        acts_for=PartyRef(principal) if principal else None,
        acts_as=RepresentativeKind.IDVA,
        consent=consent,
    )
    if age:
        build.did("describe-person", party=PartyRef("victim"), age=age)
    return build.file


REPRESENTATIVES = (
    ("with written consent", acting("victim", A.YES), YES, AsWhat.FOR_COMPLAINANT),
    ("without", acting("victim", A.NO), NO, NEITHER),
    ("not known", acting("victim", A.UNKNOWN), DECIDE, OPEN),
    ("not asked", acting("victim", None), DECIDE, OPEN),
    ("for nobody named", acting("", A.YES), DECIDE, OPEN),
    ("for the subject", acting("subject", A.YES), NO, NEITHER),
    ("for another representative", acting("p1", A.YES), DECIDE, OPEN),
    ("for a same-force victim", acting("victim", A.YES, victim=PersonRef("vic")), NO, NEITHER),
    ("for a child who has not signed", acting("victim", A.NO, AgeBand.UNDER_16), DECIDE, OPEN),
    ("for a child who has", acting("victim", A.YES, AgeBand.UNDER_16), YES, AsWhat.FOR_COMPLAINANT),
)


@pytest.mark.parametrize(
    ("file", "may", "as_what"), [e[1:] for e in REPRESENTATIVES], ids=[e[0] for e in REPRESENTATIVES]
)
def test_one_who_acts_for_another(file: CaseFile, may: May, as_what: AsWhat) -> None:
    found = standing(file, PartyRef("p1"), MARCH)
    assert (found.may, found.as_what) == (may, as_what)


def test_the_page_of_a_step_shows_everybodys_standing_but_the_subjects() -> None:
    shown = [(s.text, s.because) for s in suggested(acting("victim", A.NO))]
    assert shown == [
        ("Vic: May be a complainant", "It happened to them, and nothing on file says that they served with the police"),
        ("Rep: May not be a complainant", "The person they act for has not agreed in writing"),
    ]


def may_record(file: CaseFile, complainant: str) -> bool:
    """Whether the requirement lets the matter be recorded as this person's complaint."""
    stated = RecordMatter(kind=MatterKind.COMPLAINT, complainant=PartyRef(complainant), reasons="Theirs.")
    process = ProcessFact("handling", None, HandlingStatus.RECEIVED)
    asked = Attempt(file, process, Actor(PersonRef("lee"), frozenset()), START, stated)
    return REQUIREMENTS["HAN-2"].met(asked)


@pytest.mark.parametrize(("file", "may"), [e[1:3] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES])
def test_recording_a_complaint_reads_the_same_answer_and_leaves_what_is_open_to_a_person(
    file: CaseFile, may: May
) -> None:
    assert may_record(file, "p1") is (may is not NO)
    assert may_record(settled(file, date.min, "complaint-needs-standing", False), "p1")


def test_a_third_party_may_complain_where_the_victim_may_not() -> None:
    build = Build().posted("dee").posted("vic").reported(subject=PersonRef("dee"), victim=PersonRef("vic"))
    build.did("add-party", part=Part.REPORTER, name="Mother")
    build.did("state-involvement", party=PartyRef("p1"), basis=HURT, served_as=SubjectKind.OUTSIDE)
    assert (may_record(build.file, "victim"), may_record(build.file, "p1")) == (False, True)


def test_whoever_is_named_twice_stands_as_one_person() -> None:
    """A victim who is named as complainant too is still a victim, and what was said of either holds of both."""
    build = Build().posted("dee").posted("vic").reported(subject=PersonRef("dee"), victim=PersonRef("vic"))
    build.did("add-party", part=Part.COMPLAINANT, person=PersonRef("vic"))
    assert standing(build.file, PartyRef("p1"), MARCH).as_what is INTERESTED
    build.did("state-involvement", party=PartyRef("victim"), same_chief=A.NO, on_duty=A.NO)
    assert standing(build.file, PartyRef("p1"), MARCH).may is YES
