"""The demonstration is made once, found again, and made afresh when asked."""

import stat
from pathlib import Path

from complaints.database import SYSTEM, Database
from complaints.demo import Demo, build
from complaints.secrets import read_key_file
from complaints.services.accounts import check_password
from complaints.services.verify import verify
from workflows.model import LENT_ROLES, Role


def made(directory: Path, *, reset: bool = False) -> Demo:
    return build(directory, reset=reset, progress=lambda _done, _of: None)


def contents(demo: Demo) -> dict[str, bytes]:
    """Its files but the database, whose pages move when it is opened."""
    return {path.name: path.read_bytes() for path in demo.home.iterdir() if not path.name.startswith("complaints.db")}


def test_it_is_made_afresh_and_then_found_again(tmp_path: Path) -> None:
    old = tmp_path / "demo" / "pack.pdf"
    old.parent.mkdir()
    old.write_text("of an earlier demonstration")
    demo = made(tmp_path, reset=True)
    first = contents(demo)
    assert sorted(first) == ["key", "pack.pdf", "report.pdf", "sign-ins.txt", "workforce.csv"]
    assert {first["pack.pdf"][:5], first["report.pdf"][:5]} == {b"%PDF-"}
    secret = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (demo.key_file, demo.home / "sign-ins.txt")}
    assert secret == {"key": 0o600, "sign-ins.txt": 0o600}

    whole = size(demo)
    assert contents(made(tmp_path)) == first
    assert size(demo) == whole

    signed_in = sign_ins(demo)
    wanted = {role.label: {role} for role in Role if role not in LENT_ROLES} | {
        "Officer who is the subject of a case": set()
    }
    assert {label: wanted[label] & roles for label, roles in signed_in.items()} == wanted


def size(demo: Demo) -> tuple[int, int]:
    """How many log entries and events there are, all of them in order."""
    database = Database(demo.url, read_key_file(demo.key_file))
    found = verify(database)
    database.dispose()
    assert found.problems == ()
    return found.entries, found.events


def sign_ins(demo: Demo) -> dict[str, frozenset[Role]]:
    """The roles of everybody who can sign in as the demonstration says, by what it says of them."""
    database = Database(demo.url, read_key_file(demo.key_file))
    with database.transaction(SYSTEM, write=False) as session:
        people = {label: check_password(session, name, password) for label, name, password in demo.sign_ins}
    database.dispose()
    return {label: person.roles for label, person in people.items() if person}
