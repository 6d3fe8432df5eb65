"""The served files: that they are what was built from the sources, and how they are sent."""

import gzip
import re
import runpy
from pathlib import Path

import brotli
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from complaints.resources import templates_directory
from complaints.web.static import Assets, assets_route

STATIC = templates_directory() / "static"
SERVED = STATIC / "served"
ASSETS = Assets(SERVED)
CSS = ASSETS.url("app.css")


@pytest.fixture(scope="module")
def client() -> TestClient[Litestar]:
    return TestClient(Litestar([assets_route(ASSETS)], openapi_config=None))


def test_served_files_are_those_that_the_sources_build(tmp_path: Path) -> None:
    runpy.run_path(str(templates_directory() / "vendor.py"))["build"](tmp_path)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix not in {".br", ".gz"}}
    served = {path.name: path.read_bytes() for path in SERVED.iterdir() if path.suffix not in {".br", ".gz"}}
    assert served == built


def test_each_text_has_two_compressed_forms_of_the_same_contents() -> None:
    for name, asset in ASSETS.files.items():
        if name.endswith(".woff2"):
            assert set(asset.bodies) == {"identity"}
        else:
            assert brotli.decompress(asset.bodies["br"]) == asset.bodies["identity"]
            assert gzip.decompress(asset.bodies["gzip"]) == asset.bodies["identity"]


def test_nothing_that_belongs_to_gov_uk_is_served() -> None:
    css = (STATIC / "vendor" / "govuk-frontend.css").read_text("utf-8")
    found = [word for word in ("GDS Transport", "Calvert", "@font-face", "crest.svg", "sourceMapp") if word in css]
    assert found == []


def test_every_reference_between_files_leads_to_a_served_file() -> None:
    texts = [asset.bodies["identity"].decode() for name, asset in ASSETS.files.items() if name[-3:] in ("css", ".js")]
    named = {name for text in texts for name in re.findall(r"""["'(]\./([^"')]+)""", text)}
    fonts = {name for name in ASSETS.files if name.endswith(".woff2")}
    assert named == fonts | {ASSETS.url("govuk-frontend.js").rpartition("/")[2]}


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("BR ; q=1.0", "br"),
        ("deflate", None),
        ("br;q=0.000", None),
        ("", None),
    ],
)
def test_the_best_accepted_form_is_sent(client: TestClient[Litestar], accepted: str, sent: str | None) -> None:
    response = client.get(CSS, headers={"Accept-Encoding": accepted})
    assert response.headers.get("content-encoding") == sent
    assert response.content == ASSETS.files[CSS.rpartition("/")[2]].bodies["identity"]


def test_a_browser_may_keep_a_file_and_must_believe_its_type(client: TestClient[Litestar]) -> None:
    headers = client.get(CSS).headers
    names = ("content-type", "cache-control", "vary", "x-content-type-options")
    assert [headers[name] for name in names] == [
        "text/css; charset=utf-8",
        "public, max-age=31536000, immutable",
        "Accept-Encoding",
        "nosniff",
    ]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("start.js", "text/javascript; charset=utf-8"),
        ("favicon.svg", "image/svg+xml"),
        ("public-sans-latin-400.woff2", "font/woff2"),
    ],
)
def test_media_types(client: TestClient[Litestar], name: str, media_type: str) -> None:
    assert client.get(ASSETS.url(name)).headers["content-type"] == media_type


@pytest.mark.parametrize(
    "path",
    [
        "/assets/app.css",  # exists, but is the source
        "/assets/manifest.json",
        CSS + ".br",
        "/assets/../app.css",
        "/assets/..%2fapp.css",
        "/assets/%2e%2e/app.css",
        "/assets/..%5capp.css",
        "/assets/fonts/public-sans-latin-400.woff2",
        "/assets/",
    ],
)
def test_anything_else_is_not_found(client: TestClient[Litestar], path: str) -> None:
    assert client.get(path).status_code == 404
