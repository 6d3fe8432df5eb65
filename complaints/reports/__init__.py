"""Compliance reports: a run applies the measures and stores what they find; everything else reads the run."""
