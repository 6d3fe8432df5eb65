"""Limits of the law, counted by hand: the oracle's answer to "by when?"."""

from datetime import date, timedelta

from tests.machine.history import Deed, Past, must_refer, report_periods, untold


def last_days(past: Past) -> dict[str, list[date]]:
    """The last London day in time of each run of some clocks, in order, by the clock's id."""
    decided = [_day_of(d.entry["became_clear_at"]) for d in past.all("decide-to-refer") if must_refer(d)]
    injuries = [d.day for d in past.all("record-matter") if d.entry["kind"] == "dsi-matter"]
    called_in = [_day_of(d.entry["notified_at"]) for d in past.all("record-call-in")]
    referred, asked_for = ([day + timedelta(days=1) for day in days] for days in (decided or injuries, called_in))
    reported = report_periods(past)
    written = [d.day + timedelta(weeks=4) for d in _wrote_to_the_victim(past)]
    asked = {
        clock: [d.day + timedelta(days=28) for d in past.all(letter)]
        for clock, letter in (("WDR-C1", "ask-to-confirm-withdrawal"), ("CRI-C1", "ask-whether-to-go-on"))
    }
    return {
        "REF-C1": referred,
        "REF-C2": asked_for,
        "HAN-C1": reported[:1],
        "HAN-C3": reported[1:],
        "OVR-C1": written,
        **asked,
    }


def _wrote_to_the_victim(past: Past) -> list[Deed]:
    """What the time for a next letter runs from: nothing is owed once every outcome is told."""
    began = past.all("record-matter")[-1:]
    outcomes = past.all("tell-outcome")
    letters = [d for d in past.all("send-update", "tell-outcome") if began and d.at > began[0].at]
    told = any(d in outcomes for d in letters) and not untold(past, outcomes)
    return [*began, *(letters[:-1] if told else letters)]


def _day_of(moment: object) -> date:
    return Deed(0, "", "", frozenset(), None, {}, moment).day  # type: ignore[arg-type]
