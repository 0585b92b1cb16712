import pytest

from gateway.record.hold import HoldError, running
from gateway.store.holds import HoldStore
from support.events import FIRST


def test_history(url):
    """Holds are kept with who and why; what stands is refused."""
    store = HoldStore(url)
    store.put("case:2026-0001", held=True, who="A", why="spor", now=FIRST)
    with pytest.raises(HoldError, match="already"):
        store.put("case:2026-0001", held=True, who="B", why="spor")
    assert running(store.steps()) == {"case:2026-0001"}
    store.put("case:2026-0001", held=False, who="B", why="konec sporu")
    assert running(store.steps()) == frozenset()
    assert [(step.number, step.held, step.who) for step in store.steps()] == [(1, True, "A"), (2, False, "B")]
    store.close()
