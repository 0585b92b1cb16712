"""A catalogue file has the schema's keys and no other, and claims no more than is its own."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from allowlist import schema
from allowlist.answers import Role
from allowlist.errors import CatalogueError
from allowlist.service import Category

GOOD = """
id = "tool"
name = "Tool"
vendor = "Vendor"
country = "CZ"
category = "chat"
source = ["the vendor's documentation"]
practices = ["face_scraping"]
tenant = [{ header = "X-Only", value = "{ids}", hosts = ["api.tool.example"], source = "s" }]
data = [{ kind = "no_training", plan = "all", source = "s" }]
entrance = "api.tool.example"

[[hosts]]
group = "api"
role = "prompt"
names = ["api.tool.example", "*.deep.tool.example"]
ports = [443, 8443]

[[operations]]
name = "chat"
role = "prompt"
methods = ["POST"]
path = "/v1/chat/{id}"
group = "api"
format = "openai_chat"

[[bans]]
since = 2025-07-09
until = 2026-07-09
law = "zákon"
law_en = "law"
scope = "někdo"
scope_en = "some"

[[shared]]
name = "shared.example"
paths = ["/tool/{rest...}"]
note = "carries other things"
"""

BAD = [
    ('id = "tool"', 'id = "Tool"', "id: must have the shape", "capitals in an id"),
    ('id = "tool"', 'id = "tools"', "id: must be the name of the file", "an id that is not the file's name"),
    ('name = "Tool"', "", "name: is missing", "a missing key"),
    ('country = "CZ"', 'country = "Czechia"', "country: must have the shape", "a country that is no code"),
    ('category = "chat"', 'category = "fun"', "category: must be one of", "an unknown category"),
    ('source = ["the vendor\'s documentation"]', "source = []", "source: must be a non-empty list", "facts without a source"),
    ('vendor = "Vendor"', 'vendor = "Vendor"\nvendro = "x"', "vendro: is not a key", "a misspelt key"),
    ("ports = [443, 8443]", "port = 443", r"hosts\[0\].port: is not a key", "a misspelt key inside"),
    ('entrance = "api.tool.example"', 'entrance = "x.deep.tool.example"', "entrance: must be", "an entrance only a wildcard covers"),
    ('entrance = "api.tool.example"', 'entrance = "other.example"', "entrance: must be", "an entrance of somebody else"),
    ('role = "prompt"\nnames', 'role = "all"\nnames', r"hosts\[0\].role: must be one of", "an unknown role"),
    ('role = "prompt"\nnames', 'role = "unknown"\nnames', r"hosts\[0\].role: must be one of", "unknown is no role to give"),
    ('"api.tool.example", "', '"API.tool.example", "', "is not a lower-case ASCII host", "capitals in a host"),
    ('"api.tool.example", "', '"api.tool.example.", "', "is not a lower-case ASCII host", "a trailing dot"),
    ('"api.tool.example", "', '"127.0.0.1", "', "is not a lower-case ASCII host", "an address"),
    ('"api.tool.example", "', '"api.tool.example:443", "', "is not a lower-case ASCII host", "a port"),
    ('"api.tool.example", "', '"tool", "', "of two or more labels", "one label"),
    ('"*.deep.tool.example"', '"*.example"', "of two or more labels", "a wildcard over a top-level name"),
    ('"*.deep.tool.example"', '"*"', "is not a lower-case ASCII host", "a wildcard over everything"),
    ('"*.deep.tool.example"', '"deep.*.example"', "is not a lower-case ASCII host", "a wildcard inside"),
    ('"*.deep.tool.example"', '"*deep.tool.example"', "is not a lower-case ASCII host", "half a wildcard"),
    ('"*.deep.tool.example"', '"*.*.tool.example"', "is not a lower-case ASCII host", "two wildcards"),
    ('"*.deep.tool.example"', '"přehled.example"', "is not a lower-case ASCII host", "a host that is not ASCII"),
    ('"*.deep.tool.example"', '"*.google.com"', "no AI tool", "a wildcard over other traffic"),
    ('"*.deep.tool.example"', '"office.com"', "no AI tool", "a name of other traffic"),
    ("[443, 8443]", "[0]", "ports: must be", "no such port"),
    ("ports = [443, 8443]", 'claim = "always"', "claim: must have the shape", "a claim of another sort"),
    ('name = "chat"', 'name = "static"', "name: is reserved", "a name that matching gives"),
    ('methods = ["POST"]', 'methods = ["post"]', "methods: must be of", "a method in lower case"),
    ('methods = ["POST"]', 'methods = ["TRACE"]', "methods: must be of", "a method that is never let through"),
    ('path = "/v1/chat/{id}"', 'path = "/v1//chat"', "path: a segment is", "a pattern no path can have"),
    ('group = "api"\nformat', 'group = "web"\nformat', "group: names no group", "a group that is not there"),
    ('role = "prompt"\nmethods', 'role = "auth"\nmethods', "format: only a prompt", "a wire format for sign-in"),
    ('format = "openai_chat"', 'format = "OpenAI"', "format: must have the shape", "a format that is no module name"),
    ("since = 2025-07-09", 'since = "2025"', "since: must be a date", "a quoted date"),
    ("until = 2026-07-09", "until = 2025-01-01", "until: lies before since", "a ban that ends before it begins"),
    ('law_en = "law"', "", "law_en: is missing", "a ban that does not name its law"),
    ('scope_en = "some"', "", "scope: is in one language only", "whom a ban binds, in Czech alone"),
    ('"face_scraping"', '"face_search"', "practices: face_search is not in prohibited.toml", "a practice nobody listed"),
    ('["face_scraping"]', "[]", "practices: must be a non-empty list", "no practice at all"),
    ('header = "X-Only"', 'header = "X Only"', "header: must have the shape", "a header that is none"),
    ('kind = "no_training"', 'kind = "good"', "kind: must be one of", "a claim outside the closed set"),
    ('paths = ["/tool/{rest...}"]', 'paths = ["tool"]', "path: a path pattern begins", "a shared path that is no pattern"),
]


def test_good() -> None:
    """Every key of the schema arrives in its value."""
    made = schema.service("tool.toml", tomllib.loads(GOOD))
    assert (made.id, made.category, made.entrance) == ("tool", Category.CHAT, "api.tool.example")
    assert made.hosts[0].ports == (443, 8443)
    assert not made.hosts[0].only_approved
    assert schema.service("tool.toml", tomllib.loads(GOOD.replace("ports =", 'claim = "approved"\nports ='))).hosts[0].only_approved
    assert made.operations[0].format == "openai_chat"
    assert made.operations[0].role is Role.PROMPT
    assert made.bans[0].until == date(2026, 7, 9)
    assert made.bans[0].scope_en == "some"
    assert made.shared[0].name == "shared.example"
    assert made.tenant[0].places == ("ids",)
    assert made.data[0].plan == "all"


def test_a_practice_is_a_ban() -> None:
    """The law of a forbidden practice stands beside the decisions that name the service."""
    made = schema.service("tool.toml", tomllib.loads(GOOD))
    assert made.practices == ("face_scraping",)
    assert [(ban.since, ban.until) for ban in made.bans] == [(date(2025, 7, 9), date(2026, 7, 9)), (date(2025, 2, 2), None)]
    assert "2024/1689" in made.bans[1].law


def test_one_header_is_set_once() -> None:
    """Two values for one header on one host leave open which holds."""
    data = tomllib.loads(GOOD)
    data["tenant"] = [*data["tenant"], data["tenant"][0]]
    with pytest.raises(CatalogueError, match="tenant: sets X-Only on api.tool.example twice"):
        schema.service("tool.toml", data)


@pytest.mark.parametrize(("old", "new", "message", "why"), BAD, ids=[row[3] for row in BAD])
def test_bad(old: str, new: str, message: str, why: str) -> None:
    """A file that breaks the schema stops the start, and the error names file and key."""
    assert old in GOOD, why
    with pytest.raises(CatalogueError, match=rf"^tool\.toml: .*{message}"):
        schema.service("tool.toml", tomllib.loads(GOOD.replace(old, new, 1)))


@pytest.mark.parametrize(("table", "message"), [("hosts", "two groups"), ("operations", "two operations")])
def test_names_are_given_once(table: str, message: str) -> None:
    """Groups and operations have names of their own."""
    data = tomllib.loads(GOOD)
    data[table] = [*data[table], data[table][0]]
    with pytest.raises(CatalogueError, match=message):
        schema.service("tool.toml", data)


def test_operations_do_not_overlap() -> None:
    """Two operations with one method and path are refused, and named."""
    data = tomllib.loads(GOOD)
    data["operations"] = [*data["operations"], data["operations"][0] | {"name": "again"}]
    with pytest.raises(CatalogueError, match="again has the method and path of another"):
        schema.service("tool.toml", data)


HANDED = """
[[handed_out]]
name = "file.put"
source = "chat"
leaf = "upload_url"
names = ["*.store.example", "one.other.example"]
methods = ["PUT"]
format = "page_upload"
"""

BAD_HANDED = [
    ('source = "chat"', 'source = "other"', "source: names no operation", "an operation nobody knows"),
    ('name = "file.put"', 'name = "chat"', "name: is reserved, or an operation's", "the name of an operation"),
    ('name = "file.put"', 'name = "static"', "name: is reserved, or an operation's", "a name that matching gives"),
    ('leaf = "upload_url"', 'leaf = "a.b"', "leaf: must have the shape", "a path in place of a leaf"),
    ('methods = ["PUT"]', 'methods = ["GET"]', "methods: must be of PUT, POST, PATCH", "a method that uploads nothing"),
    ('"*.store.example"', '"*.amazonaws.com"', "would take in traffic", "a whole cloud"),
    ('"*.store.example"', '"*.Store.example"', "is not a lower-case ASCII host", "capitals in a host"),
    ('format = "page_upload"', "", "format: is missing", "what nobody reads"),
    ('leaf = "upload_url"', 'leaf = "upload_url"\nleave = "x"', "leave: is not a key", "a misspelt key"),
]


def test_handed_out() -> None:
    """Addresses that a service hands out have hosts, of which a wildcard takes whole labels only; the leaf may be any."""
    made = schema.service("tool.toml", tomllib.loads(GOOD + HANDED)).handed_out[0]
    assert (made.name, made.source, made.leaf, made.methods) == ("file.put", "chat", "upload_url", ("PUT",))
    hosts = ("a.store.example", "a.b.store.example", "one.other.example", "store.example", "astore.example", "two.other.example")
    assert [made.pattern(host) for host in hosts] == ["*.store.example", "*.store.example", "one.other.example", None, None, None]
    assert schema.service("tool.toml", tomllib.loads(GOOD + HANDED.replace('leaf = "upload_url"', ""))).handed_out[0].leaf is None


@pytest.mark.parametrize(("old", "new", "message", "why"), BAD_HANDED, ids=[why for _, _, _, why in BAD_HANDED])
def test_bad_handed_out(old: str, new: str, message: str, why: str) -> None:
    """A wrong table of addresses names its key."""
    with pytest.raises(CatalogueError, match=message):
        schema.service("tool.toml", tomllib.loads(GOOD + HANDED.replace(old, new)))
