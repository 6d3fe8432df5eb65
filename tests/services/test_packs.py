"""A pack is released by a second person who has read exactly what goes out; on both databases."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from complaints.database import SYSTEM, Database
from complaints.documents.pack import let_pack_go
from complaints.errors import Stale
from complaints.facts.terms import standing_terms
from complaints.models.log import LogEntry, LogKind
from complaints.models.outputs import PackRelease, PackSection
from complaints.queries.pack_facts import section_view
from complaints.queries.pack_view import SectionView, to_json
from complaints.queries.packs import Section, sections, still_known
from complaints.queries.panel_page import Making, meeting_page
from complaints.references import submission
from complaints.services.packs import (
    NewSection,
    begin_making,
    end_making,
    fingerprint,
    note_making,
    record_pack,
    release_pack,
    step_out,
)
from complaints.services.progress import Taken
from complaints.services.verify import verify
from tests.benchmarks.floor import recorded
from tests.documents.pack_world import RANDOM, START, World, play
from tests.machine.rows import attack
from tests.support.bench import again
from workflows.casefile import CaseFile
from workflows.model import Refused
from workflows.panel.entries import ReleasePack, StepOut
from workflows.panel.vocabulary import Ground


@pytest.fixture
def world(database: Database) -> World:
    return again(play, database)


def prepare(world: World, who: str, pdfs: dict[str, bytes], number: int = 1, without: Sequence[str] = ()) -> Taken:
    """A pack with a section for each case named, as far as `who` may know of it, and without others that it held."""
    by = world.people[who]
    with world.database.transaction(by.person_id) as session:
        known = still_known(session, by.person_id, [world.cases[case] for case in pdfs])
        made = [
            NewSection(world.cases[c], c, to_json(view_of(c)), pdf)
            for c, pdf in pdfs.items()
            if world.cases[c] in known
        ]
        sent = submission(RANDOM, f"prepare {number}")
        gone = [world.cases[case] for case in without]
        return record_pack(session, world.meeting_id, made, gone, by=by, at=world.at, submission=sent)


def view_of(name: str) -> SectionView:
    """A case of which nothing is on file, so that sections stand in the order of their names."""
    return section_view(CaseFile(standing_terms(), (), (), ()), name, START)


def seen(world: World, who: str, *, released: bool = False) -> Sequence[Section]:
    by = world.people[who]
    with world.database.transaction(by.person_id, write=False) as session:
        return sections(session, world.meeting_id, by.person_id, released=released)


def release(world: World, who: str, read: str, number: int = 1) -> Taken:
    by, entry = world.people[who], ReleasePack(fingerprint=read, names_nobody=True)
    with world.database.transaction(by.person_id) as session:
        found = sections(session, world.meeting_id, by.person_id, released=False)
        sent = submission(RANDOM, f"release {number}")
        return release_pack(session, world.meeting_id, found, by=by, at=world.at, entry=entry, submission=sent)


ALL = {"rich": b"1", "secret": b"2", "young": b"3"}


def named(world: World, who: str, *, released: bool = False) -> list[str]:
    return [section.name for section in seen(world, who, released=released)]


def test_a_section_is_seen_by_whoever_may_know_of_its_case(world: World) -> None:
    prepare(world, "ana", ALL)
    assert named(world, "hed") == ["rich", "secret", "young"]
    assert named(world, "wit") == ["rich", "young"]
    assert named(world, "dee") == ["secret", "young"]
    assert named(world, "hed", released=True) == []


def test_somebody_excluded_prepares_nothing_of_the_case(world: World) -> None:
    prepare(world, "wit", ALL)
    assert named(world, "hed") == ["rich", "young"]


def test_whoever_prepared_a_pack_cannot_release_it(world: World) -> None:
    prepare(world, "hed", ALL)
    with pytest.raises(Refused) as refused:
        release(world, "hed", fingerprint(seen(world, "hed")))
    assert refused.value.missing == ("PAN-1",)
    assert named(world, "cho", released=True) == []
    release(world, "cho", fingerprint(seen(world, "cho")), number=2)
    assert named(world, "hed", released=True) == ["rich", "secret", "young"]


def test_a_section_made_again_replaces_the_one_before_and_voids_the_fingerprint(world: World) -> None:
    prepare(world, "ana", ALL)
    read = fingerprint(seen(world, "hed"))
    prepare(world, "bea", {"rich": b"1", "young": b"4"}, number=2)
    with pytest.raises(Stale):
        release(world, "hed", read)
    assert named(world, "hed", released=True) == []
    release(world, "hed", fingerprint(seen(world, "hed")), number=2)
    assert [section.pdf for section in seen(world, "cho", released=True)] == [b"1", b"2", b"4"]


def test_somebody_excluded_who_prepares_again_takes_no_case_out_of_the_pack(world: World) -> None:
    prepare(world, "ana", ALL)
    prepare(world, "wit", {"rich": b"1", "young": b"4"}, number=2)
    release(world, "hed", fingerprint(seen(world, "hed")))
    assert named(world, "cho", released=True) == ["rich", "secret", "young"]


def test_a_case_that_was_left_out_is_in_no_pack_until_it_is_made_again(world: World) -> None:
    prepare(world, "ana", ALL)
    release(world, "hed", fingerprint(seen(world, "hed")))
    prepare(world, "bea", {"rich": b"1"}, number=2, without=["young"])
    assert (named(world, "cho"), named(world, "cho", released=True)) == (["rich", "secret"], ["secret"])
    release(world, "hed", fingerprint(seen(world, "hed")), number=2)
    prepare(world, "ana", {"young": b"4"}, number=3)
    assert named(world, "cho") == ["rich", "secret", "young"]
    release(world, "hed", fingerprint(seen(world, "hed")), number=3)
    assert [section.pdf for section in seen(world, "cho", released=True)] == [b"1", b"2", b"4"]


@pytest.mark.postgresql
def test_the_meeting_is_locked_before_its_pack_is_read_for_the_release(world: World) -> None:
    """Or somebody could prepare it again in between, and what was read would be let go."""
    if world.database.sqlite:
        return  # a writer has the whole database to itself from its first moment
    prepare(world, "ana", ALL)
    entry = ReleasePack(fingerprint=fingerprint(seen(world, "hed")), names_nobody=True)
    with recorded(world.database) as made:
        let_pack_go(
            world.database, world.meeting, by=world.people["hed"], at=world.at, entry=entry, submission="a" * 32
        )
    (texts,) = ([text for text, _, _ in statements] for _, statements in made.transactions)
    locked, read = (
        next(n for n, text in enumerate(texts) if words in text) for words in ("FOR UPDATE", "pack_section")
    )
    assert locked < read


def test_what_one_releaser_could_not_release_another_may(world: World) -> None:
    prepare(world, "ana", ALL)
    release(world, "wit", fingerprint(seen(world, "wit")))
    release(world, "hed", fingerprint(seen(world, "hed")), number=2)
    assert named(world, "cho", released=True) == ["rich", "secret", "young"]


def test_what_the_releaser_may_not_know_of_stays_unreleased(world: World) -> None:
    prepare(world, "ana", ALL)
    release(world, "wit", fingerprint(seen(world, "wit")))
    assert named(world, "hed", released=True) == ["rich", "young"]


def test_a_fingerprint_may_be_copied_without_its_hyphens(world: World) -> None:
    prepare(world, "ana", ALL)
    release(world, "hed", f" {fingerprint(seen(world, 'hed')).replace('-', ' ').upper()} ")
    assert named(world, "hed", released=True) == ["rich", "secret", "young"]


def test_an_empty_pack_is_prepared_and_released_like_any_other(world: World) -> None:
    prepare(world, "ana", {})
    assert release(world, "hed", fingerprint([])).flags == ()
    assert named(world, "hed", released=True) == []


def test_a_form_sent_twice_does_nothing_twice(world: World) -> None:
    assert [prepare(world, "ana", ALL).already for _ in range(2)] == [False, True]
    read = fingerprint(seen(world, "hed"))
    assert [release(world, "hed", read).already for _ in range(2)] == [False, True]
    with world.database.transaction(SYSTEM, write=False) as session:
        assert len(session.scalars(select(PackSection)).all()) == 3
        assert len(session.scalars(select(PackRelease)).all()) == 3


def test_a_release_is_logged_for_the_pack_and_for_each_of_its_cases(world: World) -> None:
    prepare(world, "ana", ALL)
    release(world, "wit", fingerprint(seen(world, "wit")))
    with world.database.transaction(SYSTEM, write=False) as session:
        logged = session.scalars(select(LogEntry).where(LogEntry.kind == LogKind.RELEASE)).all()  # type: ignore[arg-type]
    released = {entry.case_id for entry in logged}
    assert released == {None, world.cases["rich"], world.cases["young"]}
    assert {(entry.what, entry.account_id) for entry in logged} == {("pack", world.people["wit"].account_id)}


def test_whoever_steps_out_of_a_case_is_excluded_and_the_check_of_the_record_would_miss_it(world: World) -> None:
    prepare(world, "ana", ALL)
    pam, sent = world.people["pam"], submission(RANDOM, "step out")
    for _ in range(2):
        with world.database.transaction(pam.person_id) as session:
            case, entry = world.cases["rich"], StepOut(ground=Ground.KNOWS)
            taken = step_out(session, world.meeting_id, case, by=pam, at=world.at, entry=entry, submission=sent)
    assert (named(world, "pam"), taken.already) == (["secret", "young"], True)
    assert named(world, "hed") == ["rich", "secret", "young"]
    assert verify(world.database).problems == ()
    attack(world.database, f"DELETE FROM exclusion WHERE event_id = {taken.event_id}")
    lost = f"meeting {world.meeting}: whoever stepped out of a case is not excluded"
    assert verify(world.database).problems == (lost,)


def test_how_far_a_pack_is_stands_with_whoever_asked_for_it(world: World) -> None:
    ana, sent = world.people["ana"], submission(RANDOM, "make")
    with world.database.transaction(ana.person_id) as session:
        assert begin_making(session, world.meeting_id, by=ana, at=world.at, submission=sent)
        assert not begin_making(session, world.meeting_id, by=ana, at=world.at, submission=sent)
        note_making(session, sent, 4, 9, at=world.at)
    assert [making(world, who) for who in ("ana", "hed", "wit")] == [
        Making(4, 9, stalled=False, problem=""),
        None,
        None,
    ]
    with world.database.transaction(ana.person_id) as session:
        end_making(session, sent, "It took too long", at=world.at)
    assert making(world, "ana") == Making(4, 9, stalled=False, problem="It took too long")
    with world.database.transaction(ana.person_id) as session:
        end_making(session, sent, "", at=world.at)
    assert making(world, "ana") is None


def making(world: World, who: str) -> Making | None:
    by = world.people[who]
    with world.database.transaction(by.person_id, write=False) as session:
        return meeting_page(session, world.meeting_id, world.meeting, by, world.at).making
