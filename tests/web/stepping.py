"""Taking steps through their forms: open one, send it, send what a check page holds, and see what was recorded."""

import re
from typing import Any

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import text

from complaints.database import SYSTEM
from tests.queries.scene import Scene
from tests.support.independence import INDEPENDENT

Client = TestClient[Litestar]

FIELD = re.compile(r'<input type="hidden" name="(?!_csrf)([^"]+)" value="([^"]*)"')
TITLE = re.compile(r"<title>(.*?) - Casework")
EVENTS = text("SELECT trigger FROM event ORDER BY id")
DECIDE = {
    **INDEPENDENT,
    "review_on-day": "2",
    "review_on-month": "4",
    "review_on-year": "2026",
}


def step(scene: Scene, trigger: str) -> str:
    return f"/cases/{scene.reference}/steps/{trigger}"


def send(scene: Scene, client: Client, path: str, **answers: Any) -> Response:
    """Open a form, as one must, fill it in and send it."""
    hidden = dict(FIELD.findall(client.get(path).text))
    return scene.site.post(client, path, **hidden, **answers)


def confirm(scene: Scene, client: Client, path: str, checked: Response) -> Response:
    """Send what the check page holds."""
    return scene.site.post(client, path, **sent_again(checked), action="confirm")


def sent_again(page: Response) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in FIELD.findall(page.text):
        found.setdefault(name, []).append(value)
    return found


def events(scene: Scene) -> list[str]:
    with scene.site.database.transaction(SYSTEM, write=False) as session:
        return list(session.execute(EVENTS).scalars())


def title(page: Response) -> str:
    return "".join(TITLE.findall(page.text))
