"""The key of a conversation that a request names."""

from gateway.extract.named import conversation_key


def test_keys():
    """Equal ids give equal keys, parts are not run together, and a key shows nothing of its id."""
    key = conversation_key("a", "conv_1")
    assert key == conversation_key("a", "conv_1")
    assert len({key, conversation_key("b", "conv_1"), conversation_key("ac", "onv_1"), conversation_key("a", "conv_2")}) == 4
    assert len(key) == 32
    assert "conv" not in key
