"""A tenant header is the vendor's, with what the office fills in, and nothing that could split a request."""

from __future__ import annotations

from typing import Any

import pytest

from allowlist.errors import CatalogueError
from allowlist.loader import packaged
from allowlist.table import Table
from allowlist.tenant import Tenant, tenant, twice

GOOD: dict[str, Any] = {
    "header": "X-Allowed",
    "value": "{tenant_id}:{policy_id}",
    "hosts": ["login.example", "*.app.example"],
    "source": "s",
}

BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"header": "X Allowed"}, "header: must have the shape", "a blank in a header's name"),
    ({"header": "X-Allowed:"}, "header: must have the shape", "a colon in it"),
    ({"header": "X-Allowed\r\nY"}, "header: must", "a line break in it"),
    ({"value": "{tenant id}"}, "value: must be printable", "a place with a blank"),
    ({"value": "{}"}, "value: must be printable", "a place without a name"),
    ({"value": "{open"}, "value: must be printable", "half a place"),
    ({"value": "a\nb"}, "value: must be printable", "a line break"),
    ({"value": "úřad"}, "value: must be printable", "a letter that is not ASCII"),
    ({"value": ""}, "value: must not be empty", "no value"),
    ({"hosts": []}, "hosts: must be a non-empty", "no host"),
    ({"hosts": ["*"]}, r"hosts: \* is not a canonical", "every host"),
    ({"hosts": ["Login.example"]}, "hosts: Login.example is not", "a host in capitals"),
    ({"hosts": ["example"]}, "hosts: example is not", "a top-level name"),
    ({"source": " "}, "source: must not be empty", "no source"),
    ({"more": 1}, "more: is not a key", "a key nobody asked for"),
]


def _read(data: dict[str, Any]) -> Tenant:
    return tenant(Table("tool.toml", "tenant[0]", data))


def test_good() -> None:
    """Places are named in their order and filled in."""
    made = _read(GOOD)
    assert made.places == ("tenant_id", "policy_id")
    assert made.fill({"tenant_id": "a", "policy_id": "b", "other": "c"}) == "a:b"
    assert made.fill({"tenant_id": "{policy_id}", "policy_id": "b"}) == "{policy_id}:b", "a value is not a template"
    assert _read(GOOD | {"value": "restrict-msa"}).fill({}) == "restrict-msa"


@pytest.mark.parametrize(("changes", "message", "why"), BAD, ids=[row[2] for row in BAD])
def test_bad(changes: dict[str, Any], message: str, why: str) -> None:
    """A rule that could not be sent as it stands is refused, by file and key."""
    with pytest.raises(CatalogueError, match=rf"^tool\.toml: tenant\[0\]\.{message}"):
        _read(GOOD | changes)


@pytest.mark.parametrize("value", ["", "a b", "a\r\nX: y", "a\x00", "á"])
def test_a_value_cannot_split_the_header(value: str) -> None:
    """What an administrator wrote is one header's value or an error that does not repeat it."""
    with pytest.raises(ValueError, match=r"^tenant_id must be printable ASCII without blanks$"):
        _read(GOOD).fill({"tenant_id": value, "policy_id": "b"})


def test_a_place_without_a_value_is_an_error() -> None:
    """A header is never sent half filled."""
    with pytest.raises(KeyError):
        _read(GOOD).fill({"tenant_id": "a"})


def test_one_value_per_host_and_header() -> None:
    """Two rules may set two headers on a host, but one header once."""
    one, other = _read(GOOD), _read(GOOD | {"header": "X-Other"})
    again = _read(GOOD | {"header": "x-allowed", "hosts": ["*.app.example"]})
    assert twice((one, other)) is None
    assert twice((one, again)) == "x-allowed on *.app.example"


def test_the_vendors_headers_are_in_the_catalogue() -> None:
    """The documented headers stand with their services."""
    headers = {(service.id, rule.header) for service in packaged().services.values() for rule in service.tenant}
    assert {
        ("chatgpt", "ChatGPT-Allowed-Workspace-Id"),
        ("openai", "OpenAI-Allowed-Organization-Ids"),
        ("claude", "anthropic-allowed-org-ids"),
        ("anthropic", "anthropic-allowed-org-ids"),
        ("m365-copilot", "sec-Restrict-Tenant-Access-Policy"),
        ("gemini", "X-GoogApps-Allowed-Domains"),
        ("gemini-code-assist", "X-GeminiCodeAssist-Allowed-Domains"),
        ("github-copilot", "sec-GitHub-allowed-enterprise"),
    } <= headers
