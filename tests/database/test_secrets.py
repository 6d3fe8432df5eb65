"""Secret columns: locked wherever they lie, locked anew with a new key, and lost without one."""

import base64
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from complaints.database import SYSTEM, Database
from complaints.rotation import rotate_keys
from complaints.secrets import KeyProblem, KeyRing, create_key_file, new_key, read_key_file
from tests.database.conftest import KEY
from tests.database.specimen import CONTACT, EVENT, SPECIMEN

CANARY = "14 Zephyrine Gardens"
PLAIN_MARK = "channel-that-is-not-secret"


def keep(database: Database, *addresses: str | None) -> None:
    with database.transaction(SYSTEM) as session:
        session.connection().execute(insert(EVENT), {"id": 1})
        rows = [
            {"id": number, "event_id": 1, "channel": PLAIN_MARK, "address": address, "digest": address}
            for number, address in enumerate(addresses, 1)
        ]
        session.connection().execute(insert(CONTACT), rows)


def addresses(database: Database) -> list[str | None]:
    with database.transaction(SYSTEM, write=False) as session:
        return list(session.connection().scalars(select(CONTACT.c.address).order_by(CONTACT.c.id)))


def digests(database: Database) -> list[str | None]:
    with database.transaction(SYSTEM, write=False) as session:
        return list(session.connection().scalars(select(CONTACT.c.digest).order_by(CONTACT.c.id)))


def forms(text: str) -> Iterator[bytes]:
    """The text in every dress in which it could lie in a file."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        raw = text.encode(encoding)
        yield from (raw, raw.hex().encode(), raw.hex().upper().encode())
        for shift in range(3):
            # Without the characters that its neighbours share.
            yield base64.b64encode(b"\0" * shift + raw)[4:-4]


def leaks(data: bytes, text: str) -> list[bytes]:
    return [form for form in forms(text) if form in data]


def everything(database: Database) -> bytes:
    """All bytes that lie in the database's files while it is in use, or in a dump of it by its administrator."""
    if database.sqlite:
        return b"".join(path.read_bytes() for path in Path(str(database.engine.url.database)).parent.iterdir())
    url = database.engine.url
    command = ("pg_dump", "-h", str(url.query["host"]), "-U", "postgres", str(url.database))
    files = Path(str(url.query["host"]), "data").rglob("*")
    dump = subprocess.run(command, check=True, capture_output=True).stdout
    return dump + b"".join(path.read_bytes() for path in files if path.is_file())


def test_a_secret_comes_back_and_lies_locked(small: Database) -> None:
    keep(small, CANARY, None, "")
    assert addresses(small) == [CANARY, None, ""]
    data = everything(small)
    assert leaks(data, PLAIN_MARK)[0] == PLAIN_MARK.encode()
    assert leaks(data, CANARY) == []


@pytest.mark.parametrize("form", list(forms(CANARY)), ids=str)
def test_the_scanner_sees_every_dress(form: bytes) -> None:
    assert form in leaks(b"before" + form + b"after", CANARY)


def test_new_keys_replace_old_ones(small: Database) -> None:
    keep(small, *[CANARY, None] * 120)
    url = small.engine.url.render_as_string(hide_password=False)
    old, new = KEY, new_key()
    told: list[tuple[int, int]] = []
    both = Database(url, (new, old))
    assert rotate_keys(both, lambda *counts: told.append(counts), SPECIMEN.sorted_tables) == 240
    assert told == [(100, 240), (200, 240), (240, 240)]
    assert addresses(both) == [CANARY, None] * 120
    both.dispose()
    only_new, only_old = Database(url, (new,)), Database(url, (old,))
    assert addresses(only_new) == [CANARY, None] * 120
    assert digests(only_new) == [KeyRing([new]).digest(CANARY), None] * 120
    with pytest.raises(KeyProblem, match="no key of the ring"):
        addresses(only_old)
    only_new.dispose()
    only_old.dispose()


