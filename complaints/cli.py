"""The command line. Each command reads the settings, does one thing through the same doors as the web, and logs it."""

from __future__ import annotations

import getpass
import re
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError, ProgrammingError

from complaints.database import SYSTEM, Database, WeakDatabase
from complaints.errors import CannotDo, Invalid
from complaints.models.log import LogKind
from complaints.models.people import SYSTEM_ACTOR, SignedIn
from complaints.references import real, reference
from complaints.secrets import KeyProblem
from complaints.services import log
from complaints.services.accounts import account_named
from complaints.settings import Settings
from workflows.calendar import at_london, first_moment_after, london_day
from workflows.words import plural

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help=__doc__,
)
console = Console(stderr=True)

As = Annotated[str | None, typer.Option("--as", metavar="USER", help="Act as this account, not as the system.")]
Url = Annotated[str | None, typer.Option("--database", metavar="URL", help="Another database than DATABASE_URL.")]
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write.")]
Tell = Callable[[int, int], object]
"""Told how much is done, of how much."""

EARLIEST_SEEDED = date(2020, 2, 1)
"""The regulations that cases are handled under came into force on this day."""


class Format(StrEnum):
    """How a compliance report is written."""

    PDF = "pdf"
    JSON = "json"
    CSV = "csv"


def main() -> None:
    """Run a command; a problem that people can mend is one plain line and exit code 1."""
    try:
        app()
    except (CannotDo, KeyProblem, WeakDatabase, OSError) as problem:
        _stop(str(problem))
    except Invalid as problem:
        _stop("; ".join(problem.problems.values()))
    except (OperationalError, ProgrammingError) as problem:
        _stop(f"the database cannot be used: {problem.orig}. A new one needs `complaints migrate` first")


def _stop(problem: str) -> None:
    console.print(f"complaints: {problem}", style="bold red", highlight=False, soft_wrap=True, markup=False)
    sys.exit(1)


