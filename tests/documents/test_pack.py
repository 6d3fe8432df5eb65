"""A pack cannot leak: by the type of its view, by its bytes, by a search before it is kept, and by who reads it."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from complaints.database import Database
from complaints.documents import pack as packs
from complaints.documents.pack import prepare_pack, read_pack, released_pack
from complaints.documents.pack_check import _by_chance, leaves
from complaints.documents.render import Renderer
from complaints.documents.scan import Leak, scan
from complaints.errors import CannotDo, Invalid, NotFound, Stale
from complaints.facts.load import Owner, facts_of
from complaints.models.people import SYSTEM_ACTOR
from complaints.queries.pack_view import SectionView
from complaints.queries.packs import pack_cases, sections
from complaints.references import submission
from complaints.services.packs import fingerprint
from complaints.services.progress import Correction, Place, take_step
from tests.conftest import KEYS
from tests.documents.pack_world import FORCE, RANDOM, Victim, World, close_rich, play
from tests.documents.ua import assert_accessible, assert_marked
from workflows.clocks import Clock
from workflows.model import Answer, Choice, Refused, Status
from workflows.panel.entries import ReleasePack

Worlds = Callable[..., World]
VICTIM = Victim()
READER_KEYS = ("hed", "cho", "pam")
TWINS = {
    "name": Victim(name="Xanthippe Frobisher-Lascelles of Somewhere Else"),
    "numbers": Victim(number="9", telephone="01632 960001", email="x@y.example.org"),
    "address": Victim(address="Flat 9, Zephyr Court\nThe Parade\nDunsford\nZZ9 9ZZ", code_word="an elephant"),
    "words": Victim(summary="Quite another account, and a longer one, that names Desmond Quayle. " * 40),
}


@pytest.fixture(scope="session")
def played(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[Path, World]]:
    """Worlds that have been played before, with the file that each lies in."""
    directory = tmp_path_factory.mktemp("played")

    @cache
    def play_once(victim: Victim, secret: bool) -> tuple[Path, World]:
        path = Path(shutil.copy(sqlite_template, directory / f"{hash((victim, secret))}.db"))
        database = Database(f"sqlite:///{path}", KEYS)
        world = play(database, victim=victim, secret=secret)
        database.dispose()
        return path, world

    return play_once


@pytest.fixture
def worlds(played: Callable[..., tuple[Path, World]], tmp_path: Path) -> Iterator[Worlds]:
    """Makes worlds, each in a database of its own."""
    opened: list[Database] = []

    def make(*, victim: Victim = VICTIM, secret: bool = True) -> World:
        path, world = played(victim, secret)
        copy = shutil.copy(path, tmp_path / f"world{len(opened)}.db")
        opened.append(Database(f"sqlite:///{copy}", KEYS))
        return replace(world, database=opened[-1])

    yield make
    for database in opened:
        database.dispose()


def prepare(world: World, renderer: Renderer, by: str = "ana", number: int = 1) -> None:
    sent = submission(RANDOM, f"prepare {number}")
    prepare_pack(world.database, renderer.sections, world.meeting, by=world.people[by], at=world.at, submission=sent)


def release(world: World, by: str = "hed") -> None:
    actor = world.people[by]
    with world.database.transaction(actor.person_id, write=False) as session:
        seen = fingerprint(sections(session, world.meeting_id, actor.person_id, released=False))
    entry, sent = ReleasePack(fingerprint=seen, names_nobody=True), submission(RANDOM, f"release {by}")
    packs.let_pack_go(world.database, world.meeting, by=actor, at=world.at, entry=entry, submission=sent)


def reads(world: World, renderer: Renderer, by: str) -> bytes:
    return read_pack(world.database, renderer.sections, world.meeting, by=world.people[by], at=world.at)


def names(world: World, *, without: str = "", month: str = "2026-03") -> list[str]:
    """What the cases of a world are called in its pack, in the pack's order."""
    with world.database.transaction(0, write=False) as session:
        found = pack_cases(session, 0, world.meeting, month, world.at)
    return [case.view.name for case in found if case.case_id != world.cases.get(without)]


