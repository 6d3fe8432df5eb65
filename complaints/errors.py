"""The few errors that pages speak of; `workflows.model.Refused` is the other. Mapped to pages in `web/errors.py`."""


class NotFound(Exception):
    """There is nothing here for this person: unknown and excluded are one."""


class Stale(Exception):
    """Somebody else was quicker, or a form was sent to another place than it was made for."""


class PackShut(Exception):
    """A pack was asked for by somebody who has not declared for its meeting, or waits for a decision on that.

    `href` is where that is said. It hangs on the meeting and the reader alone, whatever was asked for.
    """

    def __init__(self, href: str) -> None:
        super().__init__(href)
        self.href = href


class Invalid(Exception):
    """An input says what it may not. `problems` maps each field to one plain sentence."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {problem}" for field, problem in problems.items()))
        self.problems = problems


class CannotDo(Exception):
    """A command cannot be carried out, for a reason that somebody can mend. The message is one plain line."""
