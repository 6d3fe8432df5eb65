"""The keys that lock secret columns, and where they are kept: never in the database.

A key is 32 random bytes in base64. The first key of a ring locks; every key of it opens, so that a new key
can be put in front, the columns be locked again with it (`complaints.rotation`), and the old key then be
thrown away.

What remains: whoever holds the key file and a copy of the database reads everything; so does the server's
root while it runs. A locked value shows its length to within 16 bytes and the second at which it was
locked.
"""

import hmac
import os
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy.exc import DontWrapMixin

OTHERS = 0o077


class KeyProblem(Exception, DontWrapMixin):
    """No key, a key that is none, a key file open to others, or a value that no key of the ring opens.

    SQLAlchemy does not wrap it when a column's type raises it.
    """


class KeyRing:
    """Locks and opens text. A ring without keys exists, but can do neither."""

    def __init__(self, keys: Sequence[str] = ()) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys]) if keys else None
            self._first = urlsafe_b64decode(keys[0]) if keys else b""
        except ValueError as error:
            raise KeyProblem("a key is 32 bytes in URL-safe base64") from error

    def encrypt(self, text: str) -> str:
        return self._ring().encrypt(text.encode()).decode()

    def decrypt(self, token: str) -> str:
        try:
            return self._ring().decrypt(token).decode()
        except InvalidToken as error:
            raise KeyProblem("no key of the ring opens this value") from error

    def rotate(self, token: str) -> str:
        """The same text, locked with the first key."""
        try:
            return self._ring().rotate(token).decode()
        except InvalidToken as error:
            raise KeyProblem("no key of the ring opens this value") from error

    def fingerprint(self, text: str) -> str:
        """HMAC-SHA-256 of a text in hexadecimal, by the first key: without it nobody finds the text by trying texts."""
        self._ring()
        return hmac.new(self._first, b"fingerprint/" + text.encode("utf-8", "surrogatepass"), sha256).hexdigest()

    def _ring(self) -> MultiFernet:
        if self._fernet is None:
            raise KeyProblem("there is no key: set COMPLAINTS_KEY_FILE or COMPLAINTS_KEYS")
        return self._fernet


def new_key() -> str:
    return Fernet.generate_key().decode()


def create_key_file(path: Path) -> None:
    """Write a new key to a new file that only its owner may read. Raises FileExistsError."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(new_key() + "\n")


def read_key_file(path: Path) -> tuple[str, ...]:
    """The keys of a file, one a line, the current one first. Raises KeyProblem and OSError."""
    if path.stat().st_mode & OTHERS:
        raise KeyProblem(f"{path} is open to other users: chmod 600 {path}")
    return tuple(path.read_text().split())
