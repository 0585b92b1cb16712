"""One decision table: a host, a method and a path, at a time, for a person, and what is said."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allowlist.answers import Approved, Forbidden, Match, NotApproved, Role, Unknown
from allowlist.entry import Pin
from allowlist.loader import load
from allowlist.match import ToolHost, match, match_host, tunnelable
from allowlist.person import Person
from allowlist.reasons import Reason
from allowlist.register import MOST_ALTERNATIVES, Register
from support.register import NOW, entry, register

LAWYER = Person("p-1", frozenset({"právní"}))
CLERK = Person("p-2", frozenset({"podatelna"}))

REGISTER = register(
    entry("openai", conditions=("Jen veřejné údaje.",)),
    entry("anthropic", approved_until=date(2026, 11, 30)),
    entry("claude", groups=("právní",)),
    entry("gemini", approved_from=date(2027, 1, 1)),
    entry("chatgpt", unknown="walk"),
    entry("deepl"),
    entry("demo", pin="127.0.0.1:8443"),
)
"""At NOW: openai, chatgpt, deepl and demo are open, claude for lawyers, anthropic expired, gemini not yet; the rest is not in it."""

OPENAI, CHATGPT, DEMO = "api.openai.com", "chatgpt.com", "demo.celnice.test"
EU, JP, CONSOLE, SPELT = "eu.api.openai.com", "jp.api.openai.com", "platform.openai.com", "API.OpenAI.com."

OPERATIONS = [
    (OPENAI, "POST", "/v1/chat/completions", Role.PROMPT, "chat.completions", Reason.OPERATION, "openai_chat", "the prompt"),
    (EU, "POST", "/v1/chat/completions", Role.PROMPT, "chat.completions", Reason.OPERATION, "openai_chat", "the European host"),
    (DEMO, "POST", "/v1/chat/completions", Role.PROMPT, "chat.completions", Reason.OPERATION, "openai_chat", "the stand-in, OpenAI's way"),
    (DEMO, "POST", "/v1/messages", Role.PROMPT, "messages", Reason.OPERATION, "anthropic_messages", "the stand-in, Anthropic's way"),
    (SPELT, "POST", "/v1/chat/completions", Role.PROMPT, "chat.completions", Reason.OPERATION, "openai_chat", "another spelling"),
    (OPENAI, "POST", "/v1/messages", Role.UNKNOWN, "unknown", Reason.NO_OPERATION, None, "another tool's path"),
    (OPENAI, "POST", "/v1/responses", Role.PROMPT, "responses", Reason.OPERATION, "openai_responses", "another prompt"),
    (OPENAI, "POST", "/v1/files", Role.UPLOAD, "files", Reason.OPERATION, "openai_files", "an upload"),
    (
        OPENAI,
        "POST",
        "/v1/uploads/u-1/parts",
        Role.UPLOAD,
        "uploads.parts",
        Reason.OPERATION,
        "openai_upload_part",
        "an upload by wildcard",
    ),
    (OPENAI, "POST", "/v1/realtime/calls", Role.UNKNOWN, "realtime.sessions", Reason.NO_FORMAT, None, "a prompt no format reads"),
    (OPENAI, "POST", "/v1/neznama", Role.UNKNOWN, "unknown", Reason.NO_OPERATION, None, "a path nobody described"),
    (OPENAI, "POST", "/v1/chat/completions/x/y", Role.UNKNOWN, "unknown", Reason.NO_OPERATION, None, "a longer path"),
    (OPENAI, "POST", "/chat/completions", Role.UNKNOWN, "unknown", Reason.NO_OPERATION, None, "a shorter path"),
    (OPENAI, "POST", "/", Role.UNKNOWN, "unknown", Reason.NO_OPERATION, None, "a body to the root"),
    (OPENAI, "DELETE", "/v1/files", Role.UNKNOWN, "unknown", Reason.NO_OPERATION, None, "a method that may carry a body"),
    (OPENAI, "DELETE", "/v1/files/f-1", Role.STATIC, "delete", Reason.OPERATION, None, "what is named to carry none"),
    (OPENAI, "PUT", "/v1/chat/completions", Role.UNKNOWN, "unknown", Reason.NO_OPERATION, None, "another method of the prompt's path"),
    (OPENAI, "GET", "/v1/models", Role.STATIC, "static", Reason.STATIC, None, "the list of models"),
    (OPENAI, "GET", "/", Role.STATIC, "static", Reason.STATIC, None, "the root"),
    (OPENAI, "HEAD", "/v1/models", Role.STATIC, "static", Reason.STATIC, None, "a head request"),
    (OPENAI, "OPTIONS", "/v1/chat/completions", Role.STATIC, "static", Reason.STATIC, None, "a preflight of the prompt"),
    (OPENAI, "GET", "/v1/chat/completions", Role.STATIC, "static", Reason.STATIC, None, "a list of stored answers"),
    (OPENAI, "GET", "/v1/realtime", Role.PROMPT, "realtime", Reason.OPERATION, "openai_realtime", "a WebSocket is not static"),
    (OPENAI, "GET", "/v1/responses", Role.UNKNOWN, "responses.socket", Reason.NO_FORMAT, None, "a WebSocket on a prompt's path"),
    (OPENAI, "GET", "/v1/Realtime", Role.UNKNOWN, "unknown", Reason.PATH_AMBIGUOUS, None, "a WebSocket in other case is not static either"),
    (OPENAI, "GET", "/v1/realtime/", Role.UNKNOWN, "unknown", Reason.PATH_AMBIGUOUS, None, "nor with a trailing slash"),
    (JP, "POST", "/v1/chat/completions", Role.UNKNOWN, "unknown", Reason.NO_OPERATION, None, "a region without operations"),
    (CONSOLE, "POST", "/v1/chat/completions", Role.UNKNOWN, "unknown", Reason.NO_OPERATION, None, "another group's operation"),
    (OPENAI, "post", "/v1/chat/completions", Role.UNKNOWN, "unknown", Reason.METHOD, None, "methods are case-sensitive"),
    (OPENAI, "TRACE", "/v1/models", Role.UNKNOWN, "unknown", Reason.METHOD, None, "a method that echoes headers"),
    (OPENAI, "CONNECT", "/", Role.UNKNOWN, "unknown", Reason.METHOD, None, "a tunnel in the tunnel"),
    (OPENAI, "GET ", "/v1/models", Role.UNKNOWN, "unknown", Reason.METHOD, None, "a padded method"),
    (OPENAI, "", "/v1/models", Role.UNKNOWN, "unknown", Reason.METHOD, None, "no method"),
    (OPENAI, "POST", "/v1//chat/completions", Role.UNKNOWN, "unknown", Reason.PATH_AMBIGUOUS, None, "two slashes"),
    (OPENAI, "POST", "/v1/chat%2fcompletions", Role.UNKNOWN, "unknown", Reason.PATH_AMBIGUOUS, None, "an encoded slash"),
    (OPENAI, "POST", "/v1/chat/co%6dpletions", Role.UNKNOWN, "unknown", Reason.PATH_AMBIGUOUS, None, "an encoded letter"),
    (OPENAI, "POST", "/v1/x/../chat/completions", Role.UNKNOWN, "unknown", Reason.PATH_AMBIGUOUS, None, "dots that lead to the prompt"),
    (OPENAI, "POST", "/v1/chat/completions/../responses", Role.UNKNOWN, "unknown", Reason.PATH_AMBIGUOUS, None, "dots that lead from it"),
    (OPENAI, "POST", "/v1/chat/completions;x=1", Role.UNKNOWN, "unknown", Reason.PATH_AMBIGUOUS, None, "a path parameter"),
    (OPENAI, "POST", "/v1/chat\\completions", Role.UNKNOWN, "unknown", Reason.PATH_AMBIGUOUS, None, "a backslash"),
    (OPENAI, "POST", "/V1/chat/completions", Role.UNKNOWN, "unknown", Reason.PATH_AMBIGUOUS, None, "capitals"),
    (OPENAI, "POST", "/v1/chat/completions/", Role.UNKNOWN, "unknown", Reason.PATH_AMBIGUOUS, None, "a trailing slash"),
    (OPENAI, "GET", "/v1/../v1/models", Role.UNKNOWN, "unknown", Reason.PATH_AMBIGUOUS, None, "dots in a static path"),
    (OPENAI, "GET", "/v1/%6dodels", Role.UNKNOWN, "unknown", Reason.PATH_AMBIGUOUS, None, "an encoded letter in a static path"),
    (OPENAI, "OPTIONS", "*", Role.UNKNOWN, "unknown", Reason.PATH_AMBIGUOUS, None, "OPTIONS for the whole server"),
    (OPENAI, "GET", "http://api.anthropic.com/v1", Role.UNKNOWN, "unknown", Reason.PATH_AMBIGUOUS, None, "the absolute form"),
    (OPENAI, "GET", "/v1/models/ft:gpt-4o:office::7p", Role.STATIC, "static", Reason.STATIC, None, "colons in a model's name"),
    (CHATGPT, "POST", "/backend-api/f/conversation", Role.PROMPT, "conversation", Reason.OPERATION, "chatgpt_web", "a page's chat"),
    (CHATGPT, "GET", "/c/6f1a", Role.STATIC, "static", Reason.STATIC, None, "a page"),
    ("ab.chatgpt.com", "GET", "/x.js", Role.STATIC, "static", Reason.STATIC, None, "a host under a wildcard"),
    ("x.y.oaistatsig.com", "POST", "/v1/rgstr", Role.TELEMETRY, "telemetry", Reason.TELEMETRY_HOST, None, "a telemetry host, any path"),
    ("oaistatsig.com", "GET", "/", Role.TELEMETRY, "telemetry", Reason.TELEMETRY_HOST, None, "a telemetry host, any method"),
    ("auth.openai.com", "POST", "/oauth/token", Role.AUTH, "sign_in.oauth", Reason.OPERATION, None, "a sign-in"),
    ("auth.openai.com", "POST", "/unheard-of", Role.UNKNOWN, "unknown", Reason.NO_OPERATION, None, "sign-in is for named paths only"),
    ("ab.chatgpt.com", "POST", "/v1/rgstr", Role.TELEMETRY, "measurements.flags", Reason.OPERATION, None, "measurements on its host"),
    ("files.oaiusercontent.com", "PUT", "/files/a/raw", Role.UPLOAD, "file", Reason.OPERATION, "page_upload", "an upload to another host"),
    ("www2.deepl.com", "POST", "/jsonrpc", Role.PROMPT, "web.jsonrpc", Reason.OPERATION, "deepl_web", "a wildcard beside exact hosts"),
    ("api.deepl.com", "POST", "/jsonrpc", Role.UNKNOWN, "unknown", Reason.NO_OPERATION, None, "an exact host goes before the wildcard"),
    ("api.deepl.com", "GET", "/v2/translate", Role.UNKNOWN, "translate.query", Reason.NO_FORMAT, None, "a GET that carries the text"),
]


@pytest.mark.parametrize(
    ("host", "method", "path", "role", "operation", "reason", "wire", "why"), OPERATIONS, ids=[f"{row[0]}: {row[7]}" for row in OPERATIONS]
)
def test_operations(host: str, method: str, path: str, role: Role, operation: str, reason: Reason, wire: str | None, why: str) -> None:
    """On an approved tool every method and path has a role, and what nobody described is unknown."""
    answer = match(REGISTER, host, 443, method, path, None, NOW)
    assert isinstance(answer, Approved), why
    assert (answer.role, answer.operation, answer.reason, answer.format) == (role, operation, reason, wire), why


HOSTS: list[tuple[str, int, Match | ToolHost, str]] = [
    ("api.openai.com", 443, ToolHost("openai", "api.openai.com"), "an approved tool"),
    ("API.OPENAI.COM.", 443, ToolHost("openai", "api.openai.com"), "by another spelling; the canonical host is dialled"),
    (DEMO, 443, ToolHost("demo", DEMO, Pin("127.0.0.1", 8443)), "a pinned tool"),
    ("claude.ai", 443, ToolHost("claude", "claude.ai"), "approved for some: CONNECT does not know who asks"),
    ("api.openai.com", 80, Unknown("port"), "another port of a catalogued host"),
    ("api.openai.com", 8443, Unknown("port"), "another port"),
    ("api.openai.com", 0, Unknown("port"), "no port"),
    ("chat.deepseek.com", 8443, Unknown("port"), "another port of a forbidden host"),
    ("api.anthropic.com", 443, NotApproved("anthropic", "expired", ("openai",)), "expired, and another interface is approved"),
    ("gemini.google.com", 443, NotApproved("gemini", "not_yet", ("chatgpt",)), "not yet; claude is for lawyers only"),
    ("chat.mistral.ai", 443, NotApproved("le-chat", "not_in_register", ("chatgpt",)), "catalogued, never approved"),
    ("www.perplexity.ai", 443, NotApproved("perplexity", "not_in_register"), "nothing of its category is approved"),
    ("papago.naver.com", 443, NotApproved("papago", "not_in_register", ("deepl",)), "another translator"),
    ("www.chatpdf.com", 443, NotApproved("chatpdf", "not_in_register", ("chatgpt",)), "no tool for documents, but an assistant"),
    ("www.midjourney.com", 443, NotApproved("midjourney", "not_in_register"), "no assistant stands in for pictures"),
    ("api.githubcopilot.com", 443, NotApproved("github-copilot", "not_in_register"), "a wildcard host"),
    ("www.google.com", 443, Unknown("not_catalogued"), "a shared host"),
    ("substrate.office.com", 443, Unknown("not_catalogued"), "a shared host of Microsoft 365"),
    ("openai.com", 443, Unknown("not_catalogued"), "the vendor's pages"),
    ("www.openai.com", 443, Unknown("not_catalogued"), "the vendor's pages"),
    ("api.openai.com.evil.example", 443, Unknown("not_catalogued"), "the host in front of another"),
    ("evil-api.openai.com", 443, Unknown("not_catalogued"), "the host behind other letters"),
    ("xapi.openai.com", 443, Unknown("not_catalogued"), "a letter more"),
    ("openai.com.cz", 443, Unknown("not_catalogued"), "another top-level name"),
    ("api-openai.com", 443, Unknown("not_catalogued"), "a hyphen for a dot"),
    ("notchatgpt.com", 443, Unknown("not_catalogued"), "a suffix that is no label"),
    ("аpi.openai.com", 443, Unknown("not_catalogued"), "a Cyrillic homograph"),
    ("xn--pi-6kc.openai.com", 443, Unknown("not_catalogued"), "the same in punycode"),
    ("chаtgpt.com", 443, Unknown("not_catalogued"), "a homograph of a name"),
    ("www.example.cz", 443, Unknown("not_catalogued"), "anything else"),
    ("user@api.openai.com", 443, Unknown("host_invalid"), "userinfo"),
    ("api.openai.com:443", 443, Unknown("host_invalid"), "a port in the host"),
    ("api%2eopenai.com", 443, Unknown("host_invalid"), "a percent-encoded dot"),
    ("api.openai.com..", 443, Unknown("host_invalid"), "two trailing dots"),
    ("api.openai.com\x00", 443, Unknown("host_invalid"), "a zero byte"),
    ("", 443, Unknown("host_invalid"), "no host"),
    ("127.0.0.1", 443, Unknown("host_address"), "an address"),
    ("0x7f.1", 443, Unknown("host_address"), "an address in disguise"),
    ("2130706433", 443, Unknown("host_address"), "an address as one number"),
    ("[::1]", 443, Unknown("host_address"), "an IPv6 address"),
]


@pytest.mark.parametrize(("host", "port", "want", "why"), HOSTS, ids=[row[3] for row in HOSTS])
def test_hosts(host: str, port: int, want: Match | ToolHost, why: str) -> None:
    """What is said to CONNECT; a request to the same host is told the same."""
    assert match_host(REGISTER, host, port, NOW) == want, why
    answer = match(REGISTER, host, port, "GET", "/", LAWYER, NOW)
    if isinstance(want, ToolHost):
        assert isinstance(answer, Approved), why
        assert answer.tool == want.tool
    else:
        assert type(answer) is type(want), why
        assert answer.reason == want.reason


@pytest.mark.parametrize("host", ["deepseek.com", "chat.deepseek.com", "api.deepseek.com", "x.y.deepseek.com"])
def test_forbidden(host: str) -> None:
    """A forbidden service is forbidden by name of the law, and before the ban began it was only not approved."""
    answer = match_host(REGISTER, host, 443, NOW)
    assert isinstance(answer, Forbidden)
    assert (answer.service, answer.reason) == ("deepseek", "banned")
    assert "9.\u00a0července 2025" in answer.law
    assert "10.\u00a0července 2025" in answer.law
    first = match_host(REGISTER, host, 443, datetime(2025, 7, 9, 12, tzinfo=UTC))
    assert isinstance(first, Forbidden)
    assert "10.\u00a0července" not in first.law
    assert match_host(REGISTER, host, 443, datetime(2025, 7, 8, 21, 59, tzinfo=UTC)) == NotApproved("deepseek", "not_in_register")


PERSONS = [
    (None, NotApproved("claude", "group", ("chatgpt",)), "nobody known is in no group"),
    (CLERK, NotApproved("claude", "group", ("chatgpt",)), "another group"),
    (Person("p-3"), NotApproved("claude", "group", ("chatgpt",)), "no group at all"),
    (Person("p-4", frozenset({"Právní"})), NotApproved("claude", "group", ("chatgpt",)), "groups are compared as they are"),
    (LAWYER, Approved("claude", "static", Role.STATIC, "static"), "the right group"),
]


@pytest.mark.parametrize(("person", "want", "why"), PERSONS, ids=[row[2] for row in PERSONS])
def test_groups(person: Person | None, want: Match, why: str) -> None:
    """A tool for some groups is not approved for anybody else, whatever is asked of it."""
    assert match(REGISTER, "claude.ai", 443, "GET", "/", person, NOW) == want, why


def test_an_alternative_is_one_the_person_may_use() -> None:
    """A lawyer is offered the lawyers' tool too."""
    answer = match(REGISTER, "chat.mistral.ai", 443, "GET", "/", LAWYER, NOW)
    assert answer == NotApproved("le-chat", "not_in_register", ("chatgpt", "claude"))


