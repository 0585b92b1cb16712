"""An error names whose fault it is, where, and the fix, in one line."""

from __future__ import annotations

from allowlist.errors import CatalogueError, RegisterError


def test_catalogue_error() -> None:
    """File and key stand in front."""
    error = CatalogueError("tool.toml", "hosts[0].names", "is empty")
    assert str(error) == "tool.toml: hosts[0].names: is empty"
    assert (error.file, error.key) == ("tool.toml", "hosts[0].names")


def test_register_error() -> None:
    """The table of the settings stands in front, the fix at the end."""
    error = RegisterError("openai", "pin", "is not address:port", "write one")
    assert str(error) == "[tools.openai] pin: is not address:port; write one"
    assert (error.service, error.field) == ("openai", "pin")
    assert isinstance(error, ValueError)
