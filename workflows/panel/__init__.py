"""The monthly scrutiny panel: a meeting planned, its pack prepared and released, the meeting held (ppda 3d)."""
