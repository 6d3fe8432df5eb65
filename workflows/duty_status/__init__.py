"""Whether a subject stays on duty, is restricted or is suspended, one process a subject (law 4.6)."""
