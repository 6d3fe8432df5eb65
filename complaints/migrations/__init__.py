"""The schema's one history, for SQLite and PostgreSQL. Run it with `complaints.migrate`.

`python -m complaints.migrations "what changes"` writes the next revision from the models.
"""
