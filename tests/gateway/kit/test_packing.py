"""The kit as an archive."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from gateway.kit.facts import Facts
from gateway.kit.packing import FOLDER, packed
from gateway.kit.writing import files
from gateway.proxy import ca


def test_the_archive_is_the_kit(tmp_path: Path) -> None:
    """The same files as the command writes, below one folder, scripts executable, the same bytes each time, and no private key."""
    facts = Facts(
        ("celnice.urad.cz:8080",), "https://celnice.urad.cz", "https://celnice.urad.cz:8081", ca.load_or_create(tmp_path).certificate
    )
    made = packed(facts)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        held = {one.filename.removeprefix(FOLDER): (archive.read(one), one.external_attr >> 16) for one in archive.infolist()}
    kit = files(facts)
    assert held.keys() == kit.keys()
    assert all(held[name][1] == (0o100755 if name.endswith((".sh", ".ps1")) else 0o100644) for name in held)
    assert not any(b"PRIVATE KEY" in content for content, _ in held.values())
    assert held["ca/celnice-ca.pem"][0] == kit["ca/celnice-ca.pem"]
    assert packed(facts)[:64] == made[:64]
