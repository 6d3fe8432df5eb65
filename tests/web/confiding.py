"""A site with people who report in confidence, a gatekeeper, and those from whom it is kept."""

import re
from typing import Any

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from complaints.database import Database
from tests.web.client import Site
from tests.web.stepping import FIELD
from workflows.model import Role

Client = TestClient[Litestar]

NUMBERS = {"ros": "5101", "dee": "5102", "vic": "5103"}
ROLES = {
    "ana": (Role.INTAKE,),
    "gil": (Role.GATEKEEPER,),
    "gus": (Role.GATEKEEPER,),
    "hed": (Role.HEAD_OF_PSD,),
    "adm": (Role.ADMINISTRATOR,),
    "all": tuple(Role),
}
REPORT = {
    "danger_now": "yes",
    "account": "He holds her by the throat in Quillet Row.",
    "about": "My sergeant at Fennel Street",
    "subject": NUMBERS["dee"],
    "reach": "I look here on Sunday nights.",
}
PASS = {
    "account": "A sergeant is said to hurt his partner.",
    "domestic_abuse": "yes",
    "receiver": "100",
    "reasons": "It indicates a crime.",
    "shows_nobody": "yes",
    "subject": NUMBERS["dee"],
    "victim": NUMBERS["vic"],
}
REFERENCE = re.compile(r"/confidential/([A-Z0-9-]+)/receipt")


class Confidence:
    """The site. Dee holds the gatekeeper's role, and is the subject of what Ros reports."""

    def __init__(self, database: Database, *, secure: bool = True) -> None:
        self.site = Site(database, secure=secure)
        self.people = {name: self.site.add_person(name, *roles) for name, roles in ROLES.items() if name != "ana"}
        self.people["ana"] = self.site.add_person("ana", Role.INTAKE, number="100")
        self.people["ros"] = self.site.add_person("ros", number=NUMBERS["ros"])
        self.people["dee"] = self.site.add_person("dee", Role.GATEKEEPER, number=NUMBERS["dee"])
        self.people["vic"] = self.site.add_person("vic", number=NUMBERS["vic"])

    def report(self, who: str = "ros", **stated: Any) -> str:
        """A report by somebody through the form; its reference."""
        sent = self.fill(self.site.browser(who), "/confidential", **{**REPORT, **stated})
        assert sent.status_code == 303, sent.text
        found = REFERENCE.fullmatch(sent.headers["location"])
        assert found
        return found[1]

    def own(self, who: str, reference: str, trigger: str, **stated: Any) -> Response:
        """A step by whoever sent a report."""
        return self.fill(self.site.browser(who), f"/confidential/{reference}/steps/{trigger}", **stated)

    def keep(self, who: str, reference: str, trigger: str, **stated: Any) -> Response:
        """A step by a gatekeeper."""
        return self.fill(self.site.browser(who), f"/gatekeeper/{reference}/steps/{trigger}", **stated)

    def fill(self, browser: Client, path: str, **stated: Any) -> Response:
        """Open a form, fill it in and send it."""
        self.site.clock.forward(minutes=1)
        page = browser.get(path)
        return self.site.post(browser, path, **dict(FIELD.findall(page.text)), **stated)

    def page(self, who: str, path: str) -> str:
        """A page that somebody may see."""
        answer = self.site.browser(who).get(path)
        assert answer.status_code == 200, answer.text
        return answer.text
