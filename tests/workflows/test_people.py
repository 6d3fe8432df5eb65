"""Who is who in a case, what they said of themselves, and whose identity is held apart."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from complaints.queries.answers import answers, labels_of
from complaints.queries.packs import canaries
from tests.workflows.case_files import START, Build
from workflows.casefile import Service
from workflows.handling.entries import ReportMatter
from workflows.handling.vocabulary import ReportRoute
from workflows.model import Answer, PartyRef, PersonRef
from workflows.people.descriptions import (
    accounts,
    description,
    names_on_file,
    relationship,
    shown_name,
    subject_kind,
    wishes,
)
from workflows.people.entries import AddParty, DescribePerson, RecordRelationship, StateInvolvement
from workflows.people.facts import HELD_APART, parties, party, party_people
from workflows.people.vocabulary import AgeBand, Basis, Part, Relationship, RepresentativeKind, Sex, SubjectKind, Want

VICTIM, P1 = PartyRef("victim"), PartyRef("p1")
NIA = PersonRef("nia")


def first_report(**stated: Any) -> ReportMatter:
    words = {"account": "Told at work", "domestic_abuse": Answer.YES}
    return ReportMatter(route=ReportRoute.COLLEAGUE, came_to_attention_at=START, **words, **stated)


def reported() -> Build:
    return Build().posted("dee").posted("nia", Service.STAFF).reported(subject=PersonRef("dee"), victim_name="Vic")


def held() -> Build:
    return reported().did("add-party", part=Part.REPORTER, person=NIA, withhold_identity=Answer.YES)


def test_a_reporter_whose_identity_is_held_apart_is_nowhere_named_and_yet_has_a_part() -> None:
    file = held().file
    assert [(p.ref, p.name, p.named) for p in parties(file)] == [
        ("subject", "Dee", True),
        ("victim", "Vic", True),
        ("p1", HELD_APART, False),
    ]
    assert NIA in party_people(file)
    labels = labels_of(file)
    assert (labels["nia"], labels["p1"]) == (HELD_APART, f"{HELD_APART} (person who reported)")
    stated = " ".join(s.answer for s in answers(file.facts[-1].entry, labels))
    assert "Nia" not in stated
    assert HELD_APART in stated


def test_whoever_is_held_apart_is_so_in_every_part_they_have() -> None:
    file = held().did("add-party", part=Part.WITNESS, person=NIA).file
    assert [p.name for p in parties(file)] == ["Dee", "Vic", HELD_APART, HELD_APART]


def test_whoever_reported_first_may_be_held_apart_at_once() -> None:
    build = Build().posted("dee").posted("vic").posted("nia")
    build.reported(subject=PersonRef("dee"), victim=PersonRef("vic"), reporter=NIA, withhold_identity=Answer.YES)
    file = build.did("add-party", part=Part.WITNESS, person=NIA).file
    assert [(p.ref, p.name, p.named) for p in parties(file)][2:] == [
        ("reporter", HELD_APART, False),
        ("p1", HELD_APART, False),
    ]
    assert NIA in party_people(file)
    labels = labels_of(file)
    stated = " ".join(s.answer for s in answers(file.facts[0].entry, labels))
    assert HELD_APART in stated
    assert "Nia" not in stated
    assert "Nia" in canaries(file, "PSD-1", {})


def test_words_that_stand_for_a_name_do_not_keep_a_pack_back_and_names_do() -> None:
    build = held().did("add-party", part=Part.SUBJECT, description="A tall man")
    build.did("add-party", part=Part.REPORTER, name_held_apart="Quilla Fenwright", withhold_identity=Answer.YES)
    build.did("describe-person", party=VICTIM, preferred_name="Mayflower")
    file = build.file
    assert names_on_file(file) == {"Dee", "Vic", "Quilla Fenwright", "Mayflower"}
    kept = canaries(file, "PSD-1", {})
    assert {"Nia", "Fenwright", "Mayflower"} <= kept
    assert kept.isdisjoint({"person", "reported", "identity", "Unidentified"})


def test_a_preferred_name_is_shown_but_not_of_somebody_held_apart() -> None:
    build = held().did("describe-person", party=VICTIM, preferred_name="Mayflower")
    file = build.did("describe-person", party=P1, preferred_name="Nini").file
    shown = [shown_name(file, p) for p in parties(file)]
    assert shown == ["Dee", "Vic, who wants to be called Mayflower", HELD_APART]


def test_a_later_answer_replaces_an_earlier_one_and_a_blank_replaces_nothing() -> None:
    build = reported().did("describe-person", party=VICTIM, age=AgeBand.NOT_ASKED, sex=Sex.FEMALE, pronouns="she")
    build.did("describe-person", party=P1, age=AgeBand.FROM_75)
    file = build.did("describe-person", party=VICTIM, age=AgeBand.DECLINED).file
    assert description(file, VICTIM) == DescribePerson(
        party=VICTIM, age=AgeBand.DECLINED, sex=Sex.FEMALE, pronouns="she"
    )
    assert description(file, PartyRef("p2")) is None


def test_wishes_and_relationships_are_as_last_recorded() -> None:
    build = reported().did("record-wishes", party=VICTIM, wants=(Want.SAFETY, Want.RECORD))
    build.did("record-wishes", party=VICTIM, wants=(Want.INVESTIGATION,))
    build.did("record-relationship", party=VICTIM, relationship=Relationship.SEPARATING)
    build.did(
        "record-relationship", party=VICTIM, relationship=Relationship.SEPARATED, separated_since=date(2026, 2, 1)
    )
    file = build.file
    wish, tie = wishes(file, VICTIM), relationship(file, VICTIM)
    assert wish is not None
    assert tie is not None
    assert wish.wants == (Want.INVESTIGATION,)
    assert (tie.relationship, tie.separated_since) == (Relationship.SEPARATED, date(2026, 2, 1))
    assert relationship(file, P1) is wishes(file, P1) is None


def test_accounts_are_counted_for_each_person() -> None:
    taken: dict[str, Any] = {"account": "He shouts.", "taken_at": datetime(2026, 3, 2, 9, tzinfo=UTC), "taken_by": NIA}
    build = held().did("take-account", party=VICTIM, **taken).did("take-account", party=P1, **taken)
    file = build.did("take-account", party=VICTIM, why_again="She asked to.", **taken).file
    assert [f.entry.why_again for f in accounts(file, VICTIM)] == [None, "She asked to."]


KINDS = (
    ("officer", {"service": Service.OFFICER}, SubjectKind.OFFICER),
    ("special", {"service": Service.SPECIAL}, SubjectKind.SPECIAL),
    ("staff", {"service": Service.STAFF}, SubjectKind.STAFF),
    ("volunteer", {"service": Service.VOLUNTEER}, SubjectKind.VOLUNTEER),
    ("former", {"service": Service.FORMER}, SubjectKind.FORMER),
    ("outside", {"service": Service.OUTSIDE}, SubjectKind.OUTSIDE),
)


@pytest.mark.parametrize(("posting", "kind"), [k[1:] for k in KINDS], ids=[k[0] for k in KINDS])
def test_how_somebody_serves_follows_from_the_register(posting: dict[str, Any], kind: SubjectKind) -> None:
    file = Build().posted("dee", **posting).reported(subject=PersonRef("dee")).file
    assert subject_kind(file, PartyRef("subject")) is kind


@pytest.mark.parametrize(
    ("rank", "kind"),
    [
        ("Assistant Chief Constable", SubjectKind.SENIOR),
        ("temporary deputy chief constable", SubjectKind.SENIOR),
        ("commander", SubjectKind.SENIOR),
        ("chief superintendent", SubjectKind.OFFICER),
        ("chief inspector", SubjectKind.OFFICER),
    ],
)
def test_a_senior_officer_is_above_chief_superintendent(rank: str, kind: SubjectKind) -> None:
    build = Build().posted("dee").reported(subject=PersonRef("dee"))
    build.postings[0] = build.postings[0].__class__(**{**vars(build.postings[0]), "rank": rank})
    assert subject_kind(build.file, PartyRef("subject")) is kind


def test_a_statement_corrects_what_the_register_says() -> None:
    build = Build().posted("dee").reported(subject=PersonRef("dee"))
    build.did("add-party", part=Part.SUBJECT, description="A tall man")
    build.did("add-party", part=Part.SUBJECT, name="Ned", served_as=SubjectKind.FORMER)
    build.did("add-party", part=Part.SUBJECT, name="Odd")
    refs = [PartyRef(ref) for ref in ("subject", "p1", "p2", "p3")]
    before = [subject_kind(build.file, ref) for ref in refs]
    assert before == [SubjectKind.OFFICER, SubjectKind.UNIDENTIFIED, SubjectKind.FORMER, None]
    file = build.did("state-involvement", party=refs[0], served_as=SubjectKind.SPECIAL).file
    assert subject_kind(file, refs[0]) is SubjectKind.SPECIAL
    unknown = party(file, P1)
    assert unknown is not None
    assert unknown.name == "Unidentified subject"


CONTRADICTIONS = (
    (AddParty(part=Part.WITNESS), {"person"}),
    (AddParty(part=Part.SUBJECT, description="A tall man"), set()),
    (AddParty(part=Part.WITNESS, person=NIA, name="Nia"), {"name"}),
    (first_report(withhold_identity=Answer.YES), {"withhold_identity"}),
    (first_report(reporter=NIA, subject=NIA, withhold_identity=Answer.YES), {"withhold_identity"}),
    (first_report(reporter=NIA, withhold_identity=Answer.YES), set()),
    (AddParty(part=Part.WITNESS, person=NIA, withhold_identity=Answer.YES), {"withhold_identity"}),
    (AddParty(part=Part.REPORTER, name="Nia", withhold_identity=Answer.YES), {"name"}),
    (AddParty(part=Part.REPORTER, name_held_apart="Nia"), {"name_held_apart"}),
    (AddParty(part=Part.REPORTER, description="Tall", person=NIA, withhold_identity=Answer.YES), {"description"}),
    (AddParty(part=Part.WITNESS, name="A", acts_as=RepresentativeKind.FRIEND), {"acts_as"}),
    (AddParty(part=Part.REPRESENTATIVE, name="A", consent_on=date(2026, 3, 2)), {"consent_on"}),
    (StateInvolvement(party=P1, basis=(Basis.NONE, Basis.AFFECTED)), {"basis"}),
    (StateInvolvement(party=P1, served_as=SubjectKind.OUTSIDE, on_duty=Answer.YES), {"served_as"}),
    (RecordRelationship(party=P1, subject=P1), {"subject"}),
    (RecordRelationship(party=P1, children=Answer.NO, how_many=2), {"children"}),
    (RecordRelationship(party=P1, how_many=31), {"how_many"}),
)


@pytest.mark.parametrize(("entry", "wrong"), CONTRADICTIONS)
def test_what_contradicts_itself(
    entry: AddParty | StateInvolvement | RecordRelationship | ReportMatter, wrong: set[str]
) -> None:
    assert {name for name, _ in entry.problems()} == wrong
