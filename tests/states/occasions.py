"""Pages to which no link leads: what comes of a form that is filled in, of two people at once, of being too late.

Each is done in every force, with the free text that the force is about.
"""

import re
from collections.abc import Callable
from urllib.parse import unquote

from complaints.web.report import QUESTIONS
from tests.states.force import person_of
from tests.states.gather import Gatherer, sent_by
from tests.support.independence import INDEPENDENT
from tests.support.pages import Page
from tests.web.client import PASSWORD
from workflows.oversight.vocabulary import Channel

STEP = "pages/step.html"
ONE_TIME = re.compile(r'<strong class="psd-reference">([^<]+)<')
DAY = {"day": "20", "month": "11", "year": "2026"}
INDEPENDENCE = INDEPENDENT | {"review_on-day": "1", "review_on-month": "12", "review_on-year": "2026"}


def occasions(g: Gatherer, words: str) -> None:
    """All of them, at addresses that were seen before. The last one leaves everybody signed out."""
    for occasion in OCCASIONS:
        occasion(g, words)


def _report(g: Gatherer, words: str) -> None:
    """From the first question to the receipt; another is begun and left."""
    answers = {"account": words, "route": "victim", "domestic_abuse": "yes", "victim_name": words[:60]}
    answers |= {f"came_to_attention_at-{part}": value for part, value in (DAY | {"time": "9:00"}).items()}
    for questions in (QUESTIONS[:1], QUESTIONS):
        first = g.send("dot", "/report", danger_now="yes").headers["location"]
        draft = first.rpartition("/")[0]
        for question in questions:
            g.get("dot", f"{draft}/{question.key}")
            asked = {name: given for name, given in answers.items() if name.split("-")[0] in question.fields}
            g.send("dot", f"{draft}/{question.key}", **asked)
        g.get("dot", f"{draft}/check")
        g.send("dot", f"{draft}/check")
    g.send("dot", f"{draft}/check", knows="no")
    g.get("dot", f"{draft}/receipt")
    g.get("dot", "/report")


def _in_confidence(g: Gatherer, words: str) -> None:
    """Sent, read and asked about; then it is the reporter's to answer."""
    sent = g.send("pat", "/confidential", danger_now="no", account=words, about=words, reach=words)
    own = sent.headers["location"].removesuffix("/receipt")
    kept = own.replace("/confidential/", "/gatekeeper/")
    g.send("gwen", f"{kept}/steps/acknowledge-report", words=words)
    g.send("gwen", f"{kept}/steps/ask-reporter", question=words)
    for path in (f"{own}/receipt", own, f"{own}/steps/add-in-confidence", f"{own}/steps/answer-gatekeeper"):
        g.get("pat", path)
    for path in (kept, "/gatekeeper"):
        g.get("gwen", path)


def _compliance(g: Gatherer, _words: str) -> None:
    """A report, one measure of it, and all with one result."""
    days = {"starts": ("1", "11", "2026"), "ends": ("20", "11", "2026")}
    asked = {f"{name}-{part}": value for name, day in days.items() for part, value in zip(DAY, day, strict=True)}
    run = g.send("hope", "/compliance", **asked).headers["location"]
    for path in (run, f"{run}/CVS-1", f"{run}/not-met", "/compliance"):
        g.get("hope", path)
    g.send("hope", "/compliance", **{"starts-day": "31"})


def _lists(g: Gatherer, words: str) -> None:
    """A filter that is kept, one that finds nothing, one that is wrong; searches; and too many concerns."""
    g.post("lee", "/saved-filters", {"name": [words[:60]], "status": ["open"]})
    for query in ("", "?status=closed&abuse=no&overdue=yes", "?opened_from-day=31&opened_from-month=2"):
        g.get("lee", f"/cases{query}")
    for sought in ("", "a", words[:12], "K7Q2-M4XD-9TBC"):
        g.post("lee", "/find", {"sought": [sought]})
    for _ in range(12):
        g.send("ivy", "/safety", concern=words)


