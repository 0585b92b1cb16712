"""What a vendor says of the data is one of a few claims, with its plan and its source."""

from __future__ import annotations

import pytest

from allowlist.data_fact import DATA_NAMES, DataFact, DataKind, data_fact
from allowlist.errors import CatalogueError
from allowlist.table import Table

GOOD = {"kind": "no_training", "plan": "Enterprise", "source": "the vendor's terms"}


def test_good() -> None:
    """Every key arrives."""
    assert data_fact(Table("a.toml", "data[0]", GOOD)) == DataFact(DataKind.NO_TRAINING, "Enterprise", "the vendor's terms")


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"kind": "safe"}, "kind: must be one of"), ({"plan": ""}, "plan: must not be empty"), ({"x": 1}, "x: is not a key")],
)
def test_bad(changes: dict[str, object], message: str) -> None:
    """A claim outside the closed set, without a plan, or with more than that is refused."""
    with pytest.raises(CatalogueError, match=rf"^a\.toml: data\[0\]\.{message}"):
        data_fact(Table("a.toml", "data[0]", GOOD | changes))


def test_no_claim_without_a_source() -> None:
    """What nobody said is not in the catalogue."""
    with pytest.raises(CatalogueError, match="source: is missing"):
        data_fact(Table("a.toml", "data[0]", {key: value for key, value in GOOD.items() if key != "source"}))


def test_every_kind_has_names() -> None:
    """Each claim has Czech and English words."""
    assert set(DATA_NAMES) == set(DataKind)
