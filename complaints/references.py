"""Public references: random, checksummed, easy to read aloud. Nothing can be learned or guessed from one."""

import secrets
from collections.abc import Callable
from hashlib import sha256

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXY"
"""No 0 and O, 1, I and L, U, or 2's twin Z: nothing that is misread. 29 is a prime, so every weight checks."""

Random = Callable[[str], bytes]
"""At least 16 random bytes for a named thing. In stories and tests they come from (seed, name)."""


def real(_name: str) -> bytes:
    """Bytes that nobody can guess."""
    return secrets.token_bytes(16)


def seeded(seed: str) -> Random:
    """Bytes that follow from a seed and the thing's name alone, so that adding one thing shifts no other."""
    return lambda name: sha256(f"{seed}/{name}".encode()).digest()


def reference(random: Random, name: str) -> str:
    """A new reference, such as "K7Q2-M4XD-9TBC": eleven random characters and one check character."""
    number = int.from_bytes(random(name)[:16])
    body = "".join(ALPHABET[number // len(ALPHABET) ** n % len(ALPHABET)] for n in range(11))
    whole = body + _check(body)
    return "-".join((whole[:4], whole[4:8], whole[8:]))


def submission(random: Random, name: str) -> str:
    """A new id for one form, so that sending it twice does nothing twice."""
    return random(name)[:16].hex()


def grouped(typed: str) -> str:
    """A reference as we write it, however somebody typed it."""
    plain = typed.upper().replace("-", "").replace(" ", "")
    return "-".join((plain[:4], plain[4:8], plain[8:]))


def is_well_formed(text: str) -> bool:
    """Whether a reference can exist: catches a slip of the pen without asking the database."""
    plain = text.replace("-", "")
    return len(plain) == 12 and set(plain) <= set(ALPHABET) and _check(plain[:11]) == plain[11]


def _check(body: str) -> str:
    """Weights differ by place, so that one wrong character or two swapped neighbours show."""
    total = sum((n + 1) * ALPHABET.index(character) for n, character in enumerate(body))
    return ALPHABET[total % len(ALPHABET)]
