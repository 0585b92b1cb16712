"""The rule: what could be read as another source, or as two, has no name, and so nobody can approve it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.extract import source_name

LISTED = "https://mcp.urad.example/spisy"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (LISTED, "as it is listed"),
        ("HTTPS://MCP.urad.example/spisy", "scheme and host have no case"),
        ("https://mcp.urad.example:443/spisy", "the port that https has anyway"),
    ],
)
def test_the_same_server(text: str, why: str) -> None:
    """Spellings of one and the same server (RFC 3986 § 6.2)."""
    assert source_name.server(text) == LISTED, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("https://MCP.urad.example./spisy", "a dot behind the host: another site to many servers"),
        ("https://mcp.urad.example", "another path"),
        ("https://mcp.urad.example/", "another path"),
        ("https://mcp.urad.example/spisy/", "below"),
        ("https://mcp.urad.example/spisy/x", "below"),
        ("https://mcp.urad.example/Spisy", "a path has a case"),
        ("https://mcp.urad.example//spisy", "an empty part"),
        ("https://mcp.urad.example/./spisy", "a part that goes nowhere"),
        ("https://mcp.urad.example/x/../spisy", "a part that goes back"),
        ("https://mcp.urad.example/spisy/..", "a part that goes back, at the end"),
        ("https://mcp.urad.example/spisy/..;/x", "what some servers take for going back"),
        ("https://mcp.urad.example/%2e%2e/spisy", "the same in percent signs"),
        ("https://mcp.urad.example/%73pisy", "a letter in percent signs"),
        ("https://mcp%2eurad.example/spisy", "a dot in percent signs"),
        ("https://mcp.urad.example/spisy?project=x", "a query says what is read"),
        ("https://mcp.urad.example/spisy?", "an empty one"),
        ("https://mcp.urad.example/spisy#x", "a fragment"),
        ("https://jana@mcp.urad.example/spisy", "a user"),
        ("https://mcp.urad.example@evil.example/spisy", "the host as a user"),
        ("https://mcp.urad.example\\@evil.example/spisy", "a backslash, which some read as a slash"),
        ("https:\\\\mcp.urad.example/spisy", "backslashes"),
        ("https:/mcp.urad.example/spisy", "one slash"),
        ("https:mcp.urad.example/spisy", "none"),
        ("https:///mcp.urad.example/spisy", "no host"),
        ("//mcp.urad.example/spisy", "no scheme"),
        ("http://mcp.urad.example/spisy", "no TLS"),
        ("wss://mcp.urad.example/spisy", "another scheme"),
        ("https://mcp.urad.example:8443/spisy", "another port"),
        ("https://mcp.urad.example:0443/spisy", "the port with a zero before it"),
        ("https://mcp.urad.example:/spisy", "an empty port"),
        ("https://mcp.urad.example:65979/spisy", "a port that is none, and 443 in sixteen bits"),
        ("https://mcp.urad.example.evil.example/spisy", "beside"),
        ("https://evil-mcp.urad.example/spisy", "beside"),
        ("https://x.mcp.urad.example/spisy", "below the host"),
        ("https://urad.example/spisy", "above the host"),
        ("https://mcp.úřad.example/spisy", "letters that are not ASCII"),
        ("https://mcp.urаd.example/spisy", "a Cyrillic letter"),
        ("https://mcp.urad。example/spisy", "a Japanese full stop"),
        ("https://ｍcp.urad.example/spisy", "a full-width letter"),
        ("https://mcp.urad.example/spisy ", "a space"),
        (" https://mcp.urad.example/spisy", "a space before it"),
        ("https://mcp.urad.example/spisy\n", "a line's end"),
        ("https://mcp.urad\t.example/spisy", "a tab, which browsers leave out"),
        ("https://mcp.urad.example/spisy\x00", "a zero"),
        ("", "nothing"),
    ],
)  # fmt: skip
def test_another_server(text: str, why: str) -> None:
    """Another server, or a spelling that two programs may read as two servers."""
    assert source_name.server(text) != LISTED, why


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f.1", "2130706433", "[::1]", "a..b", "-", "."])
def test_no_host(host: str) -> None:
    """An address in numbers is nobody's name."""
    assert source_name.server(f"https://{host}/mcp") is None


