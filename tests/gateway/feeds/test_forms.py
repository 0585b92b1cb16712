"""Forms."""

from __future__ import annotations

import json

import pytest

from gateway.feeds.forms import FORMS
from support.feeds import case_outgoing, outgoing


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "made", [outgoing(1), case_outgoing(), outgoing(1, operation="řádek\nnový\x00\u2028")], ids=["event", "case", "odd"]
)
def test_each_is_one_line(form, made):
    """Whatever stands in an event, it is one line in every form."""
    media, write = FORMS[form]
    text = write(made.event)
    assert media
    assert len(text.splitlines()) == 1
    if form != "cef":
        assert text.isascii()
        json.loads(text)
