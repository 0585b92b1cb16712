"""What reading one file may cost."""

from __future__ import annotations

import pytest

from gateway.extract.documents.allowance import DEPTH, Allowance
from gateway.model import OpaqueBody


@pytest.mark.parametrize(
    "spend",
    [
        lambda left: left.file(1, DEPTH + 1),
        lambda left: left.file(2**40, 1),
        lambda left: left.text(10**7, 1),
        lambda left: left.text(1, 10**9),
        lambda left: [left.picture() for _ in range(10**4)],
        lambda left: [left.file(0, 1) for _ in range(10**4)],
    ],
    ids=["depth", "bytes", "pieces", "characters", "pictures", "files"],
)
def test_each_thing_has_its_bound(spend: object) -> None:
    """Over it: a limit."""
    left = Allowance()
    left.file(5, 1)
    left.text(5, 5)
    left.picture()
    with pytest.raises(OpaqueBody, match="document_limit"):
        spend(left)  # type: ignore[operator]
