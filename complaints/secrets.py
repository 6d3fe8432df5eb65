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
import re
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy.exc import DontWrapMixin

OTHERS = 0o077
POSTCODE = re.compile(r"([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b")
COUNTRY = re.compile(r"^\s*(?:\+|00)\s*44\s*(?:\(0\))?")
NUMBERS = re.compile(r"\d+[a-z]?\b")


class KeyProblem(Exception, DontWrapMixin):
    """No key, a key that is none, a key file open to others, or a value that no key of the ring opens.

    SQLAlchemy does not wrap it when a column's type raises it.
    """


class KeyRing:
    """Locks and opens text. A ring without keys exists, but can do neither."""

    def __init__(self, keys: Sequence[str] = ()) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys]) if keys else None
            self._raw = tuple(urlsafe_b64decode(key) for key in keys)
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
        return _hmac(self._raw[0], b"fingerprint/", text)

    def digest(self, text: str) -> str:
        """What stands beside a secret so that it can be compared: HMAC-SHA-256 of `comparable`, by the first key."""
        return self.digests(text)[0]

    def digests(self, text: str) -> tuple[str, ...]:
        """The same by every key of the ring: until all rows are locked anew, some carry the digest of an older key."""
        self._ring()
        return tuple(_hmac(key, b"digest/", comparable(text)) for key in self._raw)

    def _ring(self) -> MultiFernet:
        if self._fernet is None:
            raise KeyProblem("there is no key: set COMPLAINTS_KEY_FILE or COMPLAINTS_KEYS")
        return self._fernet


def _hmac(key: bytes, purpose: bytes, text: str) -> str:
    return hmac.new(key, purpose + text.encode("utf-8", "surrogatepass"), sha256).hexdigest()


def comparable(text: str) -> str:
    """A telephone number, address, e-mail address or name as two ways of writing it agree.

    Spaces, signs and capitals do not count, nor +44 before a number. Two addresses with a postcode agree where the
    postcode and the numbers before it do: "Flat 2, 12 High St, ZZ1 2AB" is "2, 12 High Street ZZ12AB".
    """
    plain = COUNTRY.sub("0", text.casefold())
    if found := POSTCODE.search(plain):
        numbers = NUMBERS.findall(plain[: found.start()])
        if numbers:
            return "/".join([*numbers, "".join(found.groups())])
    return "".join(character for character in plain if character.isalnum())


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
