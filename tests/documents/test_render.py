"""Rendering: the same bytes every time, nothing fetched, bounded, and no worker left behind."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf
from weasyprint import HTML

from complaints.documents.render import Renderer, RenderFailed, render
from complaints.documents.text import Words
from tests.documents.samples import bare, section
from tests.documents.ua import assert_accessible, assert_marked

CHANNELS = {
    "stylesheet": bare("", head='<title>t</title><link rel="stylesheet" href="ADDRESS">'),
    "import": bare("", head='<title>t</title><style>@import url("ADDRESS");</style>'),
    "font": bare("", head='<title>t</title><style>@font-face {font-family: x; src: url("ADDRESS")}</style>'),
    "background": bare('<p style="background: url(ADDRESS)">text'),
    "list": bare('<ul style="list-style-image: url(ADDRESS)"><li>item</ul>'),
    "content": bare("", head='<title>t</title><style>body::before {content: url("ADDRESS")}</style>'),
    "margin": bare("", head='<title>t</title><style>@page {@top-left {content: url("ADDRESS")}}</style>'),
    "image": bare('<img alt="a" src="ADDRESS">'),
    "object": bare('<object data="ADDRESS"></object>'),
    "embed": bare('<embed src="ADDRESS">'),
    "inline svg": bare('<svg width="9" height="9"><image width="9" height="9" href="ADDRESS"/></svg>'),
    "document attachment": bare("", head='<title>t</title><link rel="attachment" href="ADDRESS">'),
    "link attachment": bare('<a rel="attachment" href="ADDRESS">file</a>'),
    "base": bare('<img alt="a" src="picture.svg">', head='<title>t</title><base href="ADDRESS">'),
    "colours": bare("", head='<title>t</title><style>@color-profile --x {src: url("ADDRESS")}</style>'),
}

Counted = tuple[str, list[str]]
"""The address of a server, and the paths that have been asked of it."""


@pytest.fixture
def server() -> Iterator[Counted]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/thing", asked
        running.shutdown()
        thread.join()


@pytest.mark.parametrize("html", CHANNELS.values(), ids=CHANNELS.keys())
def test_no_address_is_asked(html: str, server: Counted) -> None:
    address, asked = server
    with pytest.raises(RenderFailed):
        render(html.replace("ADDRESS", address), identifier=b"1")
    assert asked == []


@pytest.mark.parametrize("html", CHANNELS.values(), ids=CHANNELS.keys())
def test_every_channel_is_a_real_one(html: str, server: Counted) -> None:
    """Without our fetcher each of them reaches the server: the test above would otherwise prove nothing."""
    address, asked = server
    HTML(string=html.replace("ADDRESS", address)).write_pdf()
    assert len(asked) >= 1


@pytest.mark.parametrize("scheme", ["file", "ftp", "FILE", "https", "blob"])
@pytest.mark.parametrize("html", CHANNELS.values(), ids=CHANNELS.keys())
def test_no_other_scheme_is_served(html: str, scheme: str) -> None:
    with pytest.raises(RenderFailed):
        render(html.replace("ADDRESS", f"{scheme}:///etc/hostname"), identifier=b"1")


def test_the_message_quotes_nothing() -> None:
    with pytest.raises(RenderFailed) as failed:
        render(bare('<img alt="a" src="file:///home/quentin">'), identifier=b"1")
    assert str(failed.value) == "A document asks for something outside itself."


def test_a_section_is_accessible_and_marked_on_every_page() -> None:
    pdf = render(section("Case 1", rows=80), identifier=b"1")
    assert_accessible(pdf, title="Case 1", bookmarks=["Case 1"])
    assert_marked(pdf)


def test_pages_are_numbered_within_their_section() -> None:
    with Pdf.open(BytesIO(render(section("Case 1", rows=80), identifier=b"1"))) as pdf:
        pages = Words(pdf).pages()
    footers = [re.findall(r"^Case \d+, page .*", text, re.MULTILINE) for text in pages]
    assert footers == [[f"Case 1, page {number} of 4"] for number in (1, 2, 3, 4)]


def test_letters_beyond_latin_1_come_from_the_house_typeface() -> None:
    with Pdf.open(BytesIO(render(section("Case 1"), identifier=b"1"))) as pdf:
        fonts = {str(font.BaseFont).split("+")[1] for font in pdf.pages[0].Resources.Font.values()}
        text = Words(pdf).flow()
    assert fonts == {"Public-Sans", "Public-Sans-Bold", "Public-Sans-Ext"}
    assert "Łucja's first update" in text


def test_the_same_html_gives_the_same_bytes_in_any_process(renderer: Renderer, tmp_path: Path) -> None:
    html = section("Case 1", rows=40)
    here = [render(html, identifier=b"1") for _ in range(2)]
    assert here[0] == here[1]
    elsewhere = renderer.sections([html] * 4)
    assert elsewhere == [elsewhere[0]] * 4
    assert _elsewhere(html, tmp_path) == here[0]
    assert list(tmp_path.iterdir()) == []


def _elsewhere(html: str, scratch: Path) -> bytes:
    """Rendered in a process with hashes of its own."""
    code = "import sys; from complaints.documents.render import render; "
    code += "sys.stdout.buffer.write(render(sys.stdin.read(), identifier=b'1'))"
    environment = {**os.environ, "PYTHONHASHSEED": "1", "TMPDIR": str(scratch)}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, input=html.encode(), env=environment, capture_output=True, check=True).stdout


def test_sections_keep_their_order(renderer: Renderer) -> None:
    sizes = [90, 1, 30, 1]
    parts = renderer.sections([section(f"Case {rows}", rows=rows) for rows in sizes])
    titles = []
    for part in parts:
        with Pdf.open(BytesIO(part)) as pdf:
            titles.append(str(pdf.docinfo["/Title"]))
    assert titles == [f"Case {rows}" for rows in sizes]


def test_a_refusal_in_a_worker_leaves_the_pool_alive(renderer: Renderer) -> None:
    with pytest.raises(RenderFailed, match="outside itself"):
        renderer.sections([section("Case 1"), bare('<img alt="a" src="file:///etc/hostname">')])
    assert len(renderer.sections([section("Case 1")])) == 1


def test_a_section_that_takes_too_long_is_given_up_and_the_next_is_made() -> None:
    with Renderer(1, seconds=2) as impatient:
        with pytest.raises(RenderFailed, match="too long"):
            impatient.sections([section("Case 1", rows=20_000)])
        assert len(impatient.sections([section("Case 1")])) == 1


def test_a_section_that_takes_too_much_memory_is_given_up_and_the_next_is_made() -> None:
    with Renderer(1, memory=400 * 1024**2) as small:
        with pytest.raises(RenderFailed, match="too much memory"):
            small.sections([section("Case 1", rows=20_000)])
        assert len(small.sections([section("Case 1")])) == 1


WORK = """
import os
from multiprocessing.forkserver import _forkserver
from complaints.documents.render import Renderer
with Renderer() as renderer:
    renderer.sections(["<html lang=en-GB><title>t</title><p>text"] * 4)
    print(_forkserver._forkserver_pid, *renderer._pool._processes, flush=True)
    {then}
"""


@pytest.mark.parametrize("then", ["pass", "os.kill(os.getpid(), 9)"])
def test_no_process_outlives_its_parent(then: str, tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", WORK.format(then=then)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=False, text=True)
    started = [int(pid) for pid in done.stdout.split()]
    assert len(started) == 3
    assert _eventually(lambda: not any(map(_alive, started)))
    if done.returncode != -signal.SIGKILL:
        assert list(tmp_path.iterdir()) == []


def _alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists() and "Z (" not in Path(f"/proc/{pid}/status").read_text()


def _eventually(true: Callable[[], bool]) -> bool:
    for _ in range(100):
        if true():
            return True
        time.sleep(0.1)
    return False
