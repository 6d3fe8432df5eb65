"""Every address, asked by three roles and by nobody with whatever schemathesis makes of it: never an error of ours."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar.openapi import OpenAPIConfig
from litestar.routes import HTTPRoute
from schemathesis import Case

from complaints.app import create_app
from tests.fuzz.site import Fuzzed, assert_sound
from tests.web.client import ASSETS

ASKING = ("", "ana", "sue", "pam")
"""Nobody, intake, a senior oversight officer and a panel member."""

ASKED = ("about", "corrects", "done", "next", "status", "overdue", "opened_from-day", "opened_to-year", "page", "show")
QUERIES = st.dictionaries(st.sampled_from(ASKED), st.text(max_size=40), max_size=3)
FEW = settings(
    max_examples=3,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


EVERYBODY = [
    *(("sqlite", who) for who in ASKING),
    *(
        pytest.param("postgresql", who, marks=[pytest.mark.postgresql, *([] if who == "ana" else [pytest.mark.long])])
        for who in ASKING
    ),
]
"""On PostgreSQL at first only by intake, who gets furthest."""


@pytest.mark.parametrize(("database", "who"), EVERYBODY, indirect=["database"])
def test_every_address(fuzzed: Fuzzed, who: str) -> None:
    browser = fuzzed.site.browser(who)
    browser.get("/sign-in")
    token = fuzzed.site.token(browser)
    with browser.portal() as browser.blocking_portal:
        for operation in operations(fuzzed):

            @FEW
            @given(operation.as_strategy(), st.data(), QUERIES)
            def ask(case: Case[Any], data: st.DataObject, query: dict[str, str]) -> None:
                for name in case.path_parameters or {}:
                    if data.draw(st.booleans()):
                        case.path_parameters[name] = data.draw(st.sampled_from(fuzzed.known()[name]))
                sent = {"_csrf_token": token} if case.method == "POST" else None
                asked = {**query, **case.query}
                assert_sound(browser.request(case.method, case.formatted_path, params=asked, data=sent))

            ask()


def test_no_address_is_forgotten(fuzzed: Fuzzed) -> None:
    wanted = {
        (method, route.path_format)
        for route in fuzzed.site.app.routes
        if isinstance(route, HTTPRoute)
        for method in route.methods - {"OPTIONS"}
    }
    assert {(each.method.upper(), each.path) for each in operations(fuzzed)} == wanted


def operations(fuzzed: Fuzzed) -> list[Any]:
    """Every address and method, from the schema that the application would have; it is not served."""
    described = create_app(fuzzed.site.house, ASSETS, openapi_config=OpenAPIConfig(title="Casework", version="1"))
    schema = schemathesis.openapi.from_dict(described.openapi_schema.to_schema())
    return [operation for found in schema.get_all_operations() if (operation := found.ok())]
