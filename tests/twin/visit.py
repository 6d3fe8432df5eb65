"""A visit to both worlds: every request goes to each, and the first difference is a `Leak`."""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from difflib import unified_diff
from itertools import product
from urllib.parse import urlencode

from litestar.routes import HTTPRoute
from sqlalchemy import select

from complaints.database import SYSTEM
from complaints.models import metadata
from complaints.queries.compliance_page import RESULT_OF
from complaints.web.report import PAGE
from tests.support.addresses import triggers_at
from tests.support.pages import Page, Pairs
from tests.support.statements import count_statements
from tests.twin.worlds import NUMBERS, TOLD, Names
from tests.web.client import PASSWORD, Site
from workflows.calls_to_action.checklist import MEASURES

STARTS = (
    *("/", "/cases", "/cases?abuse=yes&overdue=yes", "/find", "/oversight", "/panel", "/compliance", "/report"),
    *("/unallocated", "/outside", "/urgent", "/safety", "/concerns", "/further"),
    *("/declared", "/accessibility", "/none", "/administration", "/administration/steps/propose-setting?of=soo-offer"),
)
LEFT_OUT = ("/sign-out", "/sign-in", "/assets")
ALIKE, SOME = "/further/", 3
"""Of pages for each two cases of a reader's own, the list says all; so many of them are looked at."""

UNKNOWN = "K7Q2-M4XD-9TBR"
"""A reference of nothing."""

LOG, ACCOUNT, CASE = (metadata.tables[name] for name in ("log_entry", "account", "case_file"))

Noted = tuple[str, str, str | None]
"""An entry of the log: its kind, its code, and the reference of its case."""


class Leak(AssertionError):
    """Somebody could tell that there is something which they may not know of."""


@dataclass(frozen=True)
class Answer:
    """All that comes of a request: the response without the session's token, and the statements that it took."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statements: tuple[str, ...]

    @property
    def page(self) -> Page:
        html = dict(self.headers).get("content-type", "").startswith("text/html")
        return Page(self.body.decode() if html else "")

    def lines(self) -> list[str]:
        headers = [f"{name}: {value}" for name, value in self.headers]
        body = self.body.decode("utf-8", "replace").split("\n")
        return [str(self.status), *headers, *body, *self.statements]


class Visitor:
    """One person's browser in one world."""

    def __init__(self, site: Site, who: str, stack: ExitStack) -> None:
        self.site, self.who = site, who
        self.browser = site.browser(who)
        self.browser.blocking_portal = stack.enter_context(self.browser.portal())  # one event loop, not one a request
        self.token = site.token(self.browser)
        self.before = len(self._log())

    def ask(self, method: str, path: str, sent: Pairs = ()) -> Answer:
        fields: dict[str, list[str]] = {}
        for name, value in (("_csrf_token", self.token), *sent) if method == "POST" else ():
            fields.setdefault(name, []).append(value)
        with count_statements(self.site.database.engine) as counted:
            got = self.browser.request(method, path, data=fields or None)
        body = got.content.replace(self.token.encode(), b"-")
        headers = tuple(sorted(got.headers.multi_items()))
        return Answer(got.status_code, headers, body, tuple(counted.statements))

    def logged(self) -> list[Noted]:
        """What the log says of this person since the visit began, in order."""
        return self._log()[self.before :]

    def _log(self) -> list[Noted]:
        entries = (
            select(LOG.c.kind, LOG.c.what, CASE.c.reference)
            .join(ACCOUNT, ACCOUNT.c.id == LOG.c.account_id)
            .outerjoin(CASE, CASE.c.id == LOG.c.case_id)
            .where(ACCOUNT.c.username == self.who)
            .order_by(LOG.c.sequence)
        )
        with self.site.database.transaction(SYSTEM, write=False) as session:
            return [(kind.value, what, reference) for kind, what, reference in session.execute(entries)]


@dataclass(frozen=True)
class Twins:
    """Two worlds; only the first has the secret case."""

    having: Site
    lacking: Site
    names: Names

    def assert_alike(self, who: str) -> None:
        """One person finds the same in both worlds, whatever they follow, send or guess. Raises `Leak`."""
        self.probe(who)
        self.visit(who)

    def visit(self, who: str) -> None:
        """Everything that links and forms lead to, in both worlds. Raises `Leak`."""
        with ExitStack() as stack:
            both = _Both(Visitor(self.having, who, stack), Visitor(self.lacking, who, stack))
            both.crawl()
            both.send_everything()
            both.name_people(self.names.own.get(who))
            both.find((self.names.secret, *NUMBERS, *NUMBERS.values()))
            if who in self.names.own:  # whoever is excluded; to anybody else it opens
                both.open_urgently(self.names.secret)
            both.crawl(further=False)
            compare(f"the log of {who}", both.having.logged(), both.lacking.logged())

    def probe(self, who: str) -> None:
        """In the world that has it, ask for the secret case and then for what is not there. Raises `Leak`."""
        with ExitStack() as stack:
            visitor = Visitor(self.having, who, stack)
            for guessed in guesses(self.having, self.names):
                before = len(visitor.logged())
                real = [visitor.ask(method, path) for method, path in guessed]
                noted = visitor.logged()[before:]
                for (method, path), answer in zip(guessed, real, strict=True):
                    other = _unknown(path, self.names)
                    compare(f"{method} {path}", answer, visitor.ask(method, other))
                compare(f"the log of {who}", noted, visitor.logged()[before + len(noted) :])


