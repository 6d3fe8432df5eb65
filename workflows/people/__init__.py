"""The people in a case: what part each has, what we know of them, and what they want (law 1.1)."""
