"""Who may act on a case: declarations of interest, connections found, and the independence decision."""
