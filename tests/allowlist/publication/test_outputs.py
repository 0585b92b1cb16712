"""Every output is made from one register, and says so when it cannot be made."""

from __future__ import annotations

import dataclasses
import json
from xml.etree.ElementTree import fromstring

import pytest

from allowlist.publication.outputs import OUTPUTS, Inputs
from support.register import NOW, register

GIVEN = Inputs(register("openai"), ("a.urad.example:8080", "b.urad.example:8080"), "https://celnice.urad.example", NOW)

NEEDS_PROXY = {"/proxy.pac", "/tools/squid.conf"}
NEEDS_BASE = {"/tools/chrome.json", "/tools/edge.json"}


def test_paths() -> None:
    """Each output has its path under the published list (or is the PAC file), a type and a file name."""
    assert all(path == output.path and (path.startswith("/tools") or path == "/proxy.pac") for path, output in OUTPUTS.items())
    assert len({output.file for output in OUTPUTS.values()}) == len(OUTPUTS)
    assert all(output.file.isascii() and '"' not in output.file for output in OUTPUTS.values())


@pytest.mark.parametrize("path", OUTPUTS)
def test_each_is_written(path: str) -> None:
    """Each is UTF-8 of its kind, the same for the same inputs, and names no person and no group."""
    made = OUTPUTS[path].write(GIVEN)
    text = made.decode("utf-8")
    assert made == OUTPUTS[path].write(GIVEN)
    assert "Pracovní skupina" not in text
    if path.endswith(".json"):
        json.loads(text)
    elif path.endswith(".atom"):
        fromstring(made)
    else:
        assert "chatgpt.com" in text
        assert text.isascii()


@pytest.mark.parametrize("path", OUTPUTS)
def test_what_is_missing_is_an_error(path: str) -> None:
    """Without a proxy, or without the console's address, no half output is written."""
    for missing, needed in ((dataclasses.replace(GIVEN, proxies=()), NEEDS_PROXY), (dataclasses.replace(GIVEN, base=""), NEEDS_BASE)):
        if path in needed:
            with pytest.raises(ValueError, match="proxy|URL"):
                OUTPUTS[path].write(missing)
        else:
            assert OUTPUTS[path].write(missing)


def test_the_feed_speaks_the_language_that_is_asked_for() -> None:
    """The language of the inputs is the feed's."""
    english = OUTPUTS["/tools.atom"].write(dataclasses.replace(GIVEN, language="en")).decode()
    assert "OpenAI API: approved" in english
