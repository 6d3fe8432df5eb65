"""Steps of administration through their forms, on a site with a case and two administrators."""

import re
from collections.abc import Callable
from typing import Any

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from complaints.database import Database
from complaints.web.house import Work
from tests.queries.scene import Scene
from tests.web.client import Site
from tests.web.stepping import FIELD, sent_again, title
from workflows.model import Role

Client = TestClient[Litestar]


def administered(database: Database, background: Callable[[Work], None] = lambda work: work()) -> Scene:
    """A case with deadlines, and two administrators, Ada and Abe, beside the department; `background` as in `Scene`."""
    scene = Scene(database, background=background)
    scene.play(until="appoint-oversight-officer")
    for name in ("ada", "abe"):
        scene.people[name] = scene.site.add_person(name, Role.ADMINISTRATOR)
    return scene


def fill(site: Site, client: Client, path: str, **answers: Any) -> Response:
    """Open a form, fill it in and send it."""
    page = client.get(path)
    assert page.status_code == 200, page.text
    return site.post(client, path, **dict(FIELD.findall(page.text)), **answers)


def moved(page: str) -> int:
    """How many deadlines a page says have moved."""
    [number] = re.findall(r"Deadlines were worked out anew: (\d+) ha", page)
    return int(number)


def settle(site: Site, client: Client, path: str, **answers: Any) -> Response:
    """The same, and confirm what the check page shows. The answer is the last one."""
    checked = fill(site, client, path, **answers)
    assert title(checked) == "Check your answers", checked.text
    return site.post(client, path, **sent_again(checked), action="confirm")
