"""What both fuzzers share: a site with a case and a panel meeting, people to ask as, and what no answer may be."""

from typing import Any

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from complaints.database import Database
from complaints.documents.pack import prepare_pack
from complaints.facts.load import Owner
from complaints.queries.visible import find_meeting
from complaints.references import reference, submission
from complaints.services.openings import open_meeting
from complaints.services.progress import Place, take_step
from complaints.services.unsent import keep_form
from complaints.web.headers import HEADERS, HTTPS_ONLY
from complaints.web.report import PAGE
from tests.machine.rows import digest_of, owner_of
from tests.queries.scene import Scene
from tests.support.rendering import pdfs
from workflows.model import Role
from workflows.panel.entries import DeclareForMeeting, PlanMeeting
from workflows.registry import STEPS

ALWAYS = {name.lower(): value for name, value in (HEADERS | HTTPS_ONLY).items()}
COME_AND_GO = {"log_entry", "log_head", "web_session", "sign_in_attempt", "unsent_form"}
"""Tables that a refused request may write to: what was typed is kept, right or wrong."""


class Fuzzed(Scene):
    """A case under investigation, and a meeting whose pack is prepared, with a declaration that waits."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.browsers: dict[str, TestClient[Litestar]] = {}
        self.people["pam"] = self.site.add_person("pam", Role.PANEL_MEMBER)
        self.people["cho"] = self.site.add_person("cho", Role.PANEL_CHAIR)
        self.people["all"] = self.site.add_person("all", *Role)
        self.play(until="send-update")
        self.meeting = self._meeting()
        self.draft = self._draft()

    def _meeting(self) -> str:
        by, at, name = self.people["hed"], self.site.clock(), reference(self.site.random, "meeting")
        plan = PlanMeeting(month="2026-03", meets_on=at.date())
        with self.site.database.transaction(by.person_id) as session:
            sent = submission(self.site.random, "plan")
            open_meeting(session, by=by, at=at, entry=plan, submission=sent, reference=name)
        prepare_pack(self.site.database, pdfs, name, by=by, at=at, submission=submission(self.site.random, "prepare"))
        for who in ("hed", "all", "pam"):
            self._declare(name, who, connected=who == "pam")
        return name

    def _declare(self, meeting: str, who: str, *, connected: bool) -> None:
        by, sent = self.people[who], submission(self.site.random, f"declare {who}")
        said = DeclareForMeeting(connected=connected, whom="My cousin." if connected else None, is_true=True)
        with self.site.database.transaction(by.person_id) as session:
            place, at = Place(Owner.MEETING, find_meeting(session, meeting)), self.site.clock()
            take_step(session, place, "declare-for-meeting", by=by, at=at, entry=said, submission=sent)

    def _draft(self) -> str:
        """A report in the making, by somebody with every role."""
        by, key = self.people["all"], submission(self.site.random, "draft")
        assert by.account_id is not None
        with self.site.database.transaction(by.person_id) as session:
            fields = {"danger_now": ["no"]}
            keep_form(session, by.account_id, key=key, address="/report", fields=fields, at=self.site.clock())
        return key

    def known(self) -> dict[str, tuple[str, ...]]:
        """What there is for the gaps in addresses."""
        names = (self.reference, self.meeting)
        known = {"reference": names, "name": names, "trigger": tuple(STEPS), "part": ("IRR-1", "not-met", "IND-1")}
        return known | {"key": (self.draft,), "page": tuple(PAGE), "code": ("ABCDE",)}

    def browser(self, who: str) -> TestClient[Litestar]:
        """Somebody's browser, in which they signed in once."""
        if who not in self.browsers:
            self.browsers[who] = self.site.browser(who)
        return self.browsers[who]

    def digest(self) -> dict[str, Any]:
        """What stands for all that is on file."""
        with owner_of(self.site.database) as outside:
            return {name: rows for name, rows in digest_of(outside).items() if name not in COME_AND_GO}


def assert_sound(response: Response) -> None:
    """No answer is an error of the server, shows how it is built, or lacks a header."""
    assert response.status_code < 500, (response.request.method, response.request.url, response.status_code)
    assert "Traceback" not in response.text
    assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "cache-control" in response.headers
