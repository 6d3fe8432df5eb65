"""The headers of every response, errors and redirects and files alike."""

from litestar.datastructures import MutableScopeHeaders
from litestar.types import BeforeMessageSendHookHandler, Message, Scope

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "Server": "",  # instead of the server's own name
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}
KEEP_NOTHING = "no-store"
"""For everything but the built assets, which say themselves how long they may be kept."""


def headers_hook(*, secure: bool) -> BeforeMessageSendHookHandler:
    """What adds the headers as a response leaves; `secure` tells browsers to come back over HTTPS only."""
    wanted = HEADERS | HTTPS_ONLY if secure else HEADERS

    async def add(message: Message, _scope: Scope) -> None:
        if message["type"] == "http.response.start":
            headers = MutableScopeHeaders.from_message(message)
            headers.update(wanted)
            headers.setdefault("Cache-Control", KEEP_NOTHING)

    return add
