"""A method and a path lead to at most one operation, and only when every server would read them so."""

from __future__ import annotations

import pytest

from allowlist import operations
from allowlist.answers import Role
from allowlist.path import AmbiguousPath, PathFault, read
from allowlist.service import Operation


def _op(name: str, path: str, *methods: str, group: str = "api") -> Operation:
    return Operation(name, Role.PROMPT, methods or ("POST",), path, group)


INDEX = operations.build([
    _op("messages", "/v1/messages"),
    _op("count", "/v1/messages/count_tokens"),
    _op("one", "/v1/items/{id}"),
    _op("special", "/v1/items/special"),
    _op("tail", "/v1/items/{rest...}", "POST", "PUT"),
    _op("inner", "/v1/items/{id}/parts/{part}"),
    _op("verb", "/v1/models/x:generate"),
    _op("method", "/v1/models/{model}:count"),
    _op("other_method", "/v1/models/{model}"),
    _op("other_group", "/v1/messages", group="web"),
    _op("root", "/", "PUT"),
    _op("slashed", "/v1/slashed/"),
])  # fmt: skip

ROWS = [
    ("POST", "/v1/messages", "messages", "a literal path"),
    ("GET", "/v1/messages", None, "another method"),
    ("POST", "/v1/messages/count_tokens", "count", "a longer literal"),
    ("POST", "/v1/message", None, "a prefix is no match"),
    ("POST", "/v1/messagesx", None, "a longer name is no match"),
    ("POST", "/messages", None, "a suffix is no match"),
    ("POST", "/x/v1/messages", None, "a path in front"),
    ("POST", "/v1/items/7", "one", "one segment of any text"),
    ("POST", "/v1/items/special", "special", "a literal goes before a wildcard"),
    ("POST", "/v1/items/7/parts/8", "inner", "two wildcards go before the rest"),
    ("POST", "/v1/items/7/x", "tail", "the rest takes what nothing else takes"),
    ("POST", "/v1/items/7/x/y/z", "tail", "and any number of segments"),
    ("PUT", "/v1/items/7", "tail", "another method of the rest"),
    ("POST", "/v1/items", None, "the rest takes one segment at least"),
    ("POST", "/v1/items/", None, "a wildcard takes no empty segment"),
    ("POST", "/v1/models/x:generate", "verb", "a colon is a letter like others"),
    ("POST", "/v1/models/x:count", "method", "an ending goes before a wildcard"),
    ("POST", "/v1/models/a:b:count", "method", "whatever stands before the ending"),
    ("POST", "/v1/models/:count", "other_method", "something stands before the ending"),
    ("POST", "/v1/models/x:recount", "other_method", "a longer ending is another one"),
    ("POST", "/v1/models/x:count/y", None, "an ending ends its segment"),
    ("PUT", "/", "root", "the root"),
    ("POST", "/v1/slashed/", "slashed", "a slash at the end where the pattern has one"),
    ("POST", "/v1/slashed/x", None, "nothing behind it"),
    ("POST", "/v1/items/b%20c", "one", "an encoded blank in a wildcard"),
]

DIFFER = [
    ("POST", "/V1/messages", "other case"),
    ("POST", "/v1/Messages", "other case at the end"),
    ("POST", "/v1/messages/", "a trailing slash"),
    ("POST", "/v1/slashed", "a missing trailing slash"),
    ("POST", "/v1/items/special/", "a trailing slash after a literal"),
    ("POST", "/v1/items/Special", "case decides between a wildcard and a literal"),
    ("POST", "/v1/models/x%3Agenerate", "an encoded colon"),
    ("POST", "/v1/models/y%3Acount", "an encoded colon before an ending"),
    ("POST", "/v1/models/y:Count", "other case in an ending"),
    ("POST", "/v1/me%C5%BF%C5%BFages", "letters that fold to the operation's"),
    ("POST", "/v1/items/%EF%BD%93pecial", "a full-width letter turns the wildcard into a literal"),
]


@pytest.mark.parametrize(("method", "path", "name", "why"), ROWS, ids=[row[3] for row in ROWS])
def test_find(method: str, path: str, name: str | None, why: str) -> None:
    """The more specific pattern wins, whole segments only."""
    found = INDEX.find("api", method, read(path))
    assert (found.name if found else None) == name, why


@pytest.mark.parametrize(("method", "path", "why"), DIFFER, ids=[row[2] for row in DIFFER])
def test_readings_differ(method: str, path: str, why: str) -> None:
    """A path that a forgiving server takes for another operation is ambiguous."""
    with pytest.raises(AmbiguousPath) as caught:
        INDEX.find("api", method, read(path))
    assert caught.value.fault is PathFault.READINGS_DIFFER, why


def test_groups_are_apart() -> None:
    """An operation belongs to the hosts of its group."""
    found = INDEX.find("web", "POST", read("/v1/messages"))
    assert found is not None
    assert found.name == "other_group"
    assert INDEX.find("web", "POST", read("/v1/items/7")) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "v1",
        "/v1//x",
        "/v1//",
        "/{id}/",
        "/v1/..",
        "/v1/x.",
        "/a{id}",
        "/{id}b",
        "/{Id}",
        "/{rest...}/x",
        "/%41",
        "/a b",
        "/a;b",
        "/a?b",
        "/é",
    ],
)
def test_bad_patterns(text: str) -> None:
    """A pattern is written as canonical paths are: whole segments, nothing encoded."""
    with pytest.raises(ValueError, match=r"path pattern|segment"):
        operations.pattern(text)


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("/v1/x", "/v1/x", "the same path"),
        ("/v1/{a}", "/v1/{b}", "wildcards of other names"),
        ("/v1/x", "/V1/x", "a path that a forgiving server takes for the other"),
        ("/v1/{a...}", "/v1/{b...}", "two rests"),
        ("/v1/x", "/v1/x/", "with and without a slash at the end"),
    ],
)
def test_one_path_one_operation(first: str, second: str, why: str) -> None:
    """Two operations cannot share a method and a path."""
    with pytest.raises(ValueError, match="second"):
        operations.build([_op("first", first), _op("second", second)])
    assert operations.build([_op("first", first), _op("second", second, "PUT")]), why