WALKS = [
    ("POST", "/backend-api/unheard-of", "walk", "an unknown operation is walked where the entry says so"),
    ("GET", "/backend-api/celsius/ws/user", "walk", "and so is a prompt that no format reads"),
    ("POST", "/backend-api/%2e%2e/x", "refuse", "an ambiguous path is not: nobody can say what the server makes of it"),
    ("POST", "/backend-api/F/conversation", "refuse", "nor one whose readings differ"),
    ("PROPFIND", "/x", "refuse", "nor an unknown method"),
]


@pytest.mark.parametrize(("method", "path", "unknown", "why"), WALKS, ids=[row[3] for row in WALKS])
def test_walk(method: str, path: str, unknown: str, why: str) -> None:
    """``unknown = "walk"`` opens unknown operations to scanning, never ambiguous ones."""
    answer = match(REGISTER, CHATGPT, 443, method, path, None, NOW)
    assert isinstance(answer, Approved)
    assert (answer.role, answer.unknown) == (Role.UNKNOWN, unknown), why


def test_conditions_travel_with_the_answer() -> None:
    """The conditions of use are in every answer of the tool."""
    for method, path in (("POST", "/v1/chat/completions"), ("GET", "/"), ("POST", "/x"), ("POST", "//")):
        answer = match(REGISTER, OPENAI, 443, method, path, None, NOW)
        assert isinstance(answer, Approved)
        assert answer.conditions == ("Jen veřejné údaje.",)


