"""The fewest names that cover exactly the catalogue."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from allowlist.answers import Role
from allowlist.loader import packaged
from allowlist.publication.names import Names, names
from allowlist.service import Category, HostGroup, Service
from support.published import expected


def _service(*hosts: str) -> Service:
    return Service("s", "S", "V", "CZ", Category.CHAT, ("x",), (HostGroup("all", Role.PROMPT, hosts),))


def _says(known: Names, host: str) -> bool:
    labels = host.split(".")
    return host in known.exact or any(".".join(labels[at:]) in known.under for at in range(1, len(labels)))


def test_three_kinds() -> None:
    """A name with all below it, one alone, and what is below one; what a wildcard covers is not said again."""
    known = names([_service("a.example", "*.a.example", "x.a.example", "*.y.a.example", "b.example", "*.c.example")])
    assert known.exact == ("a.example", "b.example")
    assert known.under == ("a.example", "c.example")
    assert (known.whole, known.only_exact, known.only_under) == (("a.example",), ("b.example",), ("c.example",))
    assert known.named == ("a.example", "b.example", "x.a.example")


def test_the_catalogue_is_covered_exactly() -> None:
    """For every host, catalogued or not, the names say what the catalogue says."""
    known = names(packaged().services.values())
    want = expected()
    assert {host: _says(known, host) for host in want} == want


PARTS = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(".".join)


@settings(deadline=None)
@given(st.sets(st.tuples(st.sampled_from(["", "*."]), PARTS).map("".join), min_size=1, max_size=6), PARTS)
def test_nothing_is_redundant_and_nothing_is_lost(hosts: set[str], host: str) -> None:
    """For any set of names: the same hosts are covered, and no name is covered by another."""
    known = names([_service(*hosts)])
    labels = host.split(".")
    assert _says(known, host) == (host in hosts or any("*." + ".".join(labels[at:]) in hosts for at in range(1, len(labels))))
    for one in (*known.exact, *known.under):
        parents = one.split(".")
        assert not any(".".join(parents[at:]) in known.under for at in range(1, len(parents)))
