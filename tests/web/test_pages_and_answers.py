"""How many pages somebody sees, and how many questions they answer, for what is done most often or in most haste."""

from collections.abc import Callable
from dataclasses import dataclass

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from complaints.database import Database
from tests.queries.scene import Scene
from tests.support.browser import ROOT
from tests.support.pages import Form, Page
from tests.web.client import Site

WHEN = {"day": "2", "month": "3", "year": "2026", "time": "9:00"}
NONE = {"known": "none"}
COUNTED = {"A report": (5, 5), "A declaration of no connection": (2, 2), "A contact logged": (1, 3)}
"""Pages, and answers: a day with its time is one, and so is what is only confirmed none."""


@dataclass
class Counting:
    """Somebody who answers no more than they must."""

    site: Site
    browser: TestClient[Litestar]
    pages: int = 0
    answers: int = 0

    def send(self, path: str, **answers: str) -> Response:
        """See a page, answer what is named, and send it."""
        shown = Page(self.browser.get(path).text)
        return self._send(next(form for form in shown.forms if form.action.partition("?")[0] == path), answers)

    def confirm(self, checked: Response) -> Response:
        """See a page that asks to check, and say that it is right."""
        return self._send(next(form for form in Page(checked.text).forms if ("action", "confirm") in form.fields), {})

    def _send(self, form: Form, answers: dict[str, str]) -> Response:
        self.pages += 1
        self.answers += len({name.partition("-")[0] for name in answers} - {"action"})
        sent = {name: value for name, value in form.filled(**answers) if name != "_csrf_token"}
        return self.site.post(self.browser, form.action, **sent)


def test_so_many(database: Database, record_property: Callable[[str, object], None]) -> None:
    """As docs/performance.md says."""
    scene = Scene(database)
    scene.play(until="appoint-oversight-officer")
    found = {name: counted(scene, who) for name, (who, counted) in DONE.items()}
    assert found == COUNTED
    said = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    assert [name for name, (pages, answers) in found.items() if f"| {name} | {pages} | {answers} |" not in said] == []
    told = "; ".join(f"{name.lower()} {pages} and {answers}" for name, (pages, answers) in found.items())
    record_property("figure", f"Pages and answers: {told}")


def report(_scene: Scene, ana: Counting) -> Response:
    """The first three questions, between whether anybody is in danger and whether one knows anybody involved."""
    draft = ana.send("/report", danger_now="no").headers["location"].rpartition("/")[0]
    ana.send(f"{draft}/what", account="She is afraid to go home.")
    ana.send(f"{draft}/told", route="victim")
    ana.send(f"{draft}/when", action="check", **{f"came_to_attention_at-{part}": v for part, v in WHEN.items()})
    return ana.send(f"{draft}/check", knows="no")


def declare(scene: Scene, sue: Counting) -> Response:
    return sue.confirm(sue.send(f"/cases/{scene.reference}/steps/declare-interests", **NONE, is_true="yes"))


def log_contact(scene: Scene, sue: Counting) -> Response:
    said = {"channel": "email", "reached": "spoke", "summary": "She is safe."}
    return sue.send(f"/cases/{scene.reference}/steps/log-contact", **said)


def _done(take: Callable[[Scene, Counting], Response]) -> Callable[[Scene, str], tuple[int, int]]:
    def counted(scene: Scene, who: str) -> tuple[int, int]:
        scene.site.clock.forward(minutes=1)
        counting = Counting(scene.site, scene.site.browser(who))
        assert take(scene, counting).status_code == 303
        return counting.pages, counting.answers

    return counted


DONE = {
    "A report": ("ana", _done(report)),
    "A declaration of no connection": ("sue", _done(declare)),
    "A contact logged": ("sue", _done(log_contact)),
}
