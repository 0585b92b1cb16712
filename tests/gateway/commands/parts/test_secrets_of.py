import pytest

from gateway.commands.parts import secrets_of
from gateway.errors import UserError
from gateway.store import reader_keys
from support.readers import OFFICER, PASSPHRASE


def test_from_a_file(tmp_path):
    """The first line of the file is the passphrase; it opens a key file."""
    (tmp_path / "pass").write_text(f"{PASSPHRASE}\nrest\n", encoding="utf-8")
    (tmp_path / "key").write_text(reader_keys.protected(OFFICER, PASSPHRASE), encoding="utf-8")
    assert secrets_of.passphrase(tmp_path / "pass", "") == PASSPHRASE
    assert secrets_of.key(tmp_path / "key", tmp_path / "pass").private_bytes_raw() == OFFICER.private_bytes_raw()


def test_typed(monkeypatch):
    """A new one is typed twice; two that differ and an empty one are refused."""
    typed = iter(["one", "one", "one", "two", ""])
    monkeypatch.setattr(secrets_of.getpass, "getpass", lambda _: next(typed))
    assert secrets_of.passphrase(None, "New", twice=True) == "one"
    with pytest.raises(UserError, match="differ"):
        secrets_of.passphrase(None, "New", twice=True)
    with pytest.raises(UserError, match="empty"):
        secrets_of.passphrase(None, "Old")


def test_nobody_types(monkeypatch):
    """In a script without a terminal, one line says where a passphrase may come from."""

    def closed(_):
        raise EOFError

    monkeypatch.setattr(secrets_of.getpass, "getpass", closed)
    with pytest.raises(UserError, match="--passphrase-file"):
        secrets_of.passphrase(None, "New", twice=True)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_unreadable(tmp_path, content):
    """A missing file, and one that is no text, are said in one line."""
    if content is not None:
        (tmp_path / "pass").write_bytes(content)
    with pytest.raises(UserError, match="cannot be read"):
        secrets_of.text(tmp_path / "pass")
