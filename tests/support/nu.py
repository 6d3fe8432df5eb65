"""The Nu HTML checker, which the W3C runs at validator.w3.org: one start of Java for as many files as there are."""

import json
import subprocess
from pathlib import Path

from tests.support.browser import ROOT

JAR = ROOT / "tools" / "nu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

OPTIONS = ("--format", "json", "--stdout", "--exit-zero-always", "--no-langdetect")
"""Without a guess at the language: the pages are English, and what people say in them is in any."""

AS_GOVUK_HAS_IT = (
    "Attribute “aria-hidden” is unnecessary for elements that have attribute “hidden”.",
    "The “group” role is unnecessary for element “fieldset”.",
)
"""Warnings about markup that GOV.UK Frontend prescribes, for browsers that do not yet do what HTML says."""


class NuMissing(RuntimeError):
    """The checker is not installed."""


def check(folder: Path) -> list[str]:
    """What is wrong with the HTML files of a folder: one line a problem. Right is `[]`. Raises NuMissing."""
    if not JAR.exists():
        raise NuMissing("The checker of HTML is needed: tools/prepare test")
    found = subprocess.run(["java", "-jar", JAR, *OPTIONS, folder], check=True, capture_output=True, text=True)
    messages = json.loads(found.stdout)["messages"]
    return sorted(
        f"{message['url'].rpartition('/')[2]}:{message.get('lastLine', 0)}: {message['message']}"
        for message in messages
        if message["message"] not in AS_GOVUK_HAS_IT
    )
