"""A real browser on a real server: Chromium, driven by Playwright and checked by axe."""

import asyncio
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from granian.constants import Interfaces
from granian.server.embed import Server
from litestar import Litestar
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
AXE = ROOT / "tests" / "browser" / "axe.min.js"
SCREENSHOTS = ROOT / "var" / "screenshots"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE_SOURCE = AXE.read_text(encoding="utf-8")
VIOLATIONS = """
async tags => (await axe.run({runOnly: tags, resultTypes: ["violations"]})).violations.map(
  ({id, help, nodes}) => ({id, help, targets: nodes.map(node => node.target)}))
"""
"""Only what is wrong leaves the browser: what is right is much longer."""

FLAGS = [
    "--no-sandbox",  # Chromium has no sandbox for root, and a container runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing is fetched from elsewhere
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium: Debian's, or else the one that Playwright keeps. Contexts in it share no cookies."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def serve(app: Litestar) -> Iterator[str]:
    """Serve `app` from a thread, with the server that we ship; yields its address, as in `http://127.0.0.1:4321`."""
    port = _free_port()
    server = Server(app, port=port, interface=Interfaces.ASGI, log_enabled=False)
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_until_complete, args=[server.serve()], daemon=True)
    thread.start()
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        loop.call_soon_threadsafe(server.stop)
        thread.join()
        loop.close()


def axe(page: Page) -> list[str]:
    """What axe finds wrong with the page as it now is: one line a rule, with the elements. Right is `[]`.

    It needs timers, which a context without JavaScript never runs: it would wait for ever, so that is refused.
    """
    if not page.evaluate("matchMedia('(scripting: enabled)').matches"):
        raise ValueError("axe needs a context in which JavaScript may run")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SOURCE)
    found = page.evaluate(VIOLATIONS, STANDARDS)
    return [f"{violation['id']}: {violation['help']}: {violation['targets']}" for violation in found]


def screenshot(page: Page, name: str) -> Path:
    """Write the whole page to `var/screenshots/<name>.png`, for people to look at."""
    path = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, tries: int = 500) -> None:
    for _ in range(tries):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.01)
    raise RuntimeError(f"nothing answers on port {port}")
