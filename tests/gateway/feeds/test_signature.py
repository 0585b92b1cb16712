"""Standard Webhooks signatures."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from gateway.errors import UserError
from gateway.feeds.signature import secrets_of, signed


def test_the_specification_s_own_example():
    """The vector of the specification's reference libraries: secret, id, time and body give this signature."""
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    made = signed([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert made["webhook-timestamp"] == "1614265330"


def test_two_secrets_sign_while_one_is_changed():
    """A receiver that knows either of them is content."""
    made = signed([b"a" * 32, b"b" * 32], "id", 1, b"body")
    expected = [base64.b64encode(hmac.digest(key * 32, b"id.1.body", hashlib.sha256)).decode() for key in (b"a", b"b")]
    assert made["webhook-signature"] == f"v1,{expected[0]} v1,{expected[1]}"


def test_a_secret_from_its_file(tmp_path):
    """One a line, `whsec_` and 24 to 64 bytes."""
    path = tmp_path / "secret"
    lines = [f"whsec_{base64.b64encode(bytes([n]) * n).decode()}" for n in (24, 64)]
    path.write_text("\n".join(lines) + "\n")
    assert secrets_of(path) == (b"\x18" * 24, b"\x40" * 64)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "empty"),
        ("whsec_AAAA", "24 to 64"),
        ("a" * 44, "24 to 64"),
        ("whsec_???", "24 to 64"),
        ("ž" * 40, "cannot be read"),
        (None, "cannot be read"),
    ],
)
def test_a_wrong_secret_is_not_repeated(tmp_path, content, said):
    """The error names the file and the form, never what is in it."""
    path = tmp_path / "secret"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=said) as caught:
        secrets_of(path)
    assert not content or content not in str(caught.value)
