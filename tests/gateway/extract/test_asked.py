"""The rule: what several requests ask for is what each of them asks for, and what cannot be named stays so."""

from __future__ import annotations

import pytest

from gateway.batch import Asked
from gateway.extract import asked
from gateway.model import Segment

SERVER, NAME = "https://mcp.urad.example/spisy", "https://mcp.urad.example/spisy"

REQUESTS = [
    ("nothing", [("input",)], Asked()),
    ("a source that can be listed", [("tools", 0, "type"), ("tools", 0, "server_url")], Asked(frozenset({NAME}))),
    ("one that cannot", [("tools", 0, "type"), ("tools", 0, "server_url"), ("tools", 0, "proxy")], Asked(nameless=True)),
    ("a file", [("file_id",)], Asked(files=("file-1",))),
]
TEXTS = {"type": "mcp", "server_url": SERVER, "file_id": "file-1"}


@pytest.mark.parametrize(("why", "places", "expected"), REQUESTS, ids=[row[0] for row in REQUESTS])
def test_one(why: str, places: list[tuple[str | int, ...]], expected: Asked) -> None:
    """Sources by name, files by id."""
    assert asked.of([Segment(place, TEXTS.get(str(place[-1]), "x")) for place in places]) == expected, why


def test_several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each thing once; more than anybody would list counts as what cannot be listed."""
    some = [Asked(frozenset({"prompt:a"})), Asked(nameless=True), Asked(files=("b", "c")), Asked(files=("c",))]
    assert asked.together(some) == Asked(frozenset({"prompt:a"}), True, ("b", "c"))
    assert asked.together([]) == Asked()
    monkeypatch.setattr(asked, "MOST", 1)
    assert asked.together([Asked(files=("a",)), Asked(files=("a",))]) == Asked(files=("a",))
    assert asked.together([Asked(files=("a",)), Asked(files=("b",))]).nameless
