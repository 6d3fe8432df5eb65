"""The demonstration: a database of its own, the standing force, its stories played, a panel pack and a report."""

from __future__ import annotations

import os
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from complaints.database import SYSTEM, Database
from complaints.documents.pack import let_pack_go, prepare_pack, released_pack
from complaints.documents.render import Renderer
from complaints.errors import CannotDo
from complaints.force import Player, SignIn, enrol_force, sign_in_lines, sign_ins, standing_force
from complaints.imports.workforce import import_workforce
from complaints.migrate import migrate
from complaints.queries.packs import sections
from complaints.queries.visible import find_meeting
from complaints.references import real, reference, submission
from complaints.reports.report import make_report
from complaints.resources import fixtures_directory
from complaints.secrets import create_key_file, read_key_file
from complaints.services.openings import open_meeting
from complaints.services.packs import declare_unconnected, fingerprint
from complaints.services.rescreening import screen_again
from complaints.specimen import as_csv, of_the_standing_force, specimen
from complaints.stories import Tell, play_file
from workflows.calendar import london_day
from workflows.casefile import Service
from workflows.panel.entries import PlanMeeting, ReleasePack

ADDRESS, PORT = "127.0.0.1", 8000
PEOPLE = 2000
"""How many people its invented force has, besides those of the stories."""


@dataclass(frozen=True)
class Demo:
    """A demonstration that is ready to be served. `passwords` are by account name."""

    home: Path
    passwords: dict[str, str]

    @property
    def url(self) -> str:
        """The address of its database."""
        return f"sqlite:///{self.home / 'complaints.db'}"

    @property
    def key_file(self) -> Path:
        """Its keys."""
        return self.home / "key"

    @property
    def pack(self) -> Path:
        """This month's panel pack, as it was released."""
        return self.home / "pack.pdf"

    @property
    def report(self) -> Path:
        """This year's compliance report."""
        return self.home / "report.pdf"

    @property
    def workforce(self) -> Path:
        """The workforce file of its invented force, as it was imported."""
        return self.home / "workforce.csv"

    @property
    def sign_ins(self) -> tuple[SignIn, ...]:
        """One account a role, and one of a subject, who finds nothing."""
        return (*sign_ins(self.passwords), ("Officer who is the subject of a case", "pat", self.passwords["pat"]))

    def description(self) -> str:
        """What to tell whoever made it."""
        return "\n".join(
            [
                f"Address:  http://{ADDRESS}:{PORT}/",
                f"Sign in as (also in {self.home / 'sign-ins.txt'}):",
                *sign_in_lines(self.sign_ins),
                f"Pack:     {self.pack}",
                f"Report:   {self.report}",
                f"People:   {self.workforce}",
            ]
        )


def build(directory: Path, *, reset: bool, progress: Tell) -> Demo:
    """Make the demonstration in `directory`/demo, or find it there; with `reset` the old one goes first.

    Done again it adds nothing and loses nothing. Raises OSError, and `StoryFailed` where an earlier run broke off.
    """
    home = directory / "demo"
    if reset and home.exists():
        shutil.rmtree(home)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    demo = Demo(home, _passwords(home / "sign-ins.txt"))
    if not demo.key_file.exists():
        create_key_file(demo.key_file)
    migrate(demo.url)
    database = Database(demo.url, read_key_file(demo.key_file))
    try:
        _fill(database, demo, datetime.now(UTC), progress)
    finally:
        database.dispose()
    return demo


def serve(demo: Demo) -> None:
    """Serve it on this machine alone, without TLS, until stopped."""
    from complaints.server import run

    os.environ["DATABASE_URL"] = demo.url
    os.environ["COMPLAINTS_KEY_FILE"] = str(demo.key_file)
    os.environ["COMPLAINTS_INSECURE_COOKIES"] = "1"
    run(ADDRESS, PORT, 1)