def test_the_door_closes_at_that_minute() -> None:
    """The request before midnight in Prague is approved, the one at midnight is not, with the register unchanged."""
    closes = datetime(2027, 10, 31, 23, 0, tzinfo=UTC)
    before = match(REGISTER, OPENAI, 443, "POST", "/v1/chat/completions", None, closes - timedelta(microseconds=1))
    assert isinstance(before, Approved)
    assert match(REGISTER, OPENAI, 443, "POST", "/v1/chat/completions", None, closes) == NotApproved("openai", "expired")
    assert match_host(REGISTER, OPENAI, 443, closes) == NotApproved("openai", "expired")


@pytest.mark.parametrize("host", ["www.example.cz", OPENAI, "127.0.0.1"])
def test_a_naive_clock_is_refused_whatever_the_host(host: str) -> None:
    """A caller's clock without a zone is a fault at once, not only when it would matter."""
    with pytest.raises(ValueError, match="time zone"):
        match(REGISTER, host, 443, "GET", "/", None, NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="time zone"):
        match_host(REGISTER, host, 443, NOW.replace(tzinfo=None))


@pytest.mark.parametrize(("host", "port", "want", "why"), HOSTS, ids=[row[3] for row in HOSTS])
def test_tunnelable(host: str, port: int, want: Match | ToolHost, why: str) -> None:
    """Only a well-formed name outside the catalogue may ever pass undecrypted."""
    assert tunnelable(match_host(REGISTER, host, port, NOW)) == (want == Unknown("not_catalogued")), why


