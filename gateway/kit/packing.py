"""A kit as one archive, for whoever downloads it in the console."""

from __future__ import annotations

import io
import zipfile

from gateway.kit.facts import Facts
from gateway.kit.writing import SCRIPTS, files

FOLDER = "celnice-kit/"
"""Everything lies below it, so that unpacking scatters nothing."""
_FIRST = (1980, 1, 1, 0, 0, 0)
"""The least time that the format knows: the same facts give the same bytes, which an administrator can compare."""


def packed(facts: Facts) -> bytes:
    """The archive (ZIP). Scripts are executable, as :func:`gateway.kit.writing.write` makes them. ValueError as :func:`files`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files(facts).items()):
            entry = zipfile.ZipInfo(FOLDER + name, _FIRST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix: the mode below counts wherever this was made
            entry.external_attr = (0o100755 if name.endswith(SCRIPTS) else 0o100644) << 16
            archive.writestr(entry, content)
    return made.getvalue()
