"""What a browser's form says, and how its fields become the input of an entry."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from litestar import Request
from litestar.datastructures import FormMultiDict
from litestar.enums import RequestEncodingType

from complaints.models.entries import Field, fields_of
from workflows.model import Entry

Form = Mapping[str, list[str]]
"""Field names and all that was sent under each, in order."""

CSRF_FIELD = "_csrf_token"
PASSWORD_FIELDS = frozenset({"password", "new_password", "again"})
"""The names of every field of a form that takes a password."""

DAY = ("day", "month", "year")
MOMENT = (*DAY, "time")


async def read_form(request: Request[Any, Any, Any]) -> Form:
    """The form of a request; empty if it sent none. Nothing of ours sends a file, so no other encoding is read."""
    encoding, _ = request.content_type
    sent = await request.form() if encoding == RequestEncodingType.URL_ENCODED else FormMultiDict()
    form = {name: sent.getall(name) for name in sent}
    request.state.form = form
    return form


def received_form(request: Request[Any, Any, Any]) -> Form:
    """The form once `read_form` has read it, for error pages; else an empty one."""
    form: Form = request.state.get("form", {})
    return form


def text(form: Form, name: str) -> str:
    """The (first) answer to a question as it was typed, without space around it; "" where there is none."""
    answers = form.get(name) or [""]
    return answers[0].strip()


def entry_input(form: Form, entry: type[Entry]) -> dict[str, Any]:
    """The entry's fields as `complaints.entries.read` takes them; what was not asked is left out.

    A day comes from NAME-day, NAME-month and NAME-year, a moment from NAME-time besides, several from one NAME each.
    """
    raw = {field.name: _raw(form, field) for field in fields_of(entry)}
    return {name: value for name, value in raw.items() if value is not None}


def _raw(form: Form, field: Field) -> Any:
    if field.kind in (date, datetime):
        parts = DAY if field.kind is date else MOMENT
        typed = {part: text(form, f"{field.name}-{part}") for part in parts}
        return typed if any(f"{field.name}-{part}" in form for part in parts) else None
    if field.name not in form:
        return None
    return list(form[field.name]) if field.several else text(form, field.name)
