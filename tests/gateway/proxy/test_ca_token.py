"""A key that never leaves a token: a real SoftHSM signs, over PKCS#11."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.proxy.ca_token import TokenKey, TokenUnreachable
from support.token import Token, token


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Token:
    return token(tmp_path_factory.mktemp("token"))


@pytest.mark.parametrize("name", ["ca", "rsa"])
def test_it_signs(there: Token, name: str) -> None:
    """EC and RSA: what it signs is valid by its own public key, and by no other's."""
    key, other = TokenKey(there.uri(name)), TokenKey(there.uri("rsa" if name == "ca" else "ca"))
    public, stranger = key.public_key(), other.public_key()
    assert key.is_for(public)
    assert not key.is_for(stranger)


def test_a_session_that_was_lost(there: Token) -> None:
    """Another use of the library ended it: the next signature opens it anew."""
    first, second = TokenKey(there.uri()), TokenKey(there.uri("rsa"))
    assert first.sign(b"x")
    assert second.sign(b"x")
    assert first.sign(b"x")


@pytest.mark.parametrize(
    ("change", "words", "reason"),
    [
        ({"key": "none"}, "not on the token", "no such key"),
        ({"token": "none"}, "cannot be opened", "no such token"),
        ({"module": "/none.so"}, "cannot be opened", "no such library"),
        ({"pin": "/none"}, "PIN file", "no PIN"),
    ],
)
def test_it_does_not_answer(there: Token, change: dict[str, str], words: str, reason: str) -> None:
    """One line that says which part, never the PIN."""
    with pytest.raises(TokenUnreachable, match=words):
        TokenKey(there.uri(**change)).sign(b"x")
        raise AssertionError(reason)


def test_a_wrong_pin_is_tried_once(there: Token, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens lock themselves after a few: a hundred new hosts are not a hundred tries."""
    (tmp_path / "pin").write_text("wrong")
    key, tries = TokenKey(there.uri(pin=str(tmp_path / "pin"))), []
    read = Path.read_text
    monkeypatch.setattr(Path, "read_text", lambda path, **given: tries.append(path) or read(path, **given))
    for _ in range(5):
        with pytest.raises(TokenUnreachable, match="refused the PIN"):
            key.sign(b"x")
    assert len(tries) == 1
    assert "wrong" not in repr(key)
