"""The house keeps its order: every source file has its test, every setting and every part is documented."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.feed_settings import Feed
from gateway.settings import Section, Settings, Tool

ROOT = Path(__file__).parents[2]
PACKAGES = ("detectors", "allowlist", "gateway")

WITHOUT_A_TEST_OF_THEIR_OWN = {
    # Only protocols and values; whoever implements them is tested.
    "gateway/extract/api.py",
    "gateway/extract/documents/api.py",
    "gateway/extract/examples/api.py",
    "gateway/extract/uploads/api.py",
    "gateway/proxy/ports.py",
    "gateway/console/ports.py",
    "gateway/console/reader_ports.py",
    "gateway/console/case_ports.py",
    "gateway/feeds/api.py",
    "gateway/record/sink.py",
    "gateway/errors.py",
    "allowlist/answers.py",
    "allowlist/errors.py",
    # The composition root and the process shells: tests/end_to_end runs them whole.
    "gateway/main.py",
    "gateway/parts/common.py",
    "gateway/parts/console.py",
    "gateway/parts/detection.py",
    "gateway/parts/documents.py",
    "gateway/parts/proxy.py",
    "gateway/parts/writer.py",
    "gateway/node.py",
    "gateway/proxy/process.py",
    "gateway/commands/run.py",
}


def sources() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if path.name != "__init__.py")


@pytest.mark.parametrize("source", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_source_file_has_its_test(source: Path) -> None:
    """``gateway/extract/coding.py`` is tested by ``tests/gateway/extract/test_coding.py``."""
    relative = source.relative_to(ROOT)
    if str(relative) in WITHOUT_A_TEST_OF_THEIR_OWN or "migrations" in relative.parts:
        return
    expected = ROOT / "tests" / relative.parent / f"test_{relative.name}"
    assert expected.exists(), f"{relative} has no test: write {expected.relative_to(ROOT)}"


def test_no_exception_is_out_of_date() -> None:
    """A file that needs no test still exists."""
    assert not [name for name in WITHOUT_A_TEST_OF_THEIR_OWN if not (ROOT / name).exists()]


def test_every_setting_is_documented() -> None:
    """docs/settings.md names every key, and every key says what it means."""
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        section = {"tools": Tool, "feeds": Feed}.get(name, field.annotation)
        assert isinstance(section, type)
        assert issubclass(section, Section)
        for key, setting in section.model_fields.items():
            assert setting.description, f"{name}.{key} has no description"
            assert f"| `{key}`" in page, f"{name}.{key} is not in docs/settings.md"


def test_every_detector_and_format_is_listed() -> None:
    """docs/coverage.md names each registered recognizer, wire format and document type."""
    from detectors.registry import names
    from gateway.extract.documents.registry import documents
    from gateway.extract.registry import formats, sockets

    page = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    missing = [name for name in (*names(), *formats(), *sockets(), *documents()) if f"`{name}`" not in page]
    assert not missing


def test_every_file_is_short() -> None:
    """One noun per file: none over 300 lines."""
    long = {str(path.relative_to(ROOT)): count for path in sources() if (count := len(path.read_text().splitlines())) > 300}
    assert not long
