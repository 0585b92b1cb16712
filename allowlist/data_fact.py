"""What a vendor says of the data it is given: used for training or not, kept in the Union or not. A claim with its source, no finding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from allowlist.table import Table


class DataKind(StrEnum):
    """What the claim is about."""

    NO_TRAINING = "no_training"
    """Content of this plan trains no models."""
    TRAINING = "training"
    """Content of this plan trains models, and only another plan ends that."""
    TRAINING_OPT_OUT = "training_opt_out"
    """Content of this plan trains models unless somebody objects."""
    EU_RESIDENCY = "eu_residency"
    """Content of this plan is kept, or also processed, in the European Union."""


DATA_NAMES = {
    DataKind.NO_TRAINING: ("netrénuje na vašich datech", "does not train on content"),
    DataKind.TRAINING: ("trénuje na vašich datech", "trains on content"),
    DataKind.TRAINING_OPT_OUT: ("trénuje na vašich datech, dokud nevznesete námitku", "trains on content unless you object"),
    DataKind.EU_RESIDENCY: ("data v\u00a0Evropské unii", "data in the European Union"),
}
"""Czech and English, for people."""


@dataclass(frozen=True, slots=True)
class DataFact:
    """One claim, for one plan of the vendor's. The working group checks it before it relies on it: plans and terms change."""

    kind: DataKind
    plan: str
    source: str


def data_fact(table: Table) -> DataFact:
    """Reads one table of a catalogue file. Raises :class:`~allowlist.errors.CatalogueError`."""
    kind = table.required("kind")
    if kind not in set(DataKind):
        raise table.fault("kind", f"must be one of {', '.join(sorted(DataKind))}")
    made = DataFact(DataKind(kind), table.required("plan"), table.required("source"))
    table.done()
    return made
