"""Criminal proceedings about the matter, what waits for them, and how the matter goes on afterwards (law 3.3, 4.7)."""
