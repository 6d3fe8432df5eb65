"""Goes through the service as everybody in turn, and keeps each page as it was sent, with the state that it shows."""

import re
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any

from httpx import Response
from jinja2 import Environment, Template
from litestar import Litestar
from litestar.routes import HTTPRoute
from litestar.testing import TestClient

from tests.states.force import PEOPLE
from tests.support.pages import Form, Page
from tests.web.client import Site

STARTS = ("/", "/panel/plan", "/unallocated", "/support", "/declared", "/safety/thanks")
"""Where people begin; from there on links lead."""

NO_PAGES = ("/sign-out", "/sign-in", "/assets", "/health")
FILES = (".pdf", ".csv", ".json")
OF_ONE_KIND = 2
"""So many addresses of one pattern are looked at by one person: cases differ, but not without end."""

STATES = {403: "error", 404: "excluded", 405: "error", 409: "conflict", 422: "error", 429: "error"}
"""What a page shows that was not sent as well; any other shows the state of its force."""

Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Shot:
    """A page as it was sent. `page` is the pattern of its address; a step has its own name in it."""

    state: str
    page: str
    template: str
    who: str
    method: str
    path: str
    status: int
    headers: dict[str, str]
    html: str

    @property
    def pattern(self) -> str:
        """The address with a gap for any step: their forms are all drawn alike."""
        return re.sub(r"/steps/.*", "/steps/{trigger}", self.page)

    @property
    def title(self) -> str:
        return self.html.partition("<title>")[2].partition("</title>")[0]


class _Noting(Environment):
    """Loads templates from another environment, and notes which was asked for last."""

    def __init__(self, real: Environment) -> None:
        self.real, self.last = real, ""

    def get_template(self, name: Any, *given: Any, **named: Any) -> Template:
        self.last = name
        return self.real.get_template(name, *given, **named)


@dataclass
class Gatherer:
    """Looks at one force, whose state names what is kept. `known` are pages whose addresses are there."""

    site: Site
    state: str
    stack: ExitStack
    shots: list[Shot] = field(default_factory=list)
    known: list[Shot] = field(default_factory=list)
    browsers: dict[str, TestClient[Litestar]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.templates = _Noting(self.site.house.templates)
        self.site.house = replace(self.site.house, templates=self.templates)
        routes = [route for route in self.site.app.routes if isinstance(route, HTTPRoute)]
        routes.sort(key=lambda route: len(route.path_parameters))
        self.patterns = {r.path_format: re.compile(re.sub(r"\{\w+\}", "[^/]+", r.path_format)) for r in routes}

    def browser(self, who: str) -> TestClient[Litestar]:
        """Somebody's, signed in; of nobody, for the name ""."""
        if who not in self.browsers:
            browser = self.browsers[who] = self.site.browser(who)
            browser.blocking_portal = self.stack.enter_context(browser.portal())  # one event loop, not one a request
            if not who:
                browser.get("/sign-in")
        return self.browsers[who]

    def page_of(self, path: str) -> str:
        """The pattern of an address, with the name of a step left as it is."""
        bare = path.partition("?")[0]
        pattern = next((known for known, shape in self.patterns.items() if shape.fullmatch(bare)), "/nowhere")
        return pattern.replace("{trigger}", bare.rpartition("/")[2])

    def get(self, who: str, path: str) -> Response:
        return self._keep(who, "GET", path, self.browser(who).get(path))

    def post(self, who: str, path: str, fields: Fields) -> Response:
        """Send a form with its token, a second after the last."""
        self.site.clock.forward(seconds=1)
        browser = self.browser(who)
        token = {"_csrf_token": self.site.token(browser)}
        return self._keep(who, "POST", path, browser.post(path, data=token | fields))

    def without_token(self, who: str, path: str) -> Response:
        """Send a form that no page of ours can have sent."""
        return self._keep(who, "POST", path, self.browser(who).post(path))

    def form(self, who: str, path: str, **answers: str | list[str]) -> tuple[str, Fields]:
        """Open a form and fill it in: where it goes and what it would send."""
        forms = Page(self.browser(who).get(path).text).forms
        form = next(form for form in forms if form.action.partition("?")[0] == path.partition("?")[0])
        given = {name: value if isinstance(value, list) else [value] for name, value in answers.items()}
        return form.action, sent_by(form) | given

    def send(self, who: str, path: str, **answers: str | list[str]) -> Response:
        """Open a form, fill it in and send it."""
        return self.post(who, *self.form(who, path, **answers))

    def confirm(self, who: str, checked: Response) -> Response:
        """Send what a page holds that asks to check."""
        form = next(form for form in Page(checked.text).forms if ("action", "confirm") in form.fields)
        return self.post(who, form.action, sent_by(form))

    def crawl(self) -> None:
        """Everywhere that links lead, for everybody."""
        steps: set[str] = set()
        for who in PEOPLE:
            waiting, seen, kinds = deque(STARTS), set(STARTS), Counter[str]()
            while waiting:
                found = self.get(who, waiting.popleft())
                for link in sorted(Page(found.text).links - seen) if _is_page(found) else ():
                    page = self.page_of(link)
                    wanted = page not in steps if "/steps/" in page else kinds[page] < OF_ONE_KIND
                    if wanted and not link.startswith(NO_PAGES) and not link.endswith(FILES):
                        kinds[page] += 1
                        steps |= {page} if "/steps/" in page else set()
                        seen.add(link)
                        waiting.append(link)

    def visit_again(self) -> None:
        """Of every kind of page that is known, the fullest."""
        for shot in fullest(self.known, lambda shot: (shot.template, shot.pattern)):
            self.get(shot.who, shot.path)

    def send_as_they_stand(self) -> None:
        """Each form once, by whoever saw it first: most are refused, for nothing is answered."""
        forms: dict[tuple[str, str], tuple[str, Form]] = {}
        for shot in self.shots:
            for form in Page(shot.html).forms if shot.method == "GET" else ():
                if form.method == "post" and not form.action.startswith(NO_PAGES):
                    forms.setdefault((self.page_of(form.action), shot.page), (shot.who, form))
        for who, form in forms.values():
            self.post(who, form.action, sent_by(form))

    def _keep(self, who: str, method: str, path: str, answer: Response) -> Response:
        if _is_page(answer):
            state = STATES.get(answer.status_code, self.state) if self.state == "full" else self.state
            headers = {name: value for name, value in answer.headers.items() if name in KEPT}
            page, template = self.page_of(path), self.templates.last
            self.shots.append(Shot(state, page, template, who, method, path, answer.status_code, headers, answer.text))
        return answer


def fullest(shots: Iterable[Shot], kind: Callable[[Shot], Hashable]) -> list[Shot]:
    """Of the pages of each kind, the one with the most on it."""
    found: dict[Hashable, Shot] = {}
    for shot in shots:
        if kind(shot) not in found or len(shot.html) > len(found[kind(shot)].html):
            found[kind(shot)] = shot
    return list(found.values())


KEPT = ("content-type", "content-security-policy")


def sent_by(form: Form) -> Fields:
    """What a form would send as it stands, but for its token."""
    fields: Fields = {}
    for name, value in form.fields:
        if name != "_csrf_token":
            fields.setdefault(name, []).append(value)
    return fields


def _is_page(answer: Response) -> bool:
    return answer.headers.get("content-type", "").startswith("text/html")