@given(st.text(max_size=30), st.text(alphabet="/.:@%?#\\;x", max_size=8), st.text(max_size=10))
def test_no_other_text_is_that_server(before: str, between: str, behind: str) -> None:
    """Whatever is written around a listed address: it is the same only in the spellings that mean the same."""
    text = f"{before}https://mcp.urad.example{between}spisy{behind}"
    assert source_name.server(text) != LISTED or text.lower() == LISTED


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("gs://urad-spisy/a.pdf", "gs://urad-spisy", "an object"),
        ("gs://urad-spisy/2026/Příloha č. 1.pdf".replace(" ", "_"), "gs://urad-spisy", "in a folder, with Czech letters"),
        ("s3://urad-spisy/a.pdf", "s3://urad-spisy", "Amazon's"),
        ("gs://urad-spisy-jine/a.pdf", "gs://urad-spisy-jine", "a bucket whose name begins like it"),
        ("gs://urad-spisy", None, "no object"),
        ("gs://urad-spisy/", None, "no object"),
        ("gs://urad-spisy/../jine/a", None, "a part that goes back"),
        ("gs://urad-spisy/%2e%2e/jine/a", None, "percent signs"),
        ("gs://urad-spisy//a", None, "an empty part"),
        ("gs://urad-spisy\\jine/a", None, "a backslash"),
        ("gs://urad-spisy@jine/a", None, "a user"),
        ("gs://URAD-spisy/a", None, "buckets have small letters"),
        ("GS://urad-spisy/a", None, "as the references write it"),
        ("https://storage.googleapis.com/urad-spisy/a", None, "another way to the same object"),
    ],
)
def test_buckets(text: str, name: str | None, why: str) -> None:
    """An object of a bucket is known by its bucket."""
    assert source_name.bucket(text) == name, why


@pytest.mark.parametrize(
    ("endpoint", "index", "name", "why"),
    [
        ("https://urad.search.windows.net", "spisy", "index:https://urad.search.windows.net/indexes/spisy", "as Azure shows it"),
        ("https://Urad.search.windows.net/", "spisy", "index:https://urad.search.windows.net/indexes/spisy", "with a slash"),
        ("https://urad.search.windows.net/x", "spisy", None, "a path"),
        ("https://urad.search.windows.net", "spisy/../jine", None, "an index that leaves its place"),
        ("https://urad.search.windows.net", "", None, "no index"),
        ("http://urad.search.windows.net", "spisy", None, "no TLS"),
    ],
)
def test_indexes(endpoint: str, index: str, name: str | None, why: str) -> None:
    """An index is known by its service and its name there."""
    assert source_name.azure_index(endpoint, index) == name, why


STORE = "projects/p/locations/eu/collections/default_collection/dataStores/spisy"


@pytest.mark.parametrize("text", [STORE, "projects/1/locations/eu/ragCorpora/2"])
def test_resources(text: str) -> None:
    """Google's resource names, whole."""
    assert source_name.resource(text) == f"index:{text}"
    for odd in (f"{text}/", f"/{text}", f"{text}/../x", text.replace("/p", "//p", 1).replace("/1", "//1", 1), f"{text} ", f"{text}%2e"):
        assert source_name.resource(odd) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (LISTED, LISTED),
        ("https://MCP.urad.example", "https://mcp.urad.example/"),
        ("connector:connector_gmail", "connector:connector_gmail"),
        ("prompt:pmpt_1", "prompt:pmpt_1"),
        ("index:https://urad.search.windows.net/indexes/spisy", "index:https://urad.search.windows.net/indexes/spisy"),
        (f"index:{STORE}", f"index:{STORE}"),
        ("gs://urad-spisy", "gs://urad-spisy"),
        ("s3://urad-spisy", "s3://urad-spisy"),
    ],
)
def test_entries(text: str, name: str) -> None:
    """An entry of the policy means the name that a request's source has."""
    assert source_name.entry(text) == name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("https://mcp.urad.example./", "without a dot behind it"),
        ("https://mcp.úřad.example/", "in ASCII"),
        ("http://mcp.urad.example/", "is no source; there are https"),
        ("connector_gmail", "connector:ID"),
        ("connector:", "no id of a connector"),
        ("connector:*", "no id of a connector"),
        ("prompt:a b", "no id of a stored prompt"),
        ("index:spisy", "is no index"),
        ("index:https://urad.search.windows.net/spisy", "is no index"),
        ("gs://urad-spisy/", "its name alone"),
        ("gs://*", "its name alone"),
        ("s3://urad-spisy/a", "its name alone"),
        ("*", "is no source"),
        ("", "is no source"),
    ],
)
def test_wrong_entries(text: str, said: str) -> None:
    """Said in plain words, and no pattern is one."""
    with pytest.raises(ValueError, match=said):
        source_name.entry(text)


@pytest.mark.parametrize("text", ["", "a b", "a/b", "a\n", "é", "..", "-x", "a%62"])
def test_ids(text: str) -> None:
    """An id is what a provider makes, and nothing else."""
    assert source_name.connector(text) is None
    assert source_name.prompt(text) is None
