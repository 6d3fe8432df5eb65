"""What both fuzzers share: a site with a case and a panel meeting, people to ask as, and what no answer may be."""

from hashlib import sha256

from httpx import Response

from complaints.database import SYSTEM, Database
from complaints.documents.pack import prepare_pack
from complaints.models import metadata
from complaints.references import reference, submission
from complaints.services.openings import open_meeting
from complaints.web.headers import HEADERS, HTTPS_ONLY
from tests.queries.scene import Scene
from tests.support.rendering import pdfs
from workflows.model import Role
from workflows.panel.entries import PlanMeeting
from workflows.registry import STEPS

ALWAYS = {name.lower(): value for name, value in (HEADERS | HTTPS_ONLY).items()}
COME_AND_GO = {"log_entry", "log_head", "web_session", "sign_in_attempt"}
"""Tables that a refused request may write to."""


class Fuzzed(Scene):
    """A case under investigation, and a meeting whose pack is prepared."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.people["pam"] = self.site.add_person("pam", Role.PANEL_MEMBER)
        self.people["cho"] = self.site.add_person("cho", Role.PANEL_CHAIR)
        self.people["all"] = self.site.add_person("all", *Role)
        self.play(until="send-update")
        self.meeting = self._meeting()

    def _meeting(self) -> str:
        by, at, name = self.people["hed"], self.site.clock(), reference(self.site.random, "meeting")
        plan = PlanMeeting(month="2026-03", meets_on=at.date())
        with self.site.database.transaction(by.person_id) as session:
            sent = submission(self.site.random, "plan")
            open_meeting(session, by=by, at=at, entry=plan, submission=sent, reference=name)
        prepare_pack(self.site.database, pdfs, name, by=by, at=at, submission=submission(self.site.random, "prepare"))
        return name

    def known(self) -> dict[str, tuple[str, ...]]:
        """What there is for the gaps in addresses."""
        names = (self.reference, self.meeting)
        return {"reference": names, "name": names, "trigger": tuple(STEPS), "part": ("IRR-1", "not-met", "IND-1")}

    def digest(self) -> str:
        """What is on file, in one string."""
        tables = [table for table in metadata.sorted_tables if table.name not in COME_AND_GO]
        with self.site.database.transaction(SYSTEM, write=False) as session:
            rows = [(table.name, session.execute(table.select()).all()) for table in tables]
        return sha256(repr(rows).encode()).hexdigest()


def assert_sound(response: Response) -> None:
    """No answer is an error of the server, shows how it is built, or lacks a header."""
    assert response.status_code < 500, (response.request.method, response.request.url, response.status_code)
    assert "Traceback" not in response.text
    assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "cache-control" in response.headers
