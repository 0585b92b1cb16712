"""Which wire formats there are."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

import gateway.extract
from gateway.extract import registry


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder that stands beside the real one, for formats of the test."""
    monkeypatch.setattr(gateway.extract, "__path__", [*gateway.extract.__path__, str(tmp_path)])
    registry.formats.cache_clear()
    yield tmp_path
    registry.formats.cache_clear()
    for name in [name for name in sys.modules if name.startswith("gateway.extract.added_")]:
        del sys.modules[name]


def test_all_formats():
    """Every module of the folder that has a FORMAT or a SOCKET is there, in the order of the modules; docs/coverage.md names them all."""
    modules = sorted(path.stem for path in Path(gateway.extract.__file__).parent.glob("*.py"))
    for attribute, found in (("FORMAT", registry.formats()), ("SOCKET", registry.sockets())):
        having = [getattr(import_module(f"gateway.extract.{module}"), attribute, None) for module in modules if module != "__init__"]
        assert list(found.values()) == [one for one in having if one is not None]
        assert all(name == one.name for name, one in found.items())
    assert {"anthropic_messages", "openai_chat", "walk"} <= set(registry.formats())


def test_one_file_is_one_format(folder):
    """A module with a FORMAT is enough to add one."""
    (folder / "added_format.py").write_text("class F:\n    name = 'added'\nFORMAT = F()\n")
    assert "added" in registry.formats()


def test_a_broken_module_stops_the_start(folder):
    """A module that does not load is not skipped."""
    (folder / "added_broken.py").write_text("raise RuntimeError('broken')\n")
    with pytest.raises(RuntimeError, match="broken"):
        registry.formats()


def test_a_name_is_taken_once(folder):
    """Two formats of one name are an error that names the file."""
    (folder / "added_twin.py").write_text("class F:\n    name = 'walk'\nFORMAT = F()\n")
    with pytest.raises(ValueError, match=r"walk\.py|added_twin\.py"):
        registry.formats()


def test_nobody_changes_the_registry():
    """The mapping is read only."""
    with pytest.raises(TypeError):
        registry.formats()["x"] = None
