"""A report as one HTML document, to be made into a PDF."""

from functools import cache

from jinja2 import Template

from complaints.reports.summary import SMALL, Report
from complaints.resources import environment
from complaints.services.log import Head
from workflows.calls_to_action.measures import Basis, Result, Word


def document(report: Report, head: Head | None) -> str:
    """The document; `head` is where the log's chain ended, so that somebody outside can hold us to it, or None."""
    return _template().render(report=report, head=head, small=SMALL, Basis=Basis, Result=Result, Word=Word)


@cache
def _template() -> Template:
    return environment(str).get_template("documents/compliance.html")
