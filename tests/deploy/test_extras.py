"""What pyproject.toml calls an extra, and documents tell an administrator to use, is in the Debian package and in the image: there is no pip on the target."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from support.deployed import DEPLOY

ROOT = DEPLOY.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = {name: requirements for name, requirements in PROJECT["optional-dependencies"].items() if name != "dev"}
BUILT = {
    "package": (DEPLOY / "debian" / "build").read_text(encoding="utf-8"),
    "image": (DEPLOY / "container" / "Containerfile").read_text(encoding="utf-8"),
}
LOCKS = ("product.txt", "kerberos.txt")


def locked(*names: str) -> dict[str, str]:
    """Versions by name."""
    text = "".join((ROOT / "lock" / name).read_text(encoding="utf-8") for name in names)
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.MULTILINE))


def told() -> set[str]:
    """Extras that a document, a setting's description or an error names: `celnice[kerberos]`."""
    pages = [*(ROOT / "docs").rglob("*.md"), *DEPLOY.rglob("*.md"), ROOT / "README.md", *(ROOT / "gateway").rglob("*.py")]
    return {found for page in pages for found in re.findall(r"celnice\[(\w+)\]", page.read_text(encoding="utf-8"))}


def test_every_extra_that_somebody_is_told_of_is_one() -> None:
    """And there are some, or this would look at nothing."""
    assert {"hsm", "otel", "kerberos"} <= told() <= set(EXTRAS)


@pytest.mark.parametrize("extra", EXTRAS)
def test_the_locks_hold_it(extra: str) -> None:
    """Each requirement of the extra, in a version that it allows."""
    have = {canonicalize_name(name): version for name, version in locked(*LOCKS).items()}
    for requirement in map(Requirement, EXTRAS[extra]):
        assert have[canonicalize_name(requirement.name)] in requirement.specifier, requirement


@pytest.mark.parametrize("kind", BUILT)
def test_package_and_image_take_every_lock(kind: str) -> None:
    """With hashes; what is built from source by tools of the lock, never by what the index has that day."""
    lines = [line for line in re.sub(r"\\\n\s*", " ", BUILT[kind]).splitlines() if " -r lock/" in line]
    for name in (*LOCKS, "build.txt"):
        (taken, *_) = [
            part for line in lines for part in line.split("&&") if f"-r lock/{name}" in part and not part.lstrip().startswith("#")
        ]
        assert "--require-hashes" in taken, name
    for part in (part for line in re.sub(r"\\\n\s*", " ", BUILT[kind]).splitlines() for part in line.split("&&")):
        assert "pip wheel" not in part or "--no-build-isolation" in part, part


def test_the_librarys_runtime_comes_with_both_and_the_compiler_with_neither() -> None:
    """The office compiles nothing."""
    (depends,) = re.findall(r"^Depends: (.*)$", BUILT["package"], re.MULTILINE)
    builder, _, last = BUILT["image"].rpartition("\nFROM ")
    assert "libgssapi-krb5-2" in depends
    assert "libgssapi-krb5-2" in last
    assert "libkrb5-dev" in builder
    for compiler in ("libkrb5-dev", "gcc", "python3-dev"):
        assert compiler not in depends + last, compiler


def test_whoever_only_tries_it_compiles_nothing() -> None:
    """README's two commands work on a machine without libkrb5-dev: what `make setup` installs are wheels alone."""
    assert "gssapi" not in locked("dev.txt", "product.txt")
    assert "--only-binary :all:" in (ROOT / "scripts" / "setup").read_text(encoding="utf-8")


def test_what_builds_is_what_the_bindings_ask_for() -> None:
    """Our own build system is met by the lock, too; gssapi's wish is checked by pip itself (--check-build-dependencies)."""
    have = locked("build.txt")
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    assert all(have[one.name] in one.specifier for one in map(Requirement, build))
    assert all("--check-build-dependencies" in text for text in BUILT.values())
