import hashlib
import hmac

import pytest

from gateway.record.event import Fingerprint
from gateway.record.fingerprint import fingerprint

KEY = b"k" * 32


def test_definition():
    """HMAC-SHA256 over the entity, a NUL, and the value (RFC 2104)."""
    digest = hmac.new(KEY, b"CZ_BIRTH_NUMBER\x00" + b"8551011237", hashlib.sha256).hexdigest()
    assert fingerprint(KEY, "2026-Q4", "CZ_BIRTH_NUMBER", "8551011237") == Fingerprint("CZ_BIRTH_NUMBER", "2026-Q4", digest)


@pytest.mark.parametrize(
    ("key", "entity", "value", "why"),
    [
        (b"j" * 32, "PERSON", "a", "another key"),
        (KEY, "PERSONA", "", "the border between name and value"),
        (KEY, "SECRET", "a", "another entity"),
        (KEY, "PERSON", "b", "another value"),
    ],
)
def test_tells_apart(key, entity, value, why):
    """Another key, entity or value is another fingerprint."""
    assert fingerprint(key, "2026-Q4", entity, value).digest != fingerprint(KEY, "2026-Q4", "PERSON", "a").digest, why


def test_lone_surrogates_have_a_fingerprint():
    """JSON may carry what has no UTF-8; it must not break the record."""
    assert fingerprint(KEY, "2026-Q4", "PERSON", "\ud800").digest


@pytest.mark.parametrize("key", [b"", b"short", b"k" * 33])
def test_key_length(key):
    """A key of another length is a mistake, and the error holds no value."""
    with pytest.raises(ValueError) as caught:
        fingerprint(key, "2026-Q4", "PERSON", "Alena")
    assert "Alena" not in str(caught.value)
