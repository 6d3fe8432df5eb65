"""The investigation: who investigates, how serious it is, and the report to the authority (law 4, 5.1)."""
