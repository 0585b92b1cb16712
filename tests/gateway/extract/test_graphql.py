"""GraphQL documents and operations."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import graphql, json_format
from support.wire import body, opaque

DOCUMENT = rb'mutation { send(text: "Eva \u004eov\u00e1", note: """v-block""") { id } }'


def test_a_bare_document():
    """The document is scanned as written and with its escapes decoded, and can be changed."""
    read = graphql.read(body(DOCUMENT, graphql.MEDIA))
    segments, _ = read.segments()
    assert "Eva Nová" in segments[1].text
    assert "v-block" in segments[0].text
    assert read.rebuild({}) == DOCUMENT
    assert read.rebuild({segments[0].place: "{ a }"}) == b"{ a }"
    assert opaque(graphql.read, body(b"\xff", graphql.MEDIA)) == "charset"


def test_variables_in_a_string_are_opened():
    """The JSON in a string is read by the layers every JSON body has."""
    read = json_format.read(body({"query": "{ a }", "variables": '{"query": "v-question"}'}))
    assert "v-question" in [leaf.text for _, leaf in read.leaves]


@given(st.text())
def test_any_document_comes_back(text):
    """Unchanged it is the same bytes."""
    content = text.encode("utf-8", "surrogatepass")
    if opaque(graphql.read, body(content, graphql.MEDIA)) is None:
        assert graphql.read(body(content, graphql.MEDIA)).rebuild({}) == content
