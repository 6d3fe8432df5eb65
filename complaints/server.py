"""Runs the application under granian, one process a core; each handler works in a thread."""

from granian import Granian
from granian.constants import Interfaces


def run(host: str, port: int, workers: int) -> None:
    """Serve until stopped. Each worker process makes its own application from the environment."""
    Granian(
        "complaints.app:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=workers,
        factory=True,
        log_access=False,
    ).serve()
