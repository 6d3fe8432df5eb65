"""The bank holidays of England and Wales, from the `holidays` library, as plain dates for the pure rules."""

from datetime import date
from functools import cache

# GOV.UK announces about two years ahead; later years follow the standing rules and miss one-off holidays.
YEARS = range(2012, 2041)


@cache
def bank_holidays() -> frozenset[date]:
    """Every bank or public holiday of the years in YEARS, those that fall on a weekend included."""
    # Here and not above: the import takes about 0.2 seconds, and most commands need no holidays.
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=YEARS))
