"""The browser's cookie: a random id, whose hash is the key of the session in the database.

A browser that has not signed in may hold an id too, for the token of the sign-in form; it opens nothing. Signing in
always makes a new id, so that an id somebody planted in a browser never becomes a session.
"""

import hmac
import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie

from complaints.models.people import SignedIn
from complaints.references import submission
from complaints.services import sign_in
from complaints.services.unsent import keep_form
from complaints.web.house import House

Connection = ASGIConnection[Any, Any, Any, Any]

LONGEST_ADDRESS = 400
"""Characters of an address that a form may be kept for."""

NOTE_USE_EVERY = timedelta(seconds=60)
"""A page view writes to the session only when it was last noted as used longer ago than this."""


def new_id() -> str:
    """An id for a browser: 256 random bits."""
    return secrets.token_urlsafe(32)


def session_key(browser: str) -> str:
    """What the database knows an id by."""
    return sha256(browser.encode()).hexdigest()


def csrf_token(browser: str) -> str:
    """What every form of this browser must carry; from it nobody can compute the id."""
    return hmac.new(browser.encode(), b"csrf", sha256).hexdigest()


def cookie_name(house: House) -> str:
    """With its prefix a browser takes the cookie only from this very host, over HTTPS, for the whole site."""
    return "__Host-session" if house.secure_cookies else "session"


def browser_id(house: House, connection: Connection) -> str | None:
    """The id that the browser sent, whatever it is worth."""
    return connection.cookies.get(cookie_name(house)) or None


def session_cookie(house: House, browser: str) -> Cookie:
    """The cookie that hands an id to the browser, for as long as the browser runs."""
    return _cookie(house, browser, None)


def expired_cookie(house: House) -> Cookie:
    """The cookie that takes the id away."""
    return _cookie(house, "", 0)


def _cookie(house: House, value: str, max_age: int | None) -> Cookie:
    return Cookie(
        key=cookie_name(house),
        value=value,
        max_age=max_age,
        path="/",
        secure=house.secure_cookies,
        httponly=True,
        samesite="lax",
    )


def keep_for_later(house: House, browser: str, address: str, form: dict[str, list[str]]) -> str:
    """Keep a form for whoever's session this was; returns its key, or nothing where the session is not remembered."""
    now, key = house.now(), submission(house.random, f"unsent {browser} {house.now()}")
    with house.database.transaction() as session:
        account = sign_in.whose_session(session, session_key(browser))
        if account is None or len(address) > LONGEST_ADDRESS:
            return ""
        keep_form(session, account, key=key, address=address, fields=form, at=now)
    return key


def find_person(house: House, browser: str) -> SignedIn | None:
    """Who is signed in with this id. Reads the database: call it in a thread."""
    key, now = session_key(browser), house.now()
    with house.database.transaction(write=False) as session:
        found = sign_in.find_session(session, key, at=now)
    if found is None:
        return None
    if now - found.seen_at > NOTE_USE_EVERY:
        with house.database.transaction() as session:
            sign_in.touch_session(session, key, at=now)
    return found.person
