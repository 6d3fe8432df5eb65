"""The force's settings and the bank holidays, read once: rules cannot look them up."""

from functools import cache

from complaints.holidays import bank_holidays
from workflows.calendar import Calendar
from workflows.terms import Terms


@cache
def force_terms() -> Terms:
    """The settings in force here."""
    return Terms(Calendar(bank_holidays()))
