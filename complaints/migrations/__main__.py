"""python -m complaints.migrations MESSAGE: write what the models say and the newest revision lacks."""

import subprocess
import sys
from tempfile import TemporaryDirectory

from alembic import command
from alembic.script import Script, ScriptDirectory

from complaints.migrate import configuration


def main(message: str) -> None:
    with TemporaryDirectory() as directory, configuration(f"sqlite:///{directory}/schema.db") as config:
        number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
        command.upgrade(config, "head")
        script = command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
    assert isinstance(script, Script)
    _tidy(script.path)


def _tidy(path: str) -> None:
    """Lay the revision out as the rest of the code is."""
    for ruff in (("format", "--quiet"), ("check", "--select=I", "--fix", "--quiet")):
        subprocess.run(["ruff", *ruff, path], check=True)


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
