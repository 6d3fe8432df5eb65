"""What is alleged: each behaviour by its category, what happened when, and what was known before (law 10.1)."""
