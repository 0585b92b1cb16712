import io
import os
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.store import age
from gateway.store.age import CHUNK, CannotDecrypt, Reader, Writer
from support.readers import OFFICER, PASSPHRASE, SECOND, STRANGER

PROGRAM = shutil.which("age")
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5]


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """Little work for scrypt."""
    monkeypatch.setattr(age, "WORK", 4)


def encrypted(content, step=10_000, **how):
    target = io.BytesIO()
    writer = Writer(target, **(how or {"passphrase": PASSPHRASE}))
    for start in range(0, len(content), step):
        writer.write(content[start : start + step])
    writer.close()
    return target.getvalue()


def decrypted(file, step=-1, **how):
    reader = Reader(io.BytesIO(file), **(how or {"passphrase": PASSPHRASE}))
    parts = []
    while part := reader.read(step):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("size", SIZES)
def test_sizes(size):
    """Files around the borders of chunks come back whole, read in one piece or in many."""
    content = os.urandom(size)
    file = encrypted(content)
    assert decrypted(file) == decrypted(file, 9_999) == content


@settings(deadline=None, max_examples=25)
@given(st.binary(max_size=3000), st.integers(1, 3000), st.integers(1, 3000))
def test_round_trip(content, write, read):
    """However it is cut, what is read is what was written."""
    assert decrypted(encrypted(content, write, recipients=[OFFICER.public_key()]), read, identities=[OFFICER]) == content


def test_recipients():
    """Each recipient reads it alone; a stranger, a wrong passphrase and a missing one do not."""
    file = encrypted(b"text", recipients=[OFFICER.public_key(), SECOND.public_key()])
    assert decrypted(file, identities=[SECOND]) == decrypted(file, identities=[STRANGER, OFFICER]) == b"text"
    for how in ({"identities": [STRANGER]}, {"passphrase": PASSPHRASE}):
        with pytest.raises(CannotDecrypt, match="another passphrase"):
            decrypted(file, **how)
    for how in ({"passphrase": "other"}, {"identities": [OFFICER]}, {}):
        with pytest.raises(CannotDecrypt, match="another passphrase"):
            Reader(io.BytesIO(encrypted(b"text")), **how)


@pytest.mark.parametrize("how", [{}, {"passphrase": PASSPHRASE, "recipients": [OFFICER.public_key()]}])
def test_one_way(how):
    """A file is for a passphrase or for recipients."""
    with pytest.raises(ValueError):
        Writer(io.BytesIO(), **how)


def test_every_change_is_noticed():
    """A flipped bit anywhere, a cut anywhere, bytes after the end and swapped chunks are errors, never other text."""
    content = os.urandom(2 * CHUNK + 7)
    file = encrypted(content, recipients=[OFFICER.public_key()])
    head = file.index(b"---") + 3 + 1 + 43 + 1 + 16
    first, second = (file[head + n * (CHUNK + 16) : head + (n + 1) * (CHUNK + 16)] for n in (0, 1))
    places = [*range(0, head, 7), head + 1, head + CHUNK, len(file) - 1]
    changed = [file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :] for at in places]
    changed += [file[:at] for at in (0, 5, head - 1, head, head + 5, head + CHUNK + 16, len(file) - 1)]
    changed += [file + b"\x00", file[:head] + second + first + file[head + 2 * (CHUNK + 16) :]]
    for one in changed:
        with pytest.raises(CannotDecrypt):
            decrypted(one, identities=[OFFICER])


@pytest.mark.parametrize("work", ["21", "99", "x"])
def test_work_is_bounded(work):
    """A file cannot ask for gigabytes of memory."""
    file = encrypted(b"text").replace(b" 4\n", f" {work}\n".encode(), 1)
    with pytest.raises(CannotDecrypt):
        decrypted(file)


CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def bech32(name, raw):
    """BIP 173, without its length limit: how age writes keys."""

    def polymod(values):
        check = 1
        for value in values:
            top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
            for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
                check ^= generator if top >> bit & 1 else 0
        return check

    bits = "".join(f"{byte:08b}" for byte in raw)
    bits += "0" * (-len(bits) % 5)
    data = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    expanded = [ord(c) >> 5 for c in name] + [0] + [ord(c) & 31 for c in name]
    check = polymod(expanded + data + [0] * 6) ^ 1
    return name + "1" + "".join(CHARSET[value] for value in data + [check >> 5 * (5 - at) & 31 for at in range(6)])


@pytest.mark.skipif(PROGRAM is None, reason="the program age is not installed: apt install age")
@pytest.mark.parametrize("size", SIZES)
def test_the_real_age(tmp_path, size):
    """The program age reads what this writes, and the other way round."""
    content, key = os.urandom(size), tmp_path / "key"
    key.write_text(bech32("age-secret-key-", OFFICER.private_bytes_raw()).upper() + "\n")
    recipient = bech32("age", OFFICER.public_key().public_bytes_raw())

    def run(*words, given):
        return subprocess.run([PROGRAM, *words], input=given, capture_output=True, check=True).stdout

    assert run("-d", "-i", str(key), given=encrypted(content, recipients=[OFFICER.public_key()])) == content
    assert decrypted(run("-r", recipient, given=content), identities=[OFFICER]) == content