def test_rotation_without_the_old_key_changes_nothing(small: Database) -> None:
    keep(small, CANARY, CANARY)
    stranger = Database(small.engine.url.render_as_string(hide_password=False), (new_key(),))
    with pytest.raises(KeyProblem, match="no key of the ring"):
        rotate_keys(stranger, lambda *_: None, SPECIMEN.sorted_tables)
    stranger.dispose()
    assert addresses(small) == [CANARY, CANARY]


def test_a_database_without_keys_neither_keeps_nor_tells_a_secret(small: Database) -> None:
    keep(small, CANARY)
    keyless = Database(small.engine.url.render_as_string(hide_password=False))
    with pytest.raises(KeyProblem, match="there is no key"):
        addresses(keyless)
    with pytest.raises(KeyProblem, match="there is no key"), keyless.transaction(SYSTEM) as session:
        session.connection().execute(insert(CONTACT), {"id": 2, "address": CANARY})
    keyless.dispose()


def test_a_key_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    create_key_file(path)
    assert path.stat().st_mode & 0o777 == 0o600
    [key] = read_key_file(path)
    assert KeyRing([key]).decrypt(KeyRing([key]).encrypt("x")) == "x"
    with pytest.raises(FileExistsError):
        create_key_file(path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_key_file_that_others_may_open_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "keys"
    create_key_file(path)
    path.chmod(mode)
    with pytest.raises(KeyProblem) as raised:
        read_key_file(path)
    assert str(raised.value) == f"{path} is open to other users: chmod 600 {path}"


def test_what_is_no_key_is_refused() -> None:
    with pytest.raises(KeyProblem, match="32 bytes"):
        KeyRing(["short"])


ALIKE = [
    ("01632 960 001", "(01632) 960001"),
    ("01632 960001", "+44 1632 960001"),
    ("01632 960001", "0044 (0)1632 960-001"),
    ("1 Elm Row, Ashton, ZZ1 1AA", "1, ELM ROW, ZZ11AA"),
    ("Flat 2, 12 High St, ZZ1 2AB", "2, 12 High Street, Ashton ZZ1 2AB"),
    ("12a Mill Lane, ZZ10 2AB", "12A Mill Ln, zz10 2ab"),
    ("Rose Cottage, Ashton, ZZ1 2AB", "rose cottage Ashton ZZ1 2AB"),
    ("Ann.Lee@example.org", "ann.lee@EXAMPLE.ORG"),
    ("Colby Lettings", "colby  lettings"),
]
UNLIKE = [
    ("01632 960001", "01632 960002"),
    ("1 Elm Row, Ashton, ZZ1 1AA", "2 Elm Row, Ashton, ZZ1 1AA"),
    ("1 Elm Row, Ashton, ZZ1 1AA", "1 Elm Row, Ashton, ZZ1 1AB"),
    ("Flat 1, 12 High St, ZZ1 2AB", "Flat 2, 12 High St, ZZ1 2AB"),
    ("12 Mill Lane, ZZ10 2AB", "12a Mill Lane, ZZ10 2AB"),
    ("Rose Cottage, Ashton, ZZ1 2AB", "Lily Cottage, Ashton, ZZ1 2AB"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_two_ways_of_writing_one_thing_have_one_digest(one: str, other: str) -> None:
    assert KeyRing([KEY]).digest(one) == KeyRing([KEY]).digest(other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_two_things_have_two_digests(one: str, other: str) -> None:
    assert KeyRing([KEY]).digest(one) != KeyRing([KEY]).digest(other)


def test_a_digest_needs_the_key_and_is_known_by_each_key_of_the_ring() -> None:
    new = new_key()
    assert KeyRing([new]).digest(CANARY) != KeyRing([KEY]).digest(CANARY)
    assert KeyRing([new, KEY]).digests(CANARY) == (KeyRing([new]).digest(CANARY), KeyRing([KEY]).digest(CANARY))
    with pytest.raises(KeyProblem, match="there is no key"):
        KeyRing().digest(CANARY)
