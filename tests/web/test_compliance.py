"""The compliance pages: a run is made once, read by its maker alone, shown as far as they may know, and taken away."""

import json
import re
from io import BytesIO

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from pikepdf import Pdf
from sqlmodel import select

from complaints.database import SYSTEM, Database
from complaints.models.outputs import ReportRun
from tests.queries.scene import NO_CONNECTION, REPORT, Scene
from tests.support.bench import again
from tests.support.rendering import render_here
from tests.web.client import settled
from workflows.calls_to_action.checklist import MEASURES

MARCH = {
    "starts-day": "1",
    "starts-month": "3",
    "starts-year": "2026",
    "ends-day": "31",
    "ends-month": "3",
    "ends-year": "2026",
}
SECOND = {**REPORT, "subject": "4473", "reporter": "4471"}
Client = TestClient[Litestar]


class TwoCases(Scene):
    """A case that the head of PSD works on, and a second one in April on which only intake does."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.play(until="send-update")
        self.site.clock.forward(days=20)
        self.second = self.open("ana", SECOND)


@pytest.fixture
def scene(database: Database) -> TwoCases:
    return again(TwoCases, database)


@pytest.fixture
def hed(scene: TwoCases) -> Client:
    return scene.site.browser("hed")


def make(scene: TwoCases, client: Client, **form: str) -> str:
    """The address of a new run of March."""
    answer = scene.site.post(client, "/compliance", **{**MARCH, "submission": "a" * 32, **form})
    assert answer.status_code == 303
    address: str = answer.headers["location"]
    return address


def test_only_the_head_and_the_authority_find_the_page(scene: TwoCases) -> None:
    names = ("ana", "lee", "hed", "ivy", "sue", "dee")
    found = {name: scene.site.browser(name).get("/compliance").status_code for name in names}
    assert found == {"ana": 404, "lee": 200, "hed": 200, "ivy": 404, "sue": 404, "dee": 404}


def test_the_form_asks_for_the_month_before(hed: Client) -> None:
    page = hed.get("/compliance").text
    named = [f'name="{name}" type="text" value="{value}"' for name, value in MARCH.items()]
    assert [field in page for field in named] == [True] * 6
    assert "You have made none yet" in page


def test_a_run_is_made_listed_and_shown_by_theme(scene: TwoCases, hed: Client) -> None:
    address = make(scene, hed)
    assert f'href="{address}"' in hed.get("/compliance").text
    page = hed.get(address).text
    assert [page.count(f'<a class="govuk-link" href="{address}/{id}">{id}: ') for id in MEASURES] == [1] * len(MEASURES)
    assert f'<a class="govuk-link" href="{address}/CVS-1#met">1 of 1</a> updates' in page
    assert [page.count(measure.does_not_show) for measure in MEASURES.values()] == [1] * len(MEASURES)


def test_the_same_form_sent_twice_makes_one_run(scene: TwoCases, hed: Client) -> None:
    assert make(scene, hed) == make(scene, hed)
    assert make(scene, hed) != make(scene, hed, submission="b" * 32)
    with scene.site.database.transaction(SYSTEM, write=False) as session:
        assert len(session.exec(select(ReportRun)).all()) == 2


def test_an_earlier_cut_off_is_the_end_of_that_london_day(scene: TwoCases, hed: Client) -> None:
    early = {"known_at-day": "2", "known_at-month": "3", "known_at-year": "2026"}
    assert "3 March 2026 at midnight" in hed.get(make(scene, hed, **early)).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"starts-day": "31", "starts-month": "2"}, {"starts": "Enter a real date, for example 27 3 2026"}),
        ({"ends-year": "ever"}, {"ends": "Enter a real date, for example 27 3 2026"}),
        ({"ends-month": "2", "ends-day": "1"}, {"ends": "The last day cannot be before the first"}),
        (
            {"starts-year": "2031", "ends-year": "2031"},
            {"starts": "The first day cannot be in the future: nothing is on file of what is to come"},
        ),
        ({"ends-year": "9999"}, {"ends": "A period cannot be longer than five years"}),
        (
            {"known_at-day": "1", "known_at-month": "1", "known_at-year": "9999"},
            {"known_at": "The cut-off cannot be in the future"},
        ),
        ({"known_at-day": "1"}, {"known_at": "Enter a real date, for example 27 3 2026"}),
    ],
)
def test_a_wrong_day_is_said_beside_it_and_kept(
    scene: TwoCases, hed: Client, wrong: dict[str, str], said: dict[str, str]
) -> None:
    answer = scene.site.post(hed, "/compliance", **{**MARCH, "submission": "a" * 32, **wrong})
    assert answer.status_code == 422
    assert [answer.text.count(f'<a href="#{name}">{message}</a>') for name, message in said.items()] == [1]
    assert [f'name="{name}" type="text" value="{value}"' in answer.text for name, value in wrong.items()] == [
        True
    ] * len(wrong)


def test_the_summary_line_leads_from_each_count_to_what_is_behind_it(scene: TwoCases, hed: Client) -> None:
    address = make(scene, hed, **{"ends-day": "30", "ends-month": "4"})
    page, found = hed.get(address).text, json.loads(hed.get(f"{address}.json").text)["answers"]
    due = found["met"] + found["not-met"] + found["not-evidenced"]
    said = {
        "met": f"{found['met']} of {due} met",
        "not-met": f"{found['not-met']} not met",
        "not-evidenced": f"{found['not-evidenced']} not evidenced",
        "not-yet-due": f"{found['not-yet-due']} are not yet due",
    }
    assert [f'<a class="govuk-link" href="{address}/{part}">{words}</a>' in page for part, words in said.items()] == [
        True
    ] * 4
    for part in said:
        listed = hed.get(f"{address}/{part}").text
        assert listed.count('<tr class="govuk-table__row">') == found[part] + bool(found[part])
        assert "IRR-2" not in listed


def test_a_list_behind_a_count_leads_only_to_cases_that_the_reader_works_on(scene: TwoCases, hed: Client) -> None:
    page = hed.get(make(scene, hed, **{"ends-day": "30", "ends-month": "4"}) + "/not-evidenced").text
    assert page.count("<tr") > page.count('href="/cases/') + 1
    assert set(re.findall('href="/cases/([^"]+)"', page)) == {scene.reference}


def test_a_measure_stands_beside_the_month_before(scene: TwoCases, hed: Client) -> None:
    page = hed.get(make(scene, hed, **{"starts-month": "4", "ends-day": "30", "ends-month": "4"}) + "/IRR-1").text
    shown = re.findall(r'psd-chart__label">([^<]+)</th>.*?<span>([^<]+)</span>', page, flags=re.S)
    assert shown == [("March 2026", "1 of 1"), ("April 2026", "1 of 2")]


def test_a_unit_leads_to_its_case_only_where_the_reader_works_on_it(scene: TwoCases, hed: Client) -> None:
    page = hed.get(make(scene, hed, **{"ends-day": "30", "ends-month": "4"}) + "/IRR-1").text
    assert page.count('<th scope="row" class="govuk-table__header">The case</th>') == 2
    assert page.count('href="/cases/') == page.count(f'href="/cases/{scene.reference}"') == 1


def test_another_persons_run_is_answered_as_one_that_is_not_there(scene: TwoCases, hed: Client) -> None:
    address = make(scene, hed)
    lee = scene.site.browser("lee")
    for part in ("", "/IRR-1", "/not-met", ".pdf", ".csv", ".json"):
        hers, none = lee.get(address + part), lee.get("/compliance/K7Q2-M4XD-9TBC" + part)
        assert (hers.status_code, settled(hers.text)) == (404, settled(none.text))
    assert address not in lee.get("/compliance").text


def test_a_measure_or_a_form_that_is_not_there_is_not_found(scene: TwoCases, hed: Client) -> None:
    address = make(scene, hed)
    assert [hed.get(address + part).status_code for part in ("/XYZ-9", ".xlsx", ".", "/irr-1")] == [404] * 4


def test_somebody_excluded_meanwhile_reads_totals_without_the_case(scene: TwoCases, hed: Client) -> None:
    address = make(scene, hed, **{"ends-day": "30", "ends-month": "4"})
    assert ">1 of 2</a> cases" in hed.get(address).text
    assert len(json.loads(hed.get(f"{address}.json").text)["measures"][0]["findings"]) == 2
    scene.do("ana", "declare-interests", case=scene.second, **NO_CONNECTION)
    scene.do("ana", "add-party", case=scene.second, part="witness", person="102")
    assert ">1 of 1</a> cases" in hed.get(address).text
    assert len(json.loads(hed.get(f"{address}.json").text)["measures"][0]["findings"]) == 1


@pytest.mark.parametrize(("form", "media"), [("csv", "text/csv; charset=utf-8"), ("json", "application/json")])
def test_a_run_is_downloaded_as_a_file_and_logged(scene: TwoCases, hed: Client, form: str, media: str) -> None:
    address = make(scene, hed)
    answer = hed.get(f"{address}.{form}")
    named = f'attachment; filename="compliance-{address.rpartition("/")[2]}.{form}"'
    assert (answer.headers["content-type"], answer.headers["content-disposition"]) == (media, named)
    assert scene.site.logged()[-1] == ("export", f"compliance-{form}", scene.people["hed"].account_id)


def test_the_pdf_is_one(scene: TwoCases, hed: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite by the workers that really make it."""
    if not scene.site.database.sqlite:
        render_here(monkeypatch)
    answer = hed.get(make(scene, hed) + ".pdf")
    assert answer.headers["content-type"] == "application/pdf"
    with Pdf.open(BytesIO(answer.content)) as opened:
        assert str(opened.docinfo["/Title"]) == "Compliance report"


def test_every_page_is_logged_before_it_is_sent(scene: TwoCases, hed: Client) -> None:
    before = len(scene.site.logged())
    address = make(scene, hed)
    for part in (address, f"{address}/IRR-1", f"{address}/not-met", "/compliance", "/compliance/K7Q2-M4XD-9TBC"):
        hed.get(part)
    assert [(kind, what) for kind, what, _ in scene.site.logged()[before:]] == [
        ("report", "compliance"),
        ("view", "compliance-run"),
        ("view", "compliance-measure"),
        ("view", "compliance-result"),
        ("view", "compliance"),
        ("not_found", "compliance"),
    ]
