"""Serves the built files of `templates/static/served`, and nothing else.

A name contains a hash of the contents, so a browser may keep a file for ever. Compressed forms are made when the files
are built; nothing is compressed on a request.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
ENCODINGS = {"br": ".br", "gzip": ".gz"}  # best first
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Asset:
    """One served file; `bodies` maps a content encoding to its bytes, and always has "identity"."""

    media_type: str
    bodies: Mapping[str, bytes]

    def encoding(self, accepted: str) -> str:
        """The best encoding that we hold and the `Accept-Encoding` header allows."""
        allowed = accepted_encodings(accepted)
        return next((name for name in ENCODINGS if name in self.bodies and name in allowed), "identity")


class Assets:
    """The built files, held in memory from the start, so that a request never becomes a path on the disk."""

    def __init__(self, directory: Path) -> None:
        self._served: dict[str, str] = json.loads((directory / "manifest.json").read_text("utf-8"))
        self.files = {name: read_asset(directory / name) for name in self._served.values()}

    def url(self, name: str) -> str:
        """The address of a source file, such as "app.css"; KeyError if there is none."""
        return f"/assets/{self._served[name]}"


def read_asset(path: Path) -> Asset:
    bodies = {"identity": path.read_bytes()}
    for encoding, suffix in ENCODINGS.items():
        compressed = path.with_name(path.name + suffix)
        if compressed.exists():
            bodies[encoding] = compressed.read_bytes()
    return Asset(MEDIA_TYPES[path.suffix], bodies)


def accepted_encodings(header: str) -> set[str]:
    """The encodings named by an `Accept-Encoding` header, without those refused by a weight of nought."""
    parts = [part.replace(" ", "").partition(";q=") for part in header.lower().split(",")]
    return {name for name, _, weight in parts if not weight or weight.strip("0.")}


def assets_route(assets: Assets) -> HTTPRouteHandler:
    """The handler of `/assets/{name}`; any name that was not built is not found."""

    @get("/assets/{name:str}", sync_to_thread=False)
    def asset(name: FromPath[str], request: Request[object, object, State]) -> Response[bytes]:
        found = assets.files.get(name)
        if found is None:
            raise NotFoundException
        encoding = found.encoding(request.headers.get("accept-encoding", ""))
        headers = HEADERS if encoding == "identity" else HEADERS | {"Content-Encoding": encoding}
        return Response(found.bodies[encoding], media_type=found.media_type, headers=headers)

    return asset