def _concerns(g: Gatherer, words: str) -> None:
    """What came in is opened, refused without an answer, and dealt with."""
    first, second = [link for link in sorted(Page(g.get("gwen", "/concerns").text).links) if "/concerns/" in link][:2]
    g.get("gwen", first)
    g.send("gwen", first, done="")
    g.get("gwen", g.send("gwen", second, done=words).headers["location"])
    for path in ("/concerns", "/"):
        g.get("gwen", path)


def _further(g: Gatherer, words: str) -> None:
    """A further report is opened, refused without an answer, and left open with what is not clear."""
    first = next(link for link in sorted(Page(g.get("gwen", "/further").text).links) if "/further/" in link)
    g.get("gwen", first)
    g.send("gwen", first, answer="", reasons=words)
    g.send("gwen", first, answer="cannot-tell", reasons=words, knows_anyone="no")
    g.get("gwen", first)


def _decision(g: Gatherer, words: str) -> None:
    """Checked, recorded, and then sent from a second window, which had been opened before."""
    path = _open_step(g, "lee", "decide-independence")
    first, second = (g.form("lee", path, **(INDEPENDENCE | {"reasons": words})) for _ in range(2))
    done = g.confirm("lee", g.post("lee", *first))
    g.get("lee", done.headers["location"])
    g.site.clock.forward(seconds=1)
    late = dict(second[1]) | {"action": ["confirm"], "submission": ["0" * 32]}
    g.post("lee", second[0], late)


def _too_early(g: Gatherer, words: str) -> None:
    """A case is to be closed of which hardly anything has been done."""
    path = _open_step(g, "lee", "decide-independence").partition("/steps/")[0]
    g.post("lee", f"{path}/steps/close-case", {"code": ["C_CTA_M"], "reasons": [words]})


def _unsafe(g: Gatherer, words: str) -> None:
    """An update by a way that the victim has not named as safe."""
    path = _seen(g, STEP, "sue", "send-update")
    for channel in Channel:
        g.send("sue", path, channel=channel.value, text=words)


def _taken(g: Gatherer, _words: str) -> None:
    """A case that nobody works on is taken, by somebody who has not declared anything yet."""
    forms = Page(g.get("ana", "/unallocated").text).forms
    take = next(form for form in forms if form.action.startswith("/unallocated/"))
    g.get("ana", g.post("ana", take.action, sent_by(take)).headers["location"])


def _declaration(g: Gatherer, words: str) -> None:
    """Somebody is added after a declaration: the one question; and a declaration that is not complete."""
    path = _open_step(g, "lee", "declare-interests")
    case = path.partition("/steps/")[0]
    g.send("lee", f"{case}/steps/add-party", part="witness", name=words[:60])
    g.get("lee", case)
    g.send("lee", f"{case}/steps/declare-change", connected="")
    g.confirm("lee", g.send("lee", f"{case}/steps/declare-change", connected="no"))
    g.send("lee", path, known="subject:social", details=words)
    g.send("lee", path, known="none", is_true="yes")


def _panel(g: Gatherer, words: str) -> None:
    """A second meeting for a month and an extra one, which is moved and cancelled; and what a member is told of it."""
    stands, ahead = {"month": "2026-03", **_meets("26", "3")}, {"month": "2026-12", **_meets("29", "12")}
    g.send("ana", "/panel/plan", **stands)
    planned = g.send("ana", "/panel/plan", **ahead, extra=words).headers["location"]
    g.get("ana", planned)
    meeting = planned.partition("?")[0]
    for typed in (stands, ahead, ahead | _meets("30", "12")):
        moved = g.send("ana", f"{meeting}/steps/move-meeting", **typed, reasons=words)
    g.get("ana", moved.headers["location"])
    g.send("ana", f"{meeting}/steps/cancel-meeting", cause="other")
    cancelled = g.send("ana", f"{meeting}/steps/cancel-meeting", cause="other", reasons=words)
    for who in ("ana", "cora", "mina"):
        for path in (cancelled.headers["location"], "/panel"):
            g.get(who, path)


