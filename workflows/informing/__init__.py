"""Who must be told what in writing, by when, what may be withheld, and the right to a review (law 1.4, 4.4, 5.3, 6)."""
