"""Vendors and builds the files that the browser loads; run by a developer, never by the application.

`python templates/vendor.py fetch` downloads the pinned npm packages, takes out what is not ours to show (the GOV.UK
typeface and crest) and writes `static/vendor`, `static/fonts` and the test tool axe. Without `fetch`, only the
build is done: every source gets a name with a hash of its contents, is compressed, and is listed in
`served/manifest.json`. The licence of govuk-frontend is kept by hand: its npm package holds none.
"""

import gzip
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import brotli

TEMPLATES = Path(__file__).resolve().parent
STATIC = TEMPLATES / "static"
BROWSER_TESTS = TEMPLATES.parent / "tests" / "browser"

GOVUK = "govuk-frontend@6.6.0"
PUBLIC_SANS = "@fontsource/public-sans@5.3.0"
AXE = "axe-core@4.14.1"


def without_brand(css: str) -> str:
    """The stylesheet without the typeface and crest that only GOV.UK may use, and without its source map."""
    css = re.sub(r"/\*! Copyright \(c\) 2011 by Margaret Calvert.*?\*/", "", css, flags=re.S)
    css = re.sub(r"@font-face\{[^}]*GDS Transport[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", "var(--psd-font,arial,sans-serif)")
    css = css.replace("url(/assets/images/govuk-crest.svg)", "none")
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)


def without_map(script: str) -> str:
    return re.sub(r"//# sourceMappingURL=.*", "", script)


def unpack(package: str, into: Path) -> Path:
    """Download one npm package and return the folder of its files."""
    command = ["npm", "pack", "--silent", package]
    name = subprocess.run(command, cwd=into, check=True, capture_output=True, text=True).stdout.strip()
    folder = into / name.removesuffix(".tgz")
    with tarfile.open(into / name) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def fetch() -> None:
    with tempfile.TemporaryDirectory() as folder:
        fetch_govuk(unpack(GOVUK, Path(folder)) / "dist" / "govuk")
        fetch_fonts(unpack(PUBLIC_SANS, Path(folder)))
        fetch_axe(unpack(AXE, Path(folder)))


def fetch_govuk(package: Path) -> None:
    vendor = STATIC / "vendor"
    css = (package / "govuk-frontend.min.css").read_text("utf-8")
    (vendor / "govuk-frontend.css").write_text(without_brand(css), "utf-8")
    script = (package / "govuk-frontend.min.js").read_text("utf-8")
    (vendor / "govuk-frontend.js").write_text(without_map(script), "utf-8")


def fetch_fonts(package: Path) -> None:
    fonts = STATIC / "fonts"
    for script in ("latin", "latin-ext"):
        for weight in (400, 700):
            source = package / "files" / f"public-sans-{script}-{weight}-normal.woff2"
            (fonts / f"public-sans-{script}-{weight}.woff2").write_bytes(source.read_bytes())
    (fonts / "public-sans.LICENCE.txt").write_text((package / "LICENSE").read_text("utf-8"), "utf-8")


def fetch_axe(package: Path) -> None:
    for source, target in (("axe.min.js", "axe.min.js"), ("LICENSE", "axe.LICENCE.txt")):
        (BROWSER_TESTS / target).write_bytes((package / source).read_bytes())


def sources() -> list[Path]:
    """What is served. A file comes after those that it names, because a name holds a hash of the contents."""
    fonts = sorted((STATIC / "fonts").glob("*.woff2"))
    vendor = [STATIC / "vendor" / "govuk-frontend.css", STATIC / "vendor" / "govuk-frontend.js"]
    return [
        *fonts,
        *vendor,
        *(STATIC / name for name in ("favicon.svg", "supported.js", "start.js", "app.css")),
    ]


def hashed(name: str, contents: bytes) -> str:
    stem, suffix = name.rsplit(".", 1)
    return f"{stem}.{hashlib.sha256(contents).hexdigest()[:12]}.{suffix}"


def with_hashed_names(contents: bytes, manifest: dict[str, str]) -> bytes:
    """References such as `./govuk-frontend.js`, replaced by the names under which those files are served."""
    for name, served in manifest.items():
        contents = contents.replace(f"./{name}".encode(), f"./{served}".encode())
    return contents


def build(into: Path) -> dict[str, str]:
    """Write every served file, its compressed forms and the manifest; return source name -> served name."""
    into.mkdir(parents=True, exist_ok=True)
    for old in into.iterdir():
        old.unlink()
    manifest: dict[str, str] = {}
    for source in sources():
        contents = source.read_bytes()
        if source.suffix != ".woff2":
            contents = with_hashed_names(contents, manifest)
        manifest[source.name] = hashed(source.name, contents)
        write(into / manifest[source.name], contents)
    (into / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
    return manifest


def write(path: Path, contents: bytes) -> None:
    path.write_bytes(contents)
    if path.suffix != ".woff2":
        path.with_name(path.name + ".br").write_bytes(brotli.compress(contents))
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(contents, mtime=0))


if __name__ == "__main__":
    if sys.argv[1:] == ["fetch"]:
        fetch()
    build(STATIC / "served")
