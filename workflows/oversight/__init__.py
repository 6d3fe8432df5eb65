"""The senior oversight officer: who keeps the victim informed and safe, how, and how often (ppda 3c)."""