def _meets(day: str, month: str) -> dict[str, str]:
    return {"meets_on-day": day, "meets_on-month": month, "meets_on-year": "2026"}


def _register(g: Gatherer, words: str) -> None:
    """Somebody is added to the register and given a posting by two people; and that it ends waits for a second."""
    added = g.send(
        "alex", "/administration/steps/add-person", number="Z/901", name=words.replace(" ", "")[:90], service="staff"
    )
    person = g.confirm("alex", added).headers["location"].partition("?")[0]
    of = f"?of={person.rpartition('/')[2]}"
    starts = {f"from_day-{part}": value for part, value in (DAY | {"year": "2026"}).items()}
    where = dict.fromkeys(("force", "unit", "station", "team", "role", "rank", "why"), words[:190])
    post = {**where, "new_unit": "yes", "instead": "yes", **starts}
    g.send("alex", f"/administration/steps/propose-posting{of}", **{**post, "new_unit": "no", "manager": "none"})
    g.confirm("alex", g.send("alex", f"/administration/steps/propose-posting{of}", **post))
    g.get("alex", person)
    g.confirm("hope", g.send("hope", f"/administration/steps/confirm-register{of}", checked="yes"))
    g.get("alex", f"/administration/steps/propose-ending{of}")
    g.get("alex", person)


def _office(g: Gatherer, words: str) -> None:
    """A setting is proposed, and waits; somebody gets a one-time password, and must choose another."""
    propose = _seen(g, "pages/office_step.html", "alex", "propose-setting")
    starts = {f"from_day-{part}": value for part, value in (DAY | {"year": "2027"}).items()}
    done = g.confirm("alex", g.send("alex", propose, value="9", **starts, source=words, why=words))
    g.get("alex", done.headers["location"])
    g.get("hope", "/administration")
    reset = f"/administration/steps/reset-password?of={person_of(g.site, 'mina')}"
    shown = g.confirm("alex", g.send("alex", reset, why=words))
    once = ONE_TIME.findall(shown.text)[0]
    g.post("", "/sign-in", {"name": ["mina"], "password": [once]})
    g.post("", "/sign-in/password", {"name": ["mina"], "password": [once], "new_password": ["short"]})


def _not_allowed(g: Gatherer, _words: str) -> None:
    """A form without its token, an address that takes only forms, and what is not there."""
    g.without_token("sue", "/safety")
    for path in ("/sign-out", "/nowhere"):
        g.get("sue", path)


def _signing_in(g: Gatherer, words: str) -> None:
    """Refused, refused too often; and what was typed when the session had ended is kept."""
    g.get("", "/sign-in")
    for name in ("", *["nobody"] * 6):
        g.post("", "/sign-in", {"name": [name], "password": [name]})
    action, filled = g.form("lee", _seen(g, STEP, "lee"), reasons=words)
    g.site.clock.forward(minutes=11)
    kept = unquote(g.post("lee", action, filled).headers["location"].partition("next=")[2])
    g.post("lee", "/sign-in", {"name": ["lee"], "password": [PASSWORD], "next": [kept]})
    g.get("lee", kept)
    g.browsers.clear()


def _seen(g: Gatherer, template: str, who: str, part: str = "") -> str:
    """An address at which somebody was shown a page of a kind."""
    return next(s.path for s in g.known if (s.template, s.who) == (template, who) and part in s.path)


def _open_step(g: Gatherer, who: str, trigger: str) -> str:
    """Where somebody can take a step."""
    cases = dict.fromkeys(s.path for s in g.known if (s.template, s.who) == ("pages/case.html", who))
    steps = (f"{case}/steps/{trigger}" for case in cases)
    return next(path for path in steps if g.get(who, path).status_code == 200 and g.shots[-1].template == STEP)


OCCASIONS: tuple[Callable[[Gatherer, str], None], ...] = (
    *(_report, _in_confidence, _compliance, _lists, _concerns, _further, _decision, _too_early, _unsafe, _taken),
    _panel,
    *(_declaration, _register, _office, _not_allowed, _signing_in),
)
