"""A complainant's wish to withdraw: recorded on the day, and decided in the public interest (law 3.3)."""