LOOKALIKES = str.maketrans("aceopxy", "асеорху")  # Latin to Cyrillic
FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


def _homograph(name: str) -> str:
    """The name with look-alikes in its registered label; the name itself where no letter has one."""
    labels = name.split(".")
    labels[-2] = labels[-2].translate(LOOKALIKES)
    return ".".join(labels)


DISGUISES = [
    (str.upper, "same", "capitals"),
    (str.title, "same", "mixed case"),
    (lambda name: f"{name}.", "same", "a trailing dot"),
    (lambda name: name.translate(FULL_WIDTH), "same", "full-width letters, as a browser maps them"),
    (lambda name: name[:2] + "\u00ad" + name[2:], "same", "a soft hyphen, as a browser drops it"),
    (lambda name: name.replace(".", "\u3002"), "same", "ideographic dots"),
    (_homograph, "not_catalogued", "a Cyrillic homograph"),
    (lambda name: _homograph(name).encode("idna").decode(), "not_catalogued", "the same in punycode"),
    (lambda name: f"{name}.evil.example", "not_catalogued", "the name in front of another"),
    (lambda name: f"{name}-evil.example", "not_catalogued", "the name as part of a label"),
    (lambda name: name.replace(".", "-"), "not_catalogued", "hyphens for dots"),
    (lambda name: name.replace(".", ""), "not_catalogued", "no dots"),
    (lambda name: f"{name}..", "host_invalid", "two trailing dots"),
    (lambda name: f".{name}", "host_invalid", "a leading dot"),
    (lambda name: f"user@{name}", "host_invalid", "userinfo"),
    (lambda name: f"{name}@evil.example", "host_invalid", "the name as userinfo"),
    (lambda name: f"user:pass@{name}:443", "host_invalid", "userinfo and port"),
    (lambda name: f"{name}:443", "host_invalid", "a port"),
    (lambda name: f"{name}:443:443", "host_invalid", "two ports"),
    (lambda name: name.replace(".", "%2e"), "host_invalid", "percent-encoded dots"),
    (lambda name: f"%{ord(name[0]):02x}{name[1:]}", "host_invalid", "a percent-encoded letter"),
    (lambda name: f"{name}%00.evil.example", "host_invalid", "an encoded zero byte"),
    (lambda name: f"{name}\x00", "host_invalid", "a zero byte"),
    (lambda name: f"{name}\r\nHost: evil.example", "host_invalid", "a header smuggled in"),
    (lambda name: f"https://{name}/", "host_invalid", "a URL"),
    (lambda name: f"evil.example/?{name}", "host_invalid", "the name in a query"),
    (lambda name: f"evil.example\\@{name}", "host_invalid", "a backslash"),
    (lambda name: f"[{name}]", "host_address", "brackets of IPv6"),
    (lambda name: f"[::1%{name}]", "host_address", "the name as an IPv6 zone"),
    (lambda name: f"{name}.1", "host_address", "a number behind it"),
]


