"""XML, safely."""

from __future__ import annotations

import pytest

from gateway.extract.documents.xml_tree import document_type, lines, local, parse
from gateway.model import OpaqueBody


def test_lines() -> None:
    """Elements, attributes, comments; inline elements are part of their parent's text."""
    root = parse(b'<a xmlns="u" x="1"><!-- c --><b>7103<i>19</i>/2745</b><d>t</d></a>')
    assert list(lines(root)) == ["x: 1", "c", "b: 710319/2745", "d: t"]
    assert local(root) == "a"


def test_entities() -> None:
    """Only where a document may define them, and only what it says itself."""
    content = b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'
    assert list(document_type(parse(content, entities=True))) == ["x"]
    with pytest.raises(OpaqueBody, match="broken_document"):
        parse(content)