@app.command()
def demo(
    directory: Annotated[Path, typer.Option(metavar="DIR", help="Where the demonstration lives.")] = Path("var"),
    reset: Annotated[bool, typer.Option("--reset", help="Throw the old demonstration away first.")] = False,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve it afterwards.")] = True,
) -> None:
    """Make the demonstration force, with stories played, a pack and a report; then serve it.

    Example: `complaints demo --reset`
    """
    from complaints import demo as demonstration

    with progress("Preparing the demonstration") as tell:
        made = demonstration.build(directory, reset=reset, progress=tell)
    typer.echo(made.description())
    if serve:
        demonstration.serve(made)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Processes; one a core.")] = 1,
) -> None:
    """Serve the application on the database that the environment names.

    Example: `DATABASE_URL=postgresql+psycopg://app@db/complaints complaints serve --workers 2`
    """
    from complaints.server import run

    run(host, port, workers)


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema, as the role that owns it.

    Example: `DATABASE_OWNER_URL=postgresql+psycopg://owner@db/complaints complaints migrate`
    """
    from complaints.migrate import APP_ROLE
    from complaints.migrate import migrate as upgrade

    settings = Settings.from_environment()
    upgrade(settings.owner_url, app_role=make_url(settings.database_url).username or APP_ROLE)
    typer.echo("The database has the newest schema.")


@app.command()
def play(
    stories: Annotated[list[Path], typer.Argument(metavar="STORY...", help="Story files.")],
    database: Url = None,
) -> None:
    """Play stories through the same door as the web; stop at the first surprise with its file and line.

    Example: `complaints play fixtures/stories/route.yaml`
    """
    from complaints.stories import play_file

    with opened(database, "play") as house, progress("Playing") as tell:
        for number, story in enumerate(stories, start=1):
            play_file(house, story, now=now())
            tell(number, len(stories))
    typer.echo(f"Played {len(stories)} without a surprise.")


@app.command()
def seed(
    cases: Annotated[int, typer.Option(min=1, help="How many cases.")] = 300,
    seed: Annotated[int, typer.Option(help="The same seed gives the same force.")] = 1,
    months: Annotated[int, typer.Option(min=1, max=60, help="Over how many months they were reported.")] = 24,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The day that it looks at; by default today."),
    ] = None,
    database: Url = None,
) -> None:
    """Fill an empty database with an invented force and its cases, to show and to measure with.

    Interrupted, it goes on when it is given the same number of cases, seed, months and last day, and ends with the same
    force; on PostgreSQL the numbers of rows, which nobody sees, may then have gaps. Up to 300 cases are played, and the
    rest are copies. The coming panel meeting and the last three that were held have packs that can be opened; copies
    are left out of them, because nobody would read thousands of sections.

    Example: `complaints seed --cases 20000 --seed 7 --database sqlite:///var/force.db`
    """
    from complaints.force import sign_in_lines, sign_ins, standing_force
    from complaints.seeding import Stretch, seed_force

    today, began = london_day(now()), perf_counter()
    stretch = Stretch(until.date() if until else today, months)
    if not EARLIEST_SEEDED <= stretch.first <= stretch.last <= today:
        raise CannotDo(f"the days must lie between {EARLIEST_SEEDED} and today")
    passwords = {key: secrets.token_urlsafe(9) for key in standing_force()}
    with connected(database) as house:
        with progress("Seeding") as tell:
            made = seed_force(house, str(seed), cases, stretch, passwords=passwords, progress=tell)
        log_command(house, "seed")
    seconds = perf_counter() - began
    typer.echo(f"{made.played:,} cases played and {made.copied:,} copied, {made.people:,} people on the register.")
    typer.echo(f"{plural(round(seconds), 'second')}, {cases / seconds:.1f} cases a second.")
    typer.echo(f"Head {made.head.sequence}:{made.head.hash}")
    typer.echo("\n".join(["Sign in as:", *sign_in_lines(sign_ins(passwords))]))


@app.command()
def recompute(database: Url = None) -> None:
    """Work out every stored deadline again, and say what moved.

    Example: `complaints recompute`
    """
    from complaints.services.recompute import recompute as refresh

    with opened(database, "recompute") as house, progress("Recomputing") as tell:
        moved = refresh(house, lambda done: tell(done, done))
    for case, deadlines in moved.items():
        typer.echo(f"{case}: {deadlines} deadlines moved")
    typer.echo(f"Deadlines moved in {len(moved)} cases.")


@app.command()
def verify(
    database: Url = None,
    head: Annotated[list[str] | None, typer.Option(metavar="NUMBER:HASH", help="A head kept elsewhere.")] = None,
) -> None:
    """Check the log's chain, and that everything stored follows from the history.

    Example: `complaints verify --head 1204:9f2c…`
    """
    from complaints.services.verify import verify as check

    outside = [_head(text) for text in head or ()]
    with opened(database, "verify") as house, progress("Verifying") as tell:
        found = check(house, outside=outside, progress=tell)
    for problem in found.problems:
        typer.echo(problem)
    typer.echo(f"{found.entries} log entries, {found.events} events, {found.cases} cases.")
    typer.echo(f"Head {found.head.sequence}:{found.head.hash}")
    if found.problems:
        raise CannotDo(f"{len(found.problems)} problems found")


@app.command()
def concerns(
    since: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="From this day on.")],
    database: Url = None,
) -> None:
    """Read what came in through the safety form, for whoever is on duty. Who sent it is not kept with it.

    Example: `complaints concerns --since 2026-03-01`
    """
    from complaints.services.safety import read_concerns

    with opened(database, "concerns") as house, house.transaction(SYSTEM, write=False) as session:
        found = read_concerns(session, since=at_london(since.date(), time()))
    for at, concern in found:
        typer.echo(f"{at:%Y-%m-%d %H:%M} UTC: {concern}")
    typer.echo(f"{plural(len(found), 'concern')}.")


@app.command()
def outside(database: Url = None) -> None:
    """Say what waits for somebody outside the chain, and end with 1 while anything does: an alarm for who is on call.

    Example: `complaints outside`
    """
    from complaints.queries.further_reports import waiting_for_nobody
    from complaints.queries.outside import waiting_for_anybody

    with opened(database, "outside") as house, house.transaction(SYSTEM, write=False) as session:
        found = waiting_for_anybody(session)
        pairs = waiting_for_nobody(session, datetime.now(UTC))
    for case in found:
        why = "a subject has a role here" if case.sealed else "nobody is left who may act"
        typer.echo(f"{case.reference} since {case.opened_at:%Y-%m-%d %H:%M} UTC: {why}")
    for pair in pairs:
        typer.echo(f"{pair.later} and {pair.earlier}: a further report of which no gatekeeper may be asked")
    typer.echo(f"{plural(len(found), 'case')} and {plural(len(pairs), 'further report')} waiting.")
    if found or pairs:
        raise typer.Exit(1)


@app.command("import-workforce")
def import_workforce(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that ends in .csv or .xlsx.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    database: Url = None,
) -> None:
    """Take people, their postings and what they declared over from a file, whole or not at all.

    Each line says one thing; the column *record* says what. The other columns that a line has:

    - unit: force, unit
    - person: number, name, service; it may have telephone, address, email
    - posting: number, force, unit, from; it may have station, team, role, rank, manager, to
    - training: number, course, from; it may have to, with
    - absence: number, from, to
    - relationship: number, kind, from; it may have with, with_name, to
    - association: number, from; it may have kind, with, with_name, to
    - interest: number, with_name, from; it may have with, to

    History is added to and never changed. The same file again changes nothing. Afterwards whoever works on an open case
    is screened again where somebody in it, or they themselves, have a new posting; broken off, the next one goes on.

    Example: `complaints import-workforce people.csv --dry-run`
    """
    from complaints.imports.workforce import import_workforce as take_over
    from complaints.services.rescreening import screen_again

    with opened(database, "import-workforce") as house:
        made = take_over(house, file, at=now(), random=real, dry_run=dry_run)
        if not dry_run:
            with progress("Screening whoever works on a case again"):
                screen_again(house, now, real)
    for problem in made.problems:
        typer.echo(problem)
    if made.problems:
        raise CannotDo(f"nothing was imported: {plural(len(made.problems), 'problem')}")
    for change in made.changes:
        typer.echo(change)
    typer.echo(f"{plural(made.lines, 'line')} read. {'It would change: ' if dry_run else ''}{made.summary}")


@app.command("rotate-keys")
def rotate_keys(database: Url = None) -> None:
    """Lock every secret again with the current key, so that an older key may be thrown away.

    Example: `COMPLAINTS_KEYS="NEW OLD" complaints rotate-keys`
    """
    from complaints.rotation import rotate_keys as rotate

    with opened(database, "rotate-keys") as house, progress("Rotating") as tell:
        rows = rotate(house, tell)
    typer.echo(f"{rows} rows locked with the current key.")


@app.command()
def pack(
    month: Annotated[str, typer.Option(metavar="YYYY-MM", help="The month of the meeting.")],
    out: Out,
    user: As = None,
    database: Url = None,
) -> None:
    """Write the pack of one month's panel meeting as it was released.

    Example: `complaints pack --month 2026-03 --out pack.pdf`
    """
    from complaints.documents.pack import released_pack

    if not re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", month):
        raise CannotDo(f"{month} is not a month: write it as YYYY-MM, for example 2026-03")
    with opened(database, "pack") as house:
        out.write_bytes(released_pack(house, month, acting(house, user), now()))
    typer.echo(f"Wrote {out}")


@app.command()
def compliance(
    starts: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], metavar="DATE", help="First day.")],
    ends: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], metavar="DATE", help="Last day.")],
    form: Annotated[Format, typer.Option("--format", help="pdf, json or csv.")],
    out: Out,
    known: Annotated[
        datetime | None,
        typer.Option("--known-at", formats=["%Y-%m-%d"], metavar="DATE", help="As known at the end of this day."),
    ] = None,
    user: As = None,
    database: Url = None,
) -> None:
    """Run the calls-to-action measures over a period and write the report.

    Example: `complaints compliance --from 2026-01-01 --to 2026-03-31 --format pdf --out report.pdf`
    """
    from complaints.documents.render import Renderer
    from complaints.reports.report import make_report

    with opened(database, "compliance") as house, Renderer(1) as renderer, progress("Measuring") as tell:
        made = make_report(
            house,
            acting(house, user),
            starts=starts.date(),
            ends=ends.date(),
            known_at=first_moment_after(known.date()) if known else now(),
            now=now(),
            reference=reference(real, "report"),
            form=form.value,
            render=renderer.sections,
            progress=tell,
        )
    out.write_bytes(made)
    typer.echo(f"Wrote {out}")


@app.command()
def docs(
    check: Annotated[bool, typer.Option("--check", help="Change nothing; fail if a page is out of date.")] = False,
) -> None:
    """Write the reference pages under docs/reference from the rules.

    Example: `complaints docs --check`
    """
    from complaints.docs import stale_pages, write_pages

    if check and (stale := stale_pages(Path("docs/reference"))):
        raise CannotDo(f"out of date: {', '.join(stale)}; run `complaints docs`")
    if not check:
        typer.echo(f"Wrote {len(write_pages(Path('docs/reference')))} pages.")


def now() -> datetime:
    """The moment, in UTC. Commands are an entry point: the clock is read here and passed down."""
    return datetime.now(UTC)


@contextmanager
def opened(url: str | None, command: str) -> Iterator[Database]:
    """The database, checked; the command is logged with the operating-system user."""
    with connected(url) as database:
        log_command(database, command)
        yield database


@contextmanager
def connected(url: str | None) -> Iterator[Database]:
    """The database, checked."""
    settings = Settings.from_environment()
    database = Database(url or settings.database_url, settings.keys)
    try:
        database.check(allow_unsafe=settings.allow_unsafe_database)
        yield database
    finally:
        database.dispose()


def log_command(database: Database, command: str) -> None:
    """The command was run, by this user of the machine."""
    who = re.sub(r"[^a-z0-9]", "-", getpass.getuser().lower())[:40]
    with database.transaction(SYSTEM) as session:
        log.append(session, [log.Record(kind=LogKind.COMMAND, at=now(), what=f"{command}.{who}")])


def acting(database: Database, user: str | None) -> SignedIn:
    """The account named, or the system."""
    if user is None:
        return SYSTEM_ACTOR
    with database.transaction(SYSTEM, write=False) as session:
        found = account_named(session, user)
    if found is None:
        raise CannotDo(f"there is no active account called {user}")
    return found


def _head(text: str) -> log.Head:
    number, _, digest = text.partition(":")
    if not number.isdigit() or not digest:
        raise CannotDo(f"{text} is not a head: write it as NUMBER:HASH")
    return log.Head(int(number), digest)


@contextmanager
def progress(title: str) -> Iterator[Tell]:
    """A bar on a terminal; nothing elsewhere. What it yields is told (done, of how many)."""
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bars:
        task = bars.add_task(title, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)