@pytest.mark.parametrize(("disguise", "want", "why"), DISGUISES, ids=[row[2] for row in DISGUISES])
def test_every_host_of_the_catalogue_in_disguise(disguise: Callable[[str], str], want: str, why: str) -> None:
    """What names a tool's host to a browser is that tool's, and what only looks like one is nobody's: for every host there is."""
    hosts = REGISTER.catalogue.hosts
    for name in (*hosts.exact, *(f"a.{parent}" for parent in hosts.under)):
        text = disguise(name)
        answer = match_host(REGISTER, text, 443, NOW)
        if want == "same" or text == name:
            assert answer == match_host(REGISTER, name, 443, NOW), name
        else:
            assert answer == Unknown(want), name


def test_a_thousand_tools_cost_no_more_than_ten() -> None:
    """Steps are counted, not time: with a thousand approved tools a match makes the same calls as with ten."""

    def steps(tools: int) -> int:
        files = [(f"{name}.toml", _FILE.replace("s0", name)) for name in (*(f"s{number}" for number in range(tools)), "other")]
        known = Register.from_entries([entry(f"s{number}") for number in range(tools)], load(files))
        counted = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal counted
            counted += event in {"call", "c_call"}

        sys.setprofile(count)
        try:
            match(known, "a.b.cdn.s0.example", 443, "POST", "/v1/chat/completions", None, NOW)
            match(known, "api.s0.example", 443, "GET", "/v1/models", None, NOW)
            match(known, "www.elsewhere.test", 443, "GET", "/", None, NOW)
            match(known, "api.other.example", 443, "POST", "/v1/chat/completions", None, NOW)
        finally:
            sys.setprofile(None)
        return counted

    steps(1)  # warms the caches of regular expressions
    assert steps(1000) == steps(MOST_ALTERNATIVES), "a refusal names so many tools and looks at no more"
    assert steps(1) < steps(MOST_ALTERNATIVES)


