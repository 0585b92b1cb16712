import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gateway.errors import UserError
from gateway.keeping_settings import Evidence
from gateway.store import reader_keys
from gateway.store.seal import reader_id
from support.readers import OFFICER, PASSPHRASE, SECOND

FILE = reader_keys.protected(OFFICER, PASSPHRASE, "Pověřenec")


def test_round_trip(tmp_path):
    """The key comes back with its passphrase, and the file shows only the public half."""
    key = reader_keys.private_key(FILE, PASSPHRASE)
    assert key.private_bytes_raw() == OFFICER.private_bytes_raw()
    said = json.loads(FILE)
    assert said["reader"] == reader_id(OFFICER.public_key())
    assert OFFICER.private_bytes_raw() not in base64.b64decode(said["private"])
    (tmp_path / "dpo.pub").write_text(reader_keys.public_pem(key.public_key()))
    assert [reader_id(one) for one in reader_keys.public_keys([tmp_path / "dpo.pub"])] == [said["reader"]]


def changed(**fields):
    return json.dumps({**json.loads(FILE), **fields})


@pytest.mark.parametrize(
    ("text", "passphrase", "fix"),
    [
        (FILE, "a wrong passphrase", "passphrase is wrong"),
        (changed(name="Somebody"), PASSPHRASE, "was changed"),
        (changed(type="other"), PASSPHRASE, "no key of a reader"),
        (changed(kdf={"name": "PBKDF2", "iterations": 10**9, "salt": ""}), PASSPHRASE, "method"),
        (changed(private="!"), PASSPHRASE, "no key file"),
        ("{", PASSPHRASE, "no key file"),
        ("[]", PASSPHRASE, "no key file"),
    ],
)
def test_bad_files(text, passphrase, fix):
    """A wrong passphrase or another file is said in one line."""
    with pytest.raises(UserError, match=fix):
        reader_keys.private_key(text, passphrase)


def test_short_passphrase():
    """A key file may be copied, so its passphrase is long."""
    with pytest.raises(UserError, match="too short"):
        reader_keys.protected(OFFICER, "short")


def test_public_files(tmp_path):
    """A public key that is missing, damaged or of another kind is named."""
    (tmp_path / "bad.pub").write_text("x")
    (tmp_path / "other.pub").write_bytes(
        Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    for name, fix in (("none.pub", "cannot be read"), ("bad.pub", "no public key"), ("other.pub", "another kind")):
        with pytest.raises(UserError, match=fix):
            reader_keys.public_keys([tmp_path / name])


def test_never_over_another(tmp_path):
    """A key file is readable by its owner only and never overwritten."""
    reader_keys.write_private(tmp_path / "dpo.key", FILE)
    assert (tmp_path / "dpo.key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(UserError, match="never overwritten"):
        reader_keys.write_private(tmp_path / "dpo.key", FILE)
    with pytest.raises(UserError, match="cannot be written"):
        reader_keys.write_private(tmp_path / "missing" / "dpo.key", FILE)


def test_one_key_in_two_files_makes_no_two_persons(tmp_path):
    """The keys are compared, not their files."""
    for name in ("dpo.pub", "copy.pub"):
        (tmp_path / name).write_text(reader_keys.public_pem(OFFICER.public_key()))
    (tmp_path / "second.pub").write_text(reader_keys.public_pem(SECOND.public_key()))
    given = {"keep": "full", "readers": [tmp_path / "dpo.pub"]}
    readers, second = reader_keys.of_evidence(Evidence.model_validate({**given, "second_readers": [tmp_path / "second.pub"]}))
    assert [reader_id(key) for key in (*readers, *second)] == [reader_id(key.public_key()) for key in (OFFICER, SECOND)]
    with pytest.raises(UserError, match="the same key"):
        reader_keys.of_evidence(Evidence.model_validate({**given, "second_readers": [tmp_path / "copy.pub"]}))
