"""Makes the pictures of the README from the demonstration: `uv run python -m tests.journeys.screenshots`."""

import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from complaints.app import create_app
from complaints.database import Database
from complaints.demo import Demo, build
from complaints.references import real
from complaints.secrets import read_key_file
from complaints.web.house import House
from tests.support.browser import ROOT, chromium, serve
from tests.web.client import ASSETS, TEMPLATES

PICTURES = ROOT / "docs" / "screenshots"
WINDOW = ViewportSize(width=1280, height=900)
LONGEST = 1800
"""Pixels: what is longer is cut off below."""


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as directory:
        demo = build(Path(directory), reset=True, progress=lambda *_: None)
        database = Database(demo.url, read_key_file(demo.key_file))
        house = House(database, TEMPLATES, lambda: datetime.now(UTC), real, secure_cookies=False)
        with serve(create_app(house, ASSETS)) as address, chromium() as browser:
            photograph(browser, address, demo)
        database.dispose()
        for name, pdf in (("pack", demo.pack), ("report", demo.report)):
            first_page(pdf, name)


def photograph(browser: Browser, address: str, demo: Demo) -> None:
    """Every page that the README shows."""
    lee, sue, hope = (signed_in(browser, address, demo, name) for name in ("lee", "sue", "hope"))
    keep(lee, "my-work")
    lee.locator(".govuk-task-list__item", has_text="Under investigation").locator("a").first.click()
    keep(lee, "case")
    lee.goto(f"{lee.url.split('?')[0]}/steps/add-allegation")
    keep(lee, "step")
    sue.goto(f"{address}/oversight")
    keep(sue, "oversight")
    hope.goto(f"{address}/panel")
    hope.locator("main h2 a").first.click()
    keep(hope, "panel")
    hope.goto(f"{address}/compliance")
    hope.locator("main form button").click()
    keep(hope, "compliance")


def signed_in(browser: Browser, address: str, demo: Demo, name: str) -> Page:
    page = browser.new_context(viewport=WINDOW).new_page()
    page.goto(address)
    page.fill("#name", name)
    page.fill("#password", demo.passwords[name])
    page.get_by_role("button", name="Sign in").click()
    return page


def keep(page: Page, name: str) -> None:
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    shrink(path)


def first_page(pdf: Path, name: str) -> None:
    command = ["pdftoppm", "-png", "-r", "80", "-singlefile", str(pdf), str(PICTURES / name)]
    subprocess.run(command, check=True)
    shrink(PICTURES / f"{name}.png")


def shrink(path: Path) -> None:
    """In 256 colours, which nobody misses on such pages."""
    with Image.open(path) as picture:
        shown = picture.convert("RGB").crop((0, 0, picture.width, min(picture.height, LONGEST)))
    shown.quantize(colors=256).save(path, optimize=True)


if __name__ == "__main__":
    main()