_FILE = """
id = "s0"
name = "S"
vendor = "V"
country = "CZ"
category = "chat"
source = ["s"]
[[hosts]]
group = "all"
role = "prompt"
names = ["api.s0.example", "*.cdn.s0.example"]
[[operations]]
name = "chat"
role = "prompt"
methods = ["POST"]
path = "/v1/chat/completions"
group = "all"
format = "openai_chat"
"""


@settings(deadline=None)
@given(
    st.sampled_from([OPENAI, CHATGPT, DEMO, "auth.openai.com", "www.deepl.com"]),
    st.sampled_from(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]),
    st.text(alphabet="v1/chatompleins%26dF.;\\VX_-", max_size=24).map(lambda text: f"/{text}"),
)
def test_a_body_is_read_by_a_format_or_refused(host: str, method: str, path: str) -> None:
    """Whatever the path: a method that carries a body is a named operation with its format, or unknown; never static."""
    answer = match(REGISTER, host, 443, method, path, None, NOW)
    assert isinstance(answer, Approved)
    if method not in {"GET", "HEAD", "OPTIONS"}:
        assert answer.role is Role.UNKNOWN or (answer.role is Role.PROMPT and answer.format is not None)
        assert (answer.format is not None) == (answer.role is Role.PROMPT)
    if answer.role is Role.PROMPT:
        assert path in {"/v1/chat/completions", "/v1/messages"}
