"""Reads a page as a browser does: where its links lead, and what its forms would send as they stand."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Pairs = tuple[tuple[str, str], ...]
Attributes = dict[str, str | None]


@dataclass
class Form:
    """A form: where it goes, how, and what it would send. Of several named buttons, the first is pressed."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, **answers: str) -> Pairs:
        """What is sent once these questions are answered."""
        kept = [(name, value) for name, value in self.fields if name not in answers]
        return (*kept, *answers.items())


class Page(HTMLParser):
    """The links of a page, to pages of the same site, and its forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.forms: list[Form] = []
        self._select = self._textarea = ""
        self._options: list[tuple[str, bool]] = []
        self.feed(html)
        self.close()

    def form(self, action: str) -> Form:
        """The form that goes to an address. StopIteration where there is none."""
        return next(form for form in self.forms if form.action == action)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "a" and (given.get("href") or "").startswith("/"):
            self.links.add((given["href"] or "").split("#")[0])
        elif tag == "form":
            self.forms.append(Form(given.get("action") or "", given.get("method") or "get"))
        elif tag == "option":
            self._options.append((value, "selected" in given))
        elif tag == "select":
            self._select = name
        elif tag == "textarea":
            self._textarea = name
            self._send(name, "")
        elif name and self._is_sent(tag, given):
            self._send(name, value)

    def handle_data(self, data: str) -> None:
        if self._textarea:
            _, before = self.forms[-1].fields.pop()
            self._send(self._textarea, before + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""
        elif tag == "select":
            chosen = [value for value, selected in self._options if selected] or [v for v, _ in self._options[:1]]
            for value in chosen:
                self._send(self._select, value)
            self._select, self._options = "", []

    def _is_sent(self, tag: str, given: Attributes) -> bool:
        if tag == "button":
            return given["name"] not in dict(self.forms[-1].fields)
        return tag == "input" and (given.get("type") not in ("radio", "checkbox") or "checked" in given)

    def _send(self, name: str, value: str) -> None:
        if self.forms:
            self.forms[-1].fields.append((name, value))
