"""Measures beside a floor in the same run: ratios and medians, never a bare time. `make bench` runs it."""
