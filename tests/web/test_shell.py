"""The frame of every page: what it tells a browser, and what it shows to whom."""

import re

from complaints.web.shell import NavItem, Page, Shell
from tests.web.markup import OURS, lines

PAGE = Page("Decide independence")
WORK = (NavItem("My work", "/work", current=True), NavItem("Panel", "/panel"))


def frame(page: Page, shell: Shell) -> str:
    return OURS.get_template("base.html").render(page=page, shell=shell)


def test_a_refused_form_says_so_in_the_title() -> None:
    titles = [
        re.findall("<title>(.*)</title>", frame(page, Shell(csrf="t"))) for page in (PAGE, Page(PAGE.title, error=True))
    ]
    service = "Decide independence - Casework for professional standards"
    assert titles == [[service], [f"Error: {service}"]]


def test_sections_are_those_given_and_the_current_one_is_marked() -> None:
    links = re.findall(
        r'navigation__link" href="(\S+)"( aria-current="true")?>', frame(PAGE, Shell(csrf="t", navigation=WORK))
    )
    assert links == [("/work", ' aria-current="true"'), ("/panel", "")]


def test_signing_out_is_a_form_with_the_token() -> None:
    found = lines(frame(PAGE, Shell(csrf='"to>ken', signed_in_as="Ana <Hollin>")))
    start = found.index('<form action="/sign-out" class="psd-header__person" method="post">')
    assert found[start + 1 : start + 11] == [
        '<input name="_csrf_token" type="hidden" value=""to>ken">',
        "<span>",
        '<span class="govuk-visually-hidden">',
        "Signed in as",
        "</span>",
        "<bdi>",
        "Ana &lt;Hollin&gt;",
        "</bdi>",
        "</span>",
        '<button class="psd-header__sign-out" type="submit">',
    ]


def test_a_public_page_has_neither_sections_nor_a_way_to_sign_out() -> None:
    found = re.findall("<nav|<form|Signed in", frame(PAGE, Shell(csrf="t")))
    assert found == []


def test_the_marking_stands_at_the_top_and_at_the_foot() -> None:
    assert lines(frame(PAGE, Shell(csrf="t"))).count("OFFICIAL-SENSITIVE") == 2
