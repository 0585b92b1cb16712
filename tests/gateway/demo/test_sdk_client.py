"""The SDK client's way of gathering answers; the SDKs themselves are met in tests/end_to_end."""

from types import SimpleNamespace as Is

from gateway.demo.sdk_client import Gathered


def test_openai_stream() -> None:
    """Text and tool arguments of chunks join; the first text is told once."""
    told: list[int] = []
    gathered = Gathered(lambda: told.append(1))
    for delta in (
        Is(content="a", tool_calls=None),
        Is(content="b", tool_calls=[Is(function=Is(name="n", arguments='{"x"'))]),
        Is(content=None, tool_calls=[Is(function=Is(name=None, arguments=":1}"))]),
    ):
        gathered.add("openai", Is(choices=[Is(delta=delta)]))
    assert (gathered.text, gathered.tools, told) == ("ab", [{"name": "n", "arguments": '{"x":1}'}], [1])


def test_anthropic_stream() -> None:
    """Text and input of named events join."""
    gathered = Gathered(lambda: None)
    gathered.add("anthropic", Is(type="content_block_start", content_block=Is(type="tool_use", name="n")))
    gathered.add("anthropic", Is(type="content_block_delta", delta=Is(type="input_json_delta", partial_json="{}")))
    gathered.add("anthropic", Is(type="content_block_delta", delta=Is(type="text_delta", text="a")))
    gathered.add("anthropic", Is(type="message_stop"))
    assert (gathered.text, gathered.tools) == ("a", [{"name": "n", "arguments": "{}"}])


def test_whole_answers() -> None:
    """Answers that come at once are read the same."""
    gathered = Gathered(lambda: None)
    message = Is(content="a", tool_calls=[Is(function=Is(name="n", arguments="{}"))])
    gathered.whole("openai", Is(choices=[Is(message=message)]))
    gathered.whole("anthropic", Is(content=[Is(type="text", text="b"), Is(type="tool_use", name="m", input={"č": 1})]))
    assert gathered.text == "ab"
    assert gathered.tools[1] == {"name": "m", "arguments": '{"č": 1}'}