def _passwords(path: Path) -> dict[str, str]:
    """A password of its own for everybody in the standing force, kept in a file that only its owner may read."""
    if not path.exists():
        text = "".join(f"{key} {secrets.token_urlsafe(9)}\n" for key in standing_force())
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    return dict(line.split() for line in path.read_text(encoding="utf-8").splitlines())


def _fill(database: Database, demo: Demo, now: datetime, progress: Tell) -> None:
    stories = sorted((fixtures_directory() / "stories").glob("*.yaml"))
    steps = len(stories) + 4
    with database.transaction(SYSTEM) as session:
        force = enrol_force(session, at=now, passwords=demo.passwords)
    progress(1, steps)
    if not demo.workforce.exists():
        _import_workforce(database, force, demo.workforce, now)
    progress(2, steps)
    for done, story in enumerate(stories, start=3):
        play_file(database, story, now=now)
        progress(done, steps)
    if not demo.pack.exists():
        _write_pack(database, force, demo.pack, now)
    progress(steps - 1, steps)
    if not demo.report.exists():
        _write_report(database, force, demo.report, now)
    progress(steps, steps)


def _import_workforce(database: Database, force: dict[str, Player], path: Path, now: datetime) -> None:
    """An invented force, and the standing force with it. The file has its name only once it has been imported."""
    today, draft = london_day(now), path.with_name("workforce-draft.csv")
    serving = {key: player for key, player in force.items() if player.member.service is not Service.OUTSIDE}
    standing = [_post_of(player, serving) for player in serving.values()]
    lines = [*of_the_standing_force(standing, today - timedelta(days=1500)), *specimen("demo", PEOPLE, today)]
    draft.write_text(as_csv(lines), encoding="utf-8")
    made = import_workforce(database, draft, at=now, random=real)
    screen_again(database, lambda: now, real)
    if made.problems:
        raise CannotDo(f"the invented force cannot be imported: {made.problems[0]}")
    draft.rename(path)


def _post_of(player: Player, force: dict[str, Player]) -> tuple[str, str, str, str]:
    member = player.member
    manager = force[member.manager].details.number if member.manager else ""
    return player.details.number, member.team, member.rank, manager


def _write_pack(database: Database, force: dict[str, Player], path: Path, now: datetime) -> None:
    """This month's pack, prepared by one person and let go by another. Its member has yet to declare."""
    planner, preparer, releaser = (force[key].signed_in for key in ("ana", "hope", "cora"))
    today, meeting = london_day(now), reference(real, "meeting")
    plan = PlanMeeting(month=f"{today:%Y-%m}", meets_on=today)
    with database.transaction(planner.person_id) as session:
        open_meeting(session, by=planner, at=now, entry=plan, submission=submission(real, "plan"), reference=meeting)
    with Renderer() as renderer:
        prepare_pack(database, renderer.sections, meeting, by=preparer, at=now, submission=submission(real, "prepare"))
    for by in (preparer, releaser):
        with database.transaction(by.person_id) as session:
            sent = submission(real, "declare")
            declare_unconnected(session, find_meeting(session, meeting), by=by, at=now, submission=sent)
    with database.transaction(releaser.person_id, write=False) as session:
        read = sections(session, find_meeting(session, meeting), releaser.person_id, released=False)
    release = ReleasePack(fingerprint=fingerprint(read), names_nobody=True)
    let_pack_go(database, meeting, by=releaser, at=now, entry=release, submission=submission(real, "release"))
    path.write_bytes(released_pack(database, plan.month, releaser, now))


def _write_report(database: Database, force: dict[str, Player], path: Path, now: datetime) -> None:
    """The compliance report of this year so far, as the head of professional standards may read it."""
    today = london_day(now)
    with Renderer(workers=1) as renderer:
        made = make_report(
            database,
            force["hope"].signed_in,
            starts=date(today.year, 1, 1),
            ends=today,
            known_at=now,
            now=now,
            reference=reference(real, "report"),
            form="pdf",
            render=renderer.sections,
            progress=lambda _done, _of: None,
        )
    path.write_bytes(made)
