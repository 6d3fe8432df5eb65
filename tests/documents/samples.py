"""Small documents for the tests of this folder, on the base template that real ones extend."""

from jinja2 import Environment

from complaints.resources import environment

CHART = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='300' height='20'%3E"
    "%3Crect width='280' height='20' fill='%231d4f91'/%3E%3C/svg%3E"
)

SECTION = """\
{% extends "documents/base.html" %}
{% block title %}{{ name }}{% endblock %}
{% block section %}{{ name }}{% endblock %}
{% block content %}
<h1>{{ name }}</h1>
<p>See <a href="#decisions">the decisions</a>.</p>
<h2 id="decisions">Decisions</h2>
<table>
<caption>Decisions in order</caption>
<thead><tr><th scope="col">Week</th><th scope="col">Decision</th></tr></thead>
<tbody>
{% for week in range(rows) %}
<tr><th scope="row">Week {{ week }}</th><td>{{ words }}</td></tr>
{% endfor %}
</tbody>
</table>
<h3>Contact</h3>
<p><img alt="Four contacts owed, three made" src="{{ chart }}"></p>
<ul><li>Łucja's first update</li><li>A second update</li></ul>
{% endblock %}
"""


def section(name: str, *, rows: int = 3, words: str = "The reasons are on file.") -> str:
    """The HTML of a section with every construct that the base stylesheet knows."""
    return _jinja().from_string(SECTION).render(name=name, rows=rows, words=words, chart=CHART)


def bare(body: str, *, head: str = "<title>A title</title>") -> str:
    return f'<!DOCTYPE html><html lang="en-GB"><head>{head}</head><body>{body}</body></html>'


def _jinja() -> Environment:
    return environment(asset=str)
