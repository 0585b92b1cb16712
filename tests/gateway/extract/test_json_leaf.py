"""Leaves and containers of JSON."""

from gateway.extract.json_leaf import Leaf, LeafKind, Node


def test_nothing_is_shown():
    """Neither a place nor a text shows in a repr: both may hold a name."""
    shown = repr((Leaf(("Jan Vzorny",), LeafKind.STRING, "secret", 0), Node(("Jan Vzorny",), is_object=True)))
    assert "Jan" not in shown
    assert "secret" not in shown
