"""What is decided on a connection that was declared: which cases stay shut, for whom, and who learns of it."""

import re

import pytest

from complaints.database import Database
from complaints.services.verify import verify
from tests.support.bench import again
from tests.support.rendering import render_here
from tests.web.client import Site, settled
from tests.web.test_panel import MEETING, read_fingerprint, submission_in
from tests.web.test_panel_case import let_go
from tests.web.test_panel_declarations import (
    CONNECTED,
    DECIDE,
    DECLARE,
    NIL,
    REASONS,
    cases,
    decide,
    is_shut,
    pdf_names,
    reference_of,
    send,
    sent_along,
)

ON_CASES = r'name="shut" type="checkbox" value="(Case [2-9A-Z]+)"'
APRIL = {"month": "2026-04", "meets_on-day": "28", "meets_on-month": "5", "meets_on-year": "2026"}


@pytest.fixture
def site(database: Database, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site whose pack has been prepared and released. "nan" has not declared; nobody else is connected."""
    render_here(monkeypatch)
    site, _ = again(let_go, database)
    return site


def test_a_case_that_is_shut_for_somebody_is_gone_from_page_pdf_and_a_later_meeting(site: Site) -> None:
    """And for nobody else. What it is called changes from meeting to meeting, so that it is found by what it says."""
    shut, *others = cases(site, "hed")
    send(site, "pam", DECLARE, **CONNECTED)
    path = cases(site, "hed")[shut]
    assert decide(site, "hed", "pam", shut).status_code == 303
    assert (set(cases(site, "pam")), pdf_names(site, "pam")) == (set(others), set(others))
    gone, never = (settled(site.browser("pam").get(p).text) for p in (path, f"{MEETING}/cases/ZZZZZ"))
    assert (gone, site.browser("pam").get(path).status_code) == (never, 404)
    assert shut not in site.browser("pam").get("/panel").text
    assert (set(cases(site, "hed")), pdf_names(site, "hed")) == ({shut, *others}, {shut, *others})
    later = next_meeting(site)
    send(site, "pam", DECLARE, later, **NIL)
    assert len(cases(site, "pam", later)) == len(pdf_names(site, "pam", later)) == 2
    assert len(cases(site, "hed", later)) == 3
    assert set(cases(site, "pam", later)) < set(cases(site, "hed", later))
    assert verify(site.database).problems == ()


def test_the_numbers_of_those_who_were_named_shut_their_cases_and_say_nothing_of_them(site: Site) -> None:
    """The subject of one of the three cases has the number 447123, and nobody has 9999."""
    send(site, "pam", DECLARE, **CONNECTED)
    before = cases(site, "hed")
    assert decide(site, "hed", "pam", "none", named="44\x007123").status_code == 422
    wrong = decide(site, "hed", "pam", "none", named="447123, 9999")
    assert (wrong.status_code, "Nobody on the register has the number 9999" in wrong.text) == (422, True)
    assert 'value="447123, 9999"' in wrong.text
    assert decide(site, "hed", "pam", "none", named=" 447123; ").status_code == 303
    left = set(cases(site, "pam"))
    assert (len(left), left < set(before), pdf_names(site, "pam")) == (len(before) - 1, True, left)
    assert set(cases(site, "hed")) == set(before)
    assert verify(site.database).problems == ()


def next_meeting(site: Site) -> str:
    """The address of another meeting, whose pack has been prepared and released."""
    ana = site.browser("ana")
    form = submission_in(ana.get("/panel/plan").text)
    assert site.post(ana, "/panel/plan", submission=form, **APRIL).status_code == 303
    later = next(path for path in re.findall(r'href="(/panel/[2-9A-Z-]+)"', ana.get("/panel").text) if path != MEETING)
    send(site, "hed", DECLARE, later, **NIL)
    assert send(site, "ana", "prepare-pack", later).status_code == 303
    read = read_fingerprint(site.browser("hed").get(f"{later}/pack.pdf").content)
    assert send(site, "hed", "release-pack", later, fingerprint=read, names_nobody="yes").status_code == 303
    return str(later)


def test_two_members_may_be_kept_from_different_cases_and_neither_learns_how_many(site: Site) -> None:
    first, second, third = cases(site, "hed")
    for who in ("pam", "nan"):
        send(site, who, DECLARE, **CONNECTED)
    decide(site, "hed", "pam", first)
    decide(site, "hed", "nan", second, third)
    assert (set(cases(site, "pam")), pdf_names(site, "pam")) == ({second, third}, {second, third})
    assert (set(cases(site, "nan")), pdf_names(site, "nan")) == ({first}, {first})
    told = site.browser("cho").get(MEETING).text
    rows = re.findall(r"<strong>(Case \w+)</strong>. <bdi>([\w ]+)</bdi>: Kept from it by a decision", told)
    pam, nan = "Pamela Vance", "Nanette Gossage"
    assert sorted(rows) == sorted([(first, pam), (second, nan), (third, nan)])
    for who in ("pam", "nan", "hed", "ana"):
        assert "Kept from it" not in site.browser(who).get(MEETING).text


def test_nobody_decides_on_their_own_declaration_and_a_chief_officer_decides_on_the_heads(site: Site) -> None:
    send(site, "hed", DECLARE, **CONNECTED)
    assert is_shut_for_the_head(site)
    assert site.browser("hed").get(f"{MEETING}/steps/{DECIDE}").status_code == 409
    assert site.browser("cyr").get(f"{MEETING}/steps/{DECIDE}").status_code == 409
    send(site, "cyr", DECLARE, **NIL)
    page = site.browser("cyr").get(f"{MEETING}/steps/{DECIDE}").text
    first = re.findall(ON_CASES, page)[0]
    assert decide(site, "cyr", "hed", first).status_code == 303
    assert first not in cases(site, "hed")
    assert site.browser("cyr").get(f"{MEETING}/pack.pdf").status_code == 404


def is_shut_for_the_head(site: Site) -> bool:
    return not cases(site, "hed") and site.browser("hed").get(f"{MEETING}/pack.pdf").headers["location"] == MEETING


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ([], "Choose the cases that stay shut, or that none does"),
        (["Case ZZZZZ"], "Choose the cases that stay shut, or that none does"),
        (["none", "*"], "Choose cases, or that none stays shut, and not both"),
    ],
)
def test_whoever_decides_chooses_cases_or_none(chosen: list[str], words: str, site: Site) -> None:
    send(site, "pam", DECLARE, **CONNECTED)
    first = next(iter(cases(site, "hed")))
    names = [first if name == "*" else name for name in chosen]
    wrong = decide(site, "hed", "pam", shut=names, reasons="")
    assert wrong.status_code == 422
    assert re.findall(r'<li><a href="#(\w+)">([^<]+)', wrong.text)[-1] == ("shut", words)
    assert len(re.findall(r'<li><a href="#', wrong.text)) == 2
    assert is_shut(site, "pam", MEETING)


def test_whoever_decides_is_shown_the_cases_that_they_may_know_of(site: Site) -> None:
    """ "wit" may know nothing of one of the three: it is not offered, and cannot be named."""
    send(site, "pam", DECLARE, **CONNECTED)
    offered = {
        who: set(re.findall(ON_CASES, site.browser(who).get(f"{MEETING}/steps/{DECIDE}").text))
        for who in ("hed", "wit")
    }
    assert offered == {who: set(cases(site, who)) for who in ("hed", "wit")}
    (hidden,) = offered["hed"] - offered["wit"]
    assert decide(site, "wit", "pam", hidden).status_code == 422


def test_a_form_that_is_sent_twice_decides_once(site: Site) -> None:
    send(site, "pam", DECLARE, **CONNECTED)
    hed, path, first = site.browser("hed"), f"{MEETING}/steps/{DECIDE}", next(iter(cases(site, "hed")))
    said = {"person": reference_of(site, "hed", "pam"), "shut": [first], **REASONS}
    form = {**sent_along(hed.get(path).text), **said}
    assert [site.post(hed, path, **form).status_code for _ in range(2)] == [303, 303]
    assert len(cases(site, "pam")) == 2


@pytest.mark.parametrize("meanwhile", [DECLARE, "prepare-pack"])
def test_what_changed_since_the_form_was_opened_is_looked_at_first(meanwhile: str, site: Site) -> None:
    """She says something else, or the pack has other cases: nobody decides on what they have not seen."""
    send(site, "pam", DECLARE, **CONNECTED)
    hed, path = site.browser("hed"), f"{MEETING}/steps/{DECIDE}"
    said = {"person": reference_of(site, "hed", "pam"), "shut": ["none"], **REASONS}
    form = {**sent_along(hed.get(path).text), **said}
    send(site, "pam" if meanwhile == DECLARE else "ana", meanwhile, **(CONNECTED if meanwhile == DECLARE else {}))
    late = site.post(hed, path, **form)
    assert (late.status_code, "Something has changed" in late.text) == (409, True)
    assert "looks at what you declared" in site.browser("pam").get(MEETING).text
