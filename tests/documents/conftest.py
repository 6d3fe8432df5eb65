"""What the tests of documents share: one pool of workers, because each worker takes a second to warm."""

from collections.abc import Iterator

import pytest

from complaints.documents.render import Renderer


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    with Renderer() as running:
        yield running
