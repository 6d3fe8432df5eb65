"""HTML to PDF/UA-1: `render` in this process, `Renderer` in worker processes.

The same HTML always gives the same bytes. A document fetches nothing: its pictures are `data:` addresses, its
stylesheet and typeface are our own, and a document that asks for anything else is not made.

Rendering takes seconds. Never do it inside a database transaction: that would hold the write lock meanwhile.
"""

import atexit
import logging
import multiprocessing
import os
import resource
import signal
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from hashlib import sha256
from typing import Self

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from complaints.resources import templates_directory

SECONDS = 60.0
MEMORY = 2 * 1024**3
FETCHES = "A document asks for something outside itself."
GIVEN_UP = "A document took too long or too much memory, and was given up."

logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # its warnings quote the document


class RenderFailed(Exception):
    """A document could not be made. The message may be shown: it quotes nothing from the document."""


class _DataOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves what is written in the document. Anything else is refused before a socket or file opens, and noted."""

    refused = False

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if not url.startswith("data:"):
            self.refused = True
            raise FatalURLFetchingError
        return super().fetch(url, headers)


def render(html: str, *, identifier: bytes) -> bytes:
    """One HTML document as PDF/UA-1. `identifier` becomes the first half of the file's `/ID`.

    Raises RenderFailed if the document asks for a file or an address outside itself. Not bounded in time: a
    server uses `Renderer`.
    """
    fonts, stylesheet = _house_style()
    fetcher = _DataOnly()
    document = HTML(string=html, url_fetcher=fetcher)
    try:
        pdf: bytes = document.write_pdf(
            font_config=fonts, stylesheets=[stylesheet], pdf_variant="pdf/ua-1", pdf_identifier=identifier
        )
    except FatalURLFetchingError:
        raise RenderFailed(FETCHES) from None
    if fetcher.refused:  # inside a drawing WeasyPrint passes over every error
        raise RenderFailed(FETCHES)
    return pdf


@cache
def _house_style() -> tuple[FontConfiguration, CSS]:
    """Typeface and stylesheet, read once a process. This alone reads files, and only those of the project."""
    fonts = FontConfiguration()
    files = URLFetcher(allowed_protocols={"file"})
    path = templates_directory() / "documents" / "document.css"
    return fonts, CSS(filename=path, font_config=fonts, url_fetcher=files)


atexit.register(_house_style.cache_clear)  # WeasyPrint then removes its copies of the fonts


class Renderer:
    """Worker processes that make PDFs. Enter it once for a server's or command's life; threads may share it.

    `seconds` bounds one section, `memory` (in bytes) one worker. A section that goes beyond them may cost all workers:
    sections in progress for other callers then fail with it, and the next call finds fresh workers.
    """

    def __init__(self, workers: int = 2, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._workers, self._seconds, self._memory = workers, seconds, memory
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._scratch = tempfile.TemporaryDirectory(prefix="documents-")
        self._pool = self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._scratch.cleanup()

    def sections(self, htmls: Sequence[str]) -> list[bytes]:
        """Each HTML document as a PDF, in the same order. Never call it inside a database transaction.

        Raises RenderFailed if one asks for something outside itself, or takes too long or too much memory.
        """
        pool = self._pool
        try:
            return list(pool.map(partial(_section, seconds=self._seconds), htmls))
        except BrokenProcessPool:
            self._replace(pool)
            raise RenderFailed(GIVEN_UP) from None

    def _start(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
        return ProcessPoolExecutor(self._workers, context, _warm, (self._scratch.name, self._memory))

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is broken:
                broken.shutdown()
                self._pool = self._start()


def _section(html: str, seconds: float) -> bytes:
    # The alarm ends the process, as it has no handler: WeasyPrint would pass over an error raised by one.
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return render(html, identifier=sha256(html.encode()).digest()[:16])
    except (MemoryError, SystemError):  # memory that runs out inside a library comes as either
        os._exit(1)  # little is left for the next section
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _warm(scratch: str, memory: int) -> None:
    """Runs once in each worker: limits first, then fonts and stylesheet, to spare the first section the wait."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    tempfile.tempdir = scratch
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    render("<html lang=en-GB><title>-</title><p>-", identifier=b"-")


def _leave_with_parent() -> None:
    """A server that is killed cannot shut its pool, and a worker waiting for work would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
