"""PDFs made in the test's own process: a worker takes a second to warm. What was made or searched once is kept."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256

import pytest

from complaints.documents import pack_check
from complaints.documents.render import Renderer, render
from complaints.documents.scan import scan


def pdfs(htmls: Iterable[str]) -> list[bytes]:
    """What `Renderer.sections` makes, byte for byte."""
    return [_pdf(html) for html in htmls]


@cache
def _pdf(html: str) -> bytes:
    return render(html, identifier=sha256(html.encode()).digest()[:16])


_scanned = cache(scan)


def render_here(patch: pytest.MonkeyPatch) -> None:
    """Every `Renderer` renders in this process."""
    patch.setattr(Renderer, "__enter__", lambda self: self)
    patch.setattr(Renderer, "__exit__", lambda *_: None)
    patch.setattr(Renderer, "sections", lambda _self, htmls: pdfs(htmls))
    patch.setattr(pack_check, "scan", lambda pdf, canaries: _scanned(pdf, tuple(canaries)))
