"""How a matter is handled under Schedule 3: received, recorded, investigated, decided, closed (law 9.1)."""
