"""The catalogue that ships is whole, and a broken one stops the start."""

from __future__ import annotations

from datetime import date
from importlib import resources

import pytest

from allowlist.answers import Role
from allowlist.errors import CatalogueError
from allowlist.loader import load, packaged
from allowlist.schema import BROAD
from allowlist.service import Category
from gateway.extract.registry import formats, sockets

EXPECTED = {
    "openai", "anthropic", "demo", "chatgpt", "claude", "gemini", "gemini-api", "microsoft-copilot", "m365-copilot", "mistral", "le-chat",
    "perplexity", "grok", "deepl", "deepseek", "duck-ai", "github-copilot",
    "vertex", "google-cloud-translation",
}  # fmt: skip


def _file(name: str, hosts: str, more: str = "") -> tuple[str, str]:
    text = f'id = "{name}"\nname = "N"\nvendor = "V"\ncountry = "CZ"\ncategory = "chat"\nsource = ["s"]\n'
    return f"{name}.toml", f'{text}[[hosts]]\ngroup = "all"\nrole = "prompt"\nnames = {hosts}\n{more}'


"""What an entry's source says where the vendor itself documents OpenAI's interface."""


def test_the_catalogue_is_wide() -> None:
    """At least 120 services, Czech and European ones among them, and every category of the closed set has one."""
    services = packaged().services.values()
    assert len(services) >= 120
    assert {"beey", "lindat", "jetbrains-ai", "seznam-slovnik"} <= {service.id for service in services if service.country == "CZ"}
    assert {"mistral", "deepl", "aleph-alpha", "scaleway", "lumo", "etranslation"} <= set(packaged().services)
    assert {service.category for service in services} == set(Category)


def test_a_second_hand_fact_says_so() -> None:
    """No source names a package index or a machine."""
    for service in packaged().services.values():
        assert not any("http" in source or "/work" in source for source in service.source), service.id


def test_a_format_reads_its_own_paths() -> None:
    """Chat Completions is asked only of paths that end as the interface, or Vertex AI's way to it, says."""
    for service in packaged().services.values():
        for one in service.operations:
            if one.format == "openai_chat":
                assert one.path.endswith(("/completions", ":rawPredict", ":streamRawPredict")), service.id
                assert (one.role, one.methods) == (Role.PROMPT, ("POST",)), service.id


def test_packaged() -> None:
    """Every service that is meant to be known is, each with its source."""
    services = packaged().services
    assert set(services) >= EXPECTED
    assert all(service.source and service.hosts for service in services.values())
    assert packaged() is packaged()


def test_the_folder_holds_nothing_that_is_not_read() -> None:
    """Every file of the folder is a service, but for the README."""
    names = {file.name for file in (resources.files("allowlist") / "catalogue").iterdir()}
    assert names - {f"{service}.toml" for service in packaged().services} == {"README.md"}


@pytest.mark.parametrize("host", [*sorted(BROAD), "www.google.com", "duckduckgo.com", "login.live.com"])
def test_shared_hosts_are_nobodys(host: str) -> None:
    """A host that carries other traffic is not claimed whole, nor is anything by a wildcard right over it."""
    assert packaged().hosts.find(host) is None
    assert packaged().hosts.find(f"x.{host}") is None


def test_deepseek_is_banned_with_date_and_law() -> None:
    """The government's decision and the warning are in the file with their days."""
    bans = packaged().services["deepseek"].bans
    assert [ban.since for ban in bans] == [date(2025, 7, 9), date(2025, 7, 10)]
    assert "vlády" in bans[0].law
    assert "kybernetickou" in bans[1].law


def test_every_format_has_its_module() -> None:
    """A format that a file names exists; one of WebSockets is named for a GET, with which they begin, and no other is."""
    for service in packaged().services.values():
        for one in service.operations:
            if one.format is not None:
                known = sockets() if one.methods == ("GET",) else formats()
                assert one.format in known, f"{service.id}: {one.name}"


def test_demo_is_reserved() -> None:
    """The stand-in's host is under a top-level name that never resolves, and it is offered in place of nothing else."""
    demo = packaged().services["demo"]
    assert demo.hosts[0].names == ("demo.celnice.test",)
    assert [service.id for service in packaged().services.values() if service.category is Category.DEMO] == ["demo"]


def test_sockets_are_named() -> None:
    """A WebSocket that begins as a GET is a named prompt, not static, in every service known to open one.

    A GET is named otherwise only on hosts that carry more than the tool.
    """
    sockets = {(service.id, one.path) for service in packaged().services.values() for one in service.operations if "GET" in one.methods}
    assert {("openai", "/v1/realtime"), ("openai", "/v1/responses"), ("microsoft-copilot", "/c/api/chat")} <= sockets
    for service in packaged().services.values():
        more = {group.name for group in service.hosts if group.only_approved}
        assert all(one.role is Role.PROMPT for one in service.operations if "GET" in one.methods and one.group not in more)


BROKEN = [
    ([("a.toml", "id = ")], "a.toml: .file.: is not TOML", "a file that is no TOML"),
    ([_file("a", '["a.example"]'), _file("b", '["a.example"]')], "b.toml: hosts.all.names: a.example is also claimed by a", "a host twice"),
    ([_file("a", '["*.a.example"]'), _file("b", '["x.a.example"]')], "b.toml: .*: x.a.example lies under a wildcard of a", "an overlap"),
    ([_file("a", '["a.example"]'), _file("a", '["b.example"]')], "a.toml: id: another file has it too", "an id twice"),
    (
        [_file("a", '["*.a.example"]'), _file("b", '["b.example"]', '[[shared]]\nname = "x.a.example"\npaths = ["/x"]\nnote = "n"\n')],
        "b.toml: shared.name: x.a.example is claimed as a host of a",
        "a shared host that somebody claims",
    ),
]


@pytest.mark.parametrize(("files", "message", "why"), BROKEN, ids=[row[2] for row in BROKEN])
def test_broken(files: list[tuple[str, str]], message: str, why: str) -> None:
    """Files that contradict each other stop the start, and the error names file and key."""
    with pytest.raises(CatalogueError, match=f"^{message}"):
        load(files)