@dataclass
class _Both:
    """One person's browsers in the two worlds. What pages hold is kept once: it is the same in both."""

    having: Visitor
    lacking: Visitor
    pages: dict[str, Page] = field(default_factory=dict)

    def ask(self, method: str, path: str, sent: Pairs = ()) -> Answer:
        answer = self.having.ask(method, path, sent)
        compare(f"{method} {path}", answer, self.lacking.ask(method, path, sent))
        return answer

    def crawl(self, *, further: bool = True) -> None:
        """Where everybody can start, what is linked from there, and `further` all that is linked from that."""
        waiting, seen = deque(STARTS), set(STARTS)
        while waiting:
            path = waiting.popleft()
            page = self.pages[path] = self.ask("GET", path).page
            fresh = {link for link in page.links if not link.startswith(LEFT_OUT)} - seen
            fresh -= set(sorted(link for link in fresh if link.startswith(ALIKE))[SOME:])
            if further or path in STARTS:
                waiting += sorted(fresh)
                seen |= fresh

    def send_everything(self) -> None:
        """Every form that was seen, as it stands."""
        forms = {(form.method, form.action, form.filled()) for page in self.pages.values() for form in page.forms}
        for method, action, sent in sorted(forms):
            if method == "get":
                self.ask("GET", f"{action}?{urlencode(sent)}")
            elif not action.startswith(LEFT_OUT):
                self.ask("POST", action, sent)

    def name_people(self, own: str | None) -> None:
        """Forms that name the people of the secret case: in a new report, and in the case of one's own."""
        answers = {"subject": NUMBERS["sid"], "victim": NUMBERS["vera"], "reporter": NUMBERS["rea"]}
        self.report(**answers, **REPORT)
        for number in (NUMBERS["sid"], NUMBERS["fay"]) if own else ():
            self.fill(f"/cases/{own}/steps/add-party", part="witness", person=number, name="")
            self.fill(f"/cases/{own}/steps/allocate-case", person=number, role="intake")

    def report(self, **answers: str) -> None:
        """Report a matter, all on its pages, and record it."""
        begun = dict(self.ask("POST", "/report", (("danger_now", "no"),)).headers).get("location", "")
        draft = begun.rpartition("/")[0]
        for page in PAGE if draft.startswith("/report/") else ():
            self.fill(f"{draft}/{page}", **{k: v for k, v in answers.items() if k.split("-")[0] in PAGE[page].fields})
        if draft.startswith("/report/"):
            for knows in ("no", "yes"):  # whoever is named in it themselves is refused the first
                self.fill(f"{draft}/check", knows=knows)
            self.ask("GET", f"{draft}/receipt")

    def find(self, sought: Iterable[str]) -> None:
        """Search for the secret case and for everybody in it, by name and by number."""
        for each in sought:
            self.ask("POST", "/find", (("sought", each),))

    def open_urgently(self, reference: str) -> None:
        """Ask for the secret case by urgent access, with everything right."""
        given = {"reference": reference, "why": "danger", "details": "It cannot wait.", "knows_anyone": "no"}
        self.fill("/urgent", **given, password=PASSWORD)

    def fill(self, path: str, **answers: str) -> None:
        """Answer a form's questions, send it, and confirm."""
        found = self.ask("GET", path).page.forms
        for form in (form for form in found if form.action == path):
            checked = self.ask("POST", path, form.filled(**answers)).page
            for again in (form for form in checked.forms if ("action", "confirm") in form.fields):
                self.ask("POST", path, again.filled())


REPORT = {
    "route": "colleague",
    "came_to_attention_at-day": "1",
    "came_to_attention_at-month": "4",
    "came_to_attention_at-year": "2026",
    "came_to_attention_at-time": "9:00",
    "account": TOLD,
    "domestic_abuse": "yes",
}


def guesses(site: Site, names: Names) -> Iterator[list[tuple[str, str]]]:
    """Every address with a gap, filled with what the secret case is and has: so no new page is forgotten.

    One list a pattern.
    """
    run = names.runs["hed"]
    for route in site.app.routes:
        if isinstance(route, HTTPRoute) and route.path_parameters and not route.path.startswith(LEFT_OUT):
            values = {
                "reference": (run if "part" in route.path_parameters else names.secret,),
                "name": (names.secret, run, f"{run}.pdf", f"{run}.csv", f"{run}.json"),
                "trigger": triggers_at(route.path) if "trigger" in route.path_parameters else (),
                "key": (names.secret,),
                "page": tuple(PAGE),
                "part": (*MEASURES, *RESULT_OF),
                "code": (names.secret,),
            }
            filled = product(*(values[name] for name in route.path_parameters))
            paths = [route.path_format.format(**dict(zip(route.path_parameters, gaps, strict=True))) for gaps in filled]
            yield [(method, path) for path in paths for method in ("GET", "POST") if method in route.methods]


def _unknown(path: str, names: Names) -> str:
    for hidden in (names.secret, *names.runs.values()):
        path = path.replace(hidden, UNKNOWN)
    return path


def compare(what: str, found: Answer | list[Noted], expected: Answer | list[Noted]) -> None:
    if found != expected:
        one, two = (a.lines() if isinstance(a, Answer) else [str(noted) for noted in a] for a in (expected, found))
        raise Leak("\n".join([what, *unified_diff(one, two, "without", "with", n=0, lineterm="")]))
