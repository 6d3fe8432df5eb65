"""Whether the matter is referred to the Independent Office for Police Conduct, and what it decides (law 2)."""