def test_a_view_can_hold_nothing_but_coded_words_counts_and_its_own_name() -> None:
    coded = {kind for kind in leaves(SectionView) if issubclass(kind, (Choice, Status))}
    assert set(leaves(SectionView)) - coded == {str, int, type(None), Clock}
    assert [name for name, hint in SectionView.__annotations__.items() if hint is str] == ["name"]


def test_a_pack_is_accessible_and_marked(worlds: Worlds, renderer: Renderer) -> None:
    world = worlds()
    prepare(world, renderer)
    release(world)
    pdf = reads(world, renderer, "pam")
    assert_accessible(pdf, title="Panel pack for March 2026", bookmarks=["Panel pack for March 2026", *names(world)])
    assert_marked(pdf)
    assert len(names(world)) == 3


def test_a_pack_holds_no_text_by_which_anybody_is_known(worlds: Worlds, renderer: Renderer) -> None:
    world = worlds()
    prepare(world, renderer)
    with world.database.transaction(0, write=False) as session:
        cases = pack_cases(session, 0, world.meeting, "2026-03", world.at)
    canaries = set().union(*(case.canaries for case in cases))
    victim = world.victim
    known = {victim.name, "Ollerenshaw", victim.number, victim.telephone, victim.address, "4 Quillet Row"}
    known |= {victim.email, victim.code_word, "447123", "Desmond Quayle", "Rookdale Response", "Ottoline Marchbanks"}
    assert known <= canaries
    leaks = scan(reads(world, renderer, "hed"), sorted(canaries))
    assert [leak for leak in leaks if not (leak.found.isdigit() and leak.place.endswith("(text)"))] == []


@pytest.mark.parametrize("victim", TWINS.values(), ids=TWINS.keys())
def test_twin_packs_are_equal_byte_for_byte(victim: Victim, worlds: Worlds, renderer: Renderer) -> None:
    packs_of = []
    for world in (worlds(), worlds(victim=victim)):
        prepare(world, renderer)
        release(world)
        packs_of.append([reads(world, renderer, reader) for reader in READER_KEYS])
    assert packs_of[0] == packs_of[1]


@pytest.mark.parametrize("role", ["reads", "prepares", "releases"])
def test_the_pack_of_somebody_excluded_is_the_same_without_the_case(
    role: str, worlds: Worlds, renderer: Renderer
) -> None:
    """Whether they only read it, or prepare or release it themselves."""
    packs_of = []
    for world in (worlds(), worlds(secret=False)):
        prepare(world, renderer, by="wit" if role == "prepares" else "ana")
        before = reads(world, renderer, "wit")
        release(world, by="wit" if role == "releases" else "hed")
        packs_of.append([before, reads(world, renderer, "wit")])
    assert packs_of[0] == packs_of[1]


def test_only_somebody_excluded_misses_the_section(worlds: Worlds, renderer: Renderer) -> None:
    """There is something to hide: the others read it."""
    world = worlds()
    prepare(world, renderer)
    release(world)
    title = "Panel pack for March 2026"
    assert_accessible(reads(world, renderer, "pam"), title=title, bookmarks=[title, *names(world)])
    assert_accessible(reads(world, renderer, "wit"), title=title, bookmarks=[title, *names(world, without="secret")])


def test_what_a_releaser_may_not_know_of_is_not_released(worlds: Worlds, renderer: Renderer) -> None:
    world = worlds()
    prepare(world, renderer)
    release(world, by="wit")
    title = "Panel pack for March 2026"
    assert_accessible(reads(world, renderer, "pam"), title=title, bookmarks=[title, *names(world, without="secret")])


def test_a_case_has_another_name_in_another_meeting(worlds: Worlds) -> None:
    world = worlds()
    with world.database.transaction(0, write=False) as session:
        other = {case.view.name for case in pack_cases(session, 0, "another", "2026-04", world.at)}
    assert other.isdisjoint(names(world))


