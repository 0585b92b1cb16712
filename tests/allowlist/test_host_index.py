"""A host belongs to a service by whole labels, and to one service only."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allowlist.answers import Role
from allowlist.errors import CatalogueError
from allowlist.host import InvalidHost, canonical
from allowlist.host_index import HostIndex, build
from allowlist.loader import packaged
from allowlist.service import Category, HostGroup, Service


def _service(name: str, *hosts: str) -> Service:
    return Service(name, name, "Vendor", "CZ", Category.CHAT, ("x",), (HostGroup("all", Role.PROMPT, hosts),))


INDEX = build([_service("a", "a.example", "*.a.example", "x.deep.a.example"), _service("b", "*.b.example"), _service("c", "notb.example")])

ROWS = [
    ("a.example", "a", "the exact name"),
    ("www.a.example", "a", "one label in front"),
    ("w.w.w.a.example", "a", "several labels in front"),
    ("b.example", None, "a wildcard is not the name itself"),
    ("x.b.example", "b", "a wildcard alone"),
    ("notb.example", "c", "a suffix that is no label"),
    ("notx.b.example", "b", "any label"),
    ("xb.example", None, "a suffix of letters is no match"),
    ("a.example.evil.test", None, "the name in front of another"),
    ("a.example-evil.test", None, "the name as a part of a label"),
    ("example", None, "the parent"),
    ("a", None, "one label"),
    ("aa.example", None, "a letter more"),
    ("*.a.example", "a", "not canonical, so never asked; the index is no judge of hosts"),
]


@pytest.mark.parametrize(("host", "service", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_find(host: str, service: str | None, why: str) -> None:
    """Exact names and explicit wildcards match whole labels, nothing else does."""
    owner = INDEX.find(host)
    assert (owner.service if owner else None) == service, why


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("x.example", "x.example", "the same name"),
        ("*.x.example", "*.x.example", "the same wildcard"),
        ("*.x.example", "y.x.example", "a name under a wildcard"),
        ("y.x.example", "*.x.example", "the same, the other way round"),
        ("*.x.example", "*.y.x.example", "a wildcard under a wildcard"),
        ("*.x.example", "a.b.c.x.example", "a name far under a wildcard"),
    ],
)
def test_two_services_never_share_a_host(first: str, second: str, why: str) -> None:
    """Hosts that two services could claim are refused at the start."""
    with pytest.raises(CatalogueError, match=r"is also claimed by|lies under a wildcard of"):
        build([_service("one", first), _service("two", second)])
    if first != second:
        assert build([_service("one", first, second)]), why


def test_neighbours_are_no_overlap() -> None:
    """A name and the wildcard over it cover different hosts."""
    index = build([_service("one", "x.example"), _service("two", "*.x.example")])
    assert [owner.service for owner in (index.find("x.example"), index.find("y.x.example")) if owner] == ["one", "two"]


class _Counted(dict[str, object]):
    """A dictionary that counts how often it is asked."""

    asked = 0

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        self.asked += 1
        return super().get(key, default)


@pytest.mark.parametrize("services", [1, 1000])
def test_a_lookup_costs_labels_and_not_services(services: int) -> None:
    """With a thousand services a lookup asks no more often than with one: once, and once for each parent name."""
    index = build([_service(f"s{number}", f"api.s{number}.example", f"*.cdn.s{number}.example") for number in range(services)])
    for host, most in (("api.s0.example", 1), ("a.cdn.s0.example", 2), ("a.b.cdn.s0.example", 3), ("www.elsewhere.test", 3)):
        exact, under = _Counted(index.exact), _Counted(index.under)
        HostIndex(exact, under).find(host)  # type: ignore[arg-type]
        assert exact.asked + under.asked <= most, host


NAMES = sorted(packaged().hosts.exact) + [f"*.{name}" for name in packaged().hosts.under]
LABELS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=12)


def _covered(host: str) -> bool:
    """The rule written a second time, as plainly as it goes: whole labels, compared one by one."""
    labels = host.split(".")
    for name in NAMES:
        want = name.split(".")
        if want[0] != "*" and labels == want:
            return True
        if want[0] == "*" and len(labels) >= len(want) and labels[-len(want) + 1 :] == want[1:]:
            return True
    return False


def _mangled(name: str, other: str, at: int) -> st.SearchStrategy[str]:
    bare = name.removeprefix("*.")
    return st.sampled_from([
        f"{other}{bare}", f"{bare}{other}", f"{bare}.{other}", f"{other}.{bare}", f"{other}-{bare}", bare.replace(".", other, 1),
        bare[:at] + other + bare[at:], bare[1:], bare[:-1], bare.replace(".", ""), f"{bare}.{bare}", f"{other}.{bare}.{other}",
    ])  # fmt: skip


@settings(deadline=None)
@given(st.data())
def test_no_host_outside_a_tools_labels_ever_matches(data: st.DataObject) -> None:
    """Over the real catalogue: whatever is glued to, cut from or put into a tool's host, it matches by whole labels or not at all."""
    name, other, at = data.draw(st.sampled_from(NAMES)), data.draw(LABELS), data.draw(st.integers(0, 30))
    text = data.draw(_mangled(name, other, at) | st.text(max_size=30))
    try:
        host = canonical(text)
    except InvalidHost:
        return
    assert (packaged().hosts.find(host) is not None) == _covered(host)


def test_a_label_of_the_client_is_never_the_catalogues_name() -> None:
    """Under a wildcard only the wildcard may be written down: the label in front of it is the client's, and may hold anything."""
    hosts = packaged().hosts
    assert hosts.pattern("api.openai.com") == "api.openai.com"
    assert hosts.pattern("jan-novak.claude.ai") in {"*.claude.ai", None}
    assert all(hosts.pattern(f"jan-novak.{name}") == f"*.{name}" for name in hosts.under)
    assert hosts.pattern("example.com") is None