@pytest.mark.parametrize(
    "leak",
    [
        "<p>Vesper Ollerenshaw</p>",
        "<p style='color: white'>ollerenshaw</p>",
        "<p>Ring 07700900123</p>",
        "<p>of Rookdale response</p>",
        "<p>447123</p>",
        "<p id='marigold'>x</p>",
        "<h2>4 Quillet&shy; Row</h2>",
    ],
)
def test_a_planted_leak_stops_the_pack(
    leak: str, worlds: Worlds, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, sound = worlds(), packs.section_html
    monkeypatch.setattr(packs, "section_html", lambda view: sound(view).replace("</body>", f"{leak}</body>"))
    with pytest.raises(Invalid) as refused:
        prepare(world, renderer)
    assert list(refused.value.problems) == ["pack"]
    with pytest.raises(NotFound):
        reads(world, renderer, "hed")


def test_names_that_are_words_of_the_house_stop_no_pack(worlds: Worlds, renderer: Renderer) -> None:
    """Page, Case and Table stand in every section, and in every PDF; a team may be called Investigation."""
    world = worlds(victim=Victim(name="Page Case Table", code_word="independence", number="28"))
    prepare(world, renderer)
    assert names(world)


def test_nothing_is_rendered_inside_a_transaction(worlds: Worlds, renderer: Renderer) -> None:
    world, open_now, rendered = worlds(), 0, 0
    begun = world.database.transaction

    def counted(*args: object, **named: object) -> object:
        nonlocal open_now
        manager = begun(*args, **named)  # type: ignore[arg-type]
        enter, leave = type(manager).__enter__, type(manager).__exit__

        class Counted:
            def __enter__(self) -> object:
                nonlocal open_now
                open_now += 1
                return enter(manager)

            def __exit__(self, *raised: object) -> object:
                nonlocal open_now
                open_now -= 1
                return leave(manager, *raised)  # type: ignore[arg-type]

        return Counted()

    def render(htmls: Sequence[str]) -> list[bytes]:
        nonlocal rendered
        assert open_now == 0
        rendered += len(htmls)
        return renderer.sections(htmls)

    world.database.transaction = counted  # type: ignore[method-assign,assignment]
    by = world.people["ana"]
    prepare_pack(world.database, render, world.meeting, by=by, at=world.at, submission="a" * 32)
    read_pack(world.database, render, world.meeting, by=by, at=world.at)
    assert rendered == 1 + 3 + 1  # our own words, three sections, a cover


def test_a_case_that_does_not_belong_there_any_more_is_left_out(worlds: Worlds, renderer: Renderer) -> None:
    """Its report is corrected: no domestic abuse. Whoever may not know of a case leaves it where it is."""
    world = worlds()
    prepare(world, renderer)
    release(world)
    held = len(names_read(world, "hed"))
    no_abuse(world, "young")
    prepare(world, renderer, by="wit", number=2)
    assert len(names_read(world, "hed")) == held - 1, "of the case that wit may not know of, the section is there"
    release(world)
    assert b"%PDF" in reads(world, renderer, "hed")[:8]
    no_abuse(world, "young", "yes")
    prepare(world, renderer, number=3)
    assert len(names_read(world, "hed")) == held


def names_read(world: World, who: str) -> list[str]:
    by = world.people[who]
    with world.database.transaction(by.person_id, write=False) as session:
        return [section.name for section in sections(session, world.meeting_id, by.person_id, released=False)]


def no_abuse(world: World, case: str, answer: str = "no") -> None:
    """The report of a case is corrected."""
    by, world.at = world.people["ana"], world.at + timedelta(hours=1)
    with world.database.transaction(by.person_id) as session:
        file = facts_of(session, [world.cases[case]], secrets=True)[world.cases[case]].file
        report = next(fact for fact in file.facts if fact.event.trigger == "report-matter")
        entry, sent = replace(report.entry, domestic_abuse=Answer(answer)), submission(RANDOM, f"no {world.at}")
        place, wrong = Place(Owner.CASE, world.cases[case]), Correction(report.event.key, "It was misread.")
        take_step(session, place, "report-matter", by=by, at=world.at, entry=entry, submission=sent, correction=wrong)


def test_a_reader_excluded_while_their_pack_is_bound_does_not_get_it(worlds: Worlds, renderer: Renderer) -> None:
    world = worlds()
    prepare(world, renderer)
    release(world)
    cho, read = world.people["cho"], []

    def render(htmls: Sequence[str]) -> list[bytes]:
        world.do("ana", "rich", "add-party", part="witness", person=FORCE["cho"][1])
        return renderer.sections(htmls)

    with pytest.raises(Stale):
        read.append(read_pack(world.database, render, world.meeting, by=cho, at=world.at))
    title = "Panel pack for March 2026"
    assert read == []
    assert_accessible(reads(world, renderer, "cho"), title=title, bookmarks=[title, *names(world, without="rich")])


def test_nobody_prepares_a_section_of_a_case_that_they_may_not_know_of(worlds: Worlds) -> None:
    world = worlds()
    wit = world.people["wit"].person_id
    with world.database.transaction(wit, write=False) as session:
        found = pack_cases(session, wit, world.meeting, "2026-03", world.at)
    assert [case.view.name for case in found] == names(world, without="secret")


def test_whoever_may_not_prepare_is_refused_before_anything_is_rendered(worlds: Worlds) -> None:
    def never(_htmls: Sequence[str]) -> list[bytes]:
        raise AssertionError("rendered")

    world = worlds()
    with pytest.raises(Refused):
        prepare_pack(world.database, never, world.meeting, by=world.people["pam"], at=world.at, submission="a" * 32)


def test_a_closed_case_is_left_out_once_its_month_is_over(worlds: Worlds) -> None:
    world = worlds()
    live = set(names(world))
    close_rich(world)
    assert (f"{world.at:%Y-%m}", set(names(world, month="2026-05"))) == ("2026-05", live)
    assert names(world, month="2026-06") == names(world, without="rich")


def test_the_command_line_gets_only_what_was_released(worlds: Worlds, renderer: Renderer) -> None:
    world = worlds()
    prepare(world, renderer)
    for month in ("2026-03", "2026-04"):
        with pytest.raises(CannotDo, match=f"no pack for {month} has been released to The system"):
            released_pack(world.database, month, SYSTEM_ACTOR, world.at)
    release(world)
    whole = released_pack(world.database, "2026-03", SYSTEM_ACTOR, world.at)
    assert whole == reads(world, renderer, "hed")
    assert released_pack(world.database, "2026-03", world.people["wit"], world.at) == reads(world, renderer, "wit")
    assert whole != reads(world, renderer, "wit")
    with pytest.raises(CannotDo, match="no pack for 2026-03 has been released to Ivy Castellane"):
        released_pack(world.database, "2026-03", world.people["ivy"], world.at)
    prepare(world, renderer, by="bea", number=2)
    with pytest.raises(CannotDo, match="no pack for 2026-03 has been released to The system"):
        released_pack(world.database, "2026-03", SYSTEM_ACTOR, world.at)
    release(world, by="cho")
    assert released_pack(world.database, "2026-03", SYSTEM_ACTOR, world.at) == whole


@pytest.mark.parametrize(
    ("leak", "by_chance"),
    [
        (Leak("/Headers", "7001"), True),
        (Leak("/ID", "7001"), True),
        (Leak("drawing (hex)", "700123"), True),
        (Leak("page 1", "7001"), False),
        (Leak("/Headers", "Rookdale"), False),
        (Leak("/ID", "07700900123"), False),
    ],
)
def test_a_short_number_counts_only_where_it_can_be_read(leak: Leak, by_chance: bool) -> None:
    assert _by_chance(leak) is by_chance
