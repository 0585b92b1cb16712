"""The ordinary forms of headers that programs write."""

from __future__ import annotations

import pytest

from gateway.extract.technical_headers import _FORMS, MAX_ORDINARY, said

CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.6613.120"
REAL = {
    "Edge on Windows": {
        "User-Agent": f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36 Edg/128.0.2739.42",
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
        "Accept-Language": "cs,en;q=0.9,en-GB;q=0.8,en-US;q=0.7",
        "Accept-Encoding": "gzip, deflate, br, zstd",
        "Sec-CH-UA": '"Chromium";v="128", "Not;A=Brand";v="24", "Microsoft Edge";v="128"',
        "Sec-CH-UA-Full-Version-List": '"Chromium";v="128.0.6613.120", "Not;A=Brand";v="24.0.0.0", "Microsoft Edge";v="128.0.2739.42"',
        "Sec-CH-UA-Mobile": "?0",
        "Sec-CH-UA-Platform": '"Windows"',
        "Sec-CH-UA-Platform-Version": '"15.0.0"',
        "Sec-CH-UA-Arch": '"x86"',
        "Sec-CH-UA-Bitness": '"64"',
        "Sec-CH-UA-Model": '""',
        "Sec-Fetch-Site": "same-origin",
        "Sec-Fetch-Mode": "cors",
        "Sec-Fetch-Dest": "empty",
        "Sec-Fetch-User": "?1",
        "Upgrade-Insecure-Requests": "1",
        "Content-Type": "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW",
    },
    "Firefox on Linux": {
        "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:129.0) Gecko/20100101 Firefox/129.0",
        "Accept": "text/event-stream",
        "Accept-Language": "cs,sk;q=0.8,en-US;q=0.5,en;q=0.3",
        "Sec-GPC": "1",
        "Connection": "keep-alive, Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits",
        "Pragma": "no-cache",
        "Cache-Control": "no-cache",
        "TE": "trailers",
        "Content-Type": "text/plain;charset=UTF-8",
    },
    "Safari on macOS": {
        "User-Agent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15",
        "Accept": "*/*",
        "Accept-Language": "cs-CZ,cs;q=0.9",
    },
    "Safari on iOS": {
        "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "Accept-Encoding": "gzip, deflate, br",
    },
    "WebView on Android": {
        "User-Agent": f"Mozilla/5.0 (Linux; Android 14; SM-S918B Build/UP1A.231005.007; wv) {CHROME} Mobile Safari/537.36"
    },
    "Visual Studio Code": {
        "User-Agent": f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Code/1.92.2 Electron/30.1.2 Safari/537.36",
        "Accept-Encoding": "gzip;q=1.0,deflate;q=0.6,identity;q=0.3",
    },
    "Copilot Chat": {"User-Agent": "GitHubCopilotChat/0.20.0", "Content-Type": "application/json"},
    "openai-python": {
        "User-Agent": "AsyncOpenAI/Python 1.40.6",
        "Accept": "application/json",
        "Content-Length": "1523",
        "Host": "api.openai.com",
    },
    "google-genai": {
        "User-Agent": "google-genai-sdk/3.4.0+afc+chat gl-python/3.12.1",
        "X-Goog-Api-Client": "google-genai-sdk/3.4.0+afc+chat gl-python/3.12.1",
    },
    "openai-node": {"User-Agent": "OpenAI/JS 4.56.0", "Content-Type": "application/json; charset=utf-8", "Connection": "close"},
    "anthropic-python": {"User-Agent": "Anthropic/Python 0.34.1", "Expect": "100-continue", "Host": "127.0.0.1:8081"},
    "claude code": {
        "User-Agent": "claude-cli/1.0.98 (external, cli)",
        "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    },
    "python-requests": {"User-Agent": "python-requests/2.32.3", "Accept-Encoding": "gzip, deflate", "Connection": "keep-alive"},
    "httpx": {"User-Agent": "python-httpx/0.27.2", "Transfer-Encoding": "chunked"},
    "curl": {"User-Agent": "curl/8.9.1", "Accept": "*/*"},
    "node-fetch": {"User-Agent": "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)", "Accept-Encoding": "gzip,deflate"},
    "Go": {"User-Agent": "Go-http-client/2.0"},
    "PowerShell": {"User-Agent": "Mozilla/5.0 (Windows NT; Windows NT 10.0; cs-CZ) WindowsPowerShell/5.1.22621.3958"},
    "beta": {"User-Agent": "langchain-openai/0.2.0rc1"},
}


@pytest.mark.parametrize("program", REAL)
def test_real_programs(program: str) -> None:
    """What browsers, editors and SDKs write about themselves is not scanned: versions look like addresses of the internet."""
    assert {name: text for name, value in REAL[program].items() if (text := said(name, value)) is not None} == {}


FILLED = [
    ("sec-foo", "rodné číslo 710319/2745", "no header that we know"),
    ("sec-ch-ua", "rodne cislo 710319/2745", "no list of brands"),
    ("sec-ch-ua", '"710319";v="2745"', "no brand"),
    ("sec-ch-ua-model", '"7103192745"', "no model"),
    ("sec-ch-ua-platform", '"jan@urad.example"', "an address"),
    ("sec-fetch-site", "7103192745", "no word"),
    ("sec-gpc", "7103192745", "no flag"),
    ("sec-websocket-protocol", "7103192745", "a name of the client's own"),
    ("accept-language", "7103192745", "no language"),
    ("accept-language", "cs-710319-2745", "no region"),
    ("accept", "x/7103192745", "no media type"),
    ("accept", "text/html;x=7103192745", "no parameter"),
    ("accept-encoding", "710319/2745", "no coding"),
    ("accept-charset", "7103192745", "no charset"),
    ("cache-control", "x=7103192745", "no number of seconds"),
    ("connection", "7103192745", "no option"),
    ("content-length", "7103192745", "more than there can be"),
    ("content-type", "application/json; x=7103192745", "no parameter of ours"),
    ("content-type", "application/json; charset=7103192745", "no charset"),
    ("content-type", "application/710319; boundary=a", "no subtype"),
    ("content-type", "multipart/form-data; boundary=710319-2745", "a long run of digits"),
    ("expect", "710319/2745", "no expectation"),
    ("keep-alive", "timeout=7103192745", "no time"),
    ("te", "7103192745", "no coding"),
    ("tracestate", "a=7103192745", "a long run of digits"),
    ("tracestate", "a=jan@urad.example", "an address"),
    ("host", "jan@urad.example", "no host"),
    ("user-agent", "7103192745", "no product"),
    ("user-agent", "rodné číslo 710319/2745", "words are kept as context"),
    ("user-agent", "x/7103192745", "no version"),
    ("x-note", "ahoj", "a header of the client's own"),
]


@pytest.mark.parametrize(("name", "value", "why"), FILLED, ids=[f"{row[0]}: {row[2]}" for row in FILLED])
def test_anything_else_is_scanned(name: str, value: str, why: str) -> None:
    """What does not look as programs write it is scanned whole."""
    assert said(name, value) == value, why


REST = [
    ("Mozilla/5.0 (Jan; r. c. 710319/2745) Chrome/128.0.6613.120", "710319/2745", "an item of a comment"),
    ("Mozilla/5.0 (a; jan@urad.example)", "jan@urad.example", "an address in a comment"),
    ("710319/2745 Mozilla/5.0", "710319/2745", "before a product"),
    ("Mozilla/5.0 710319/2745", "710319/2745", "behind one"),
]


@pytest.mark.parametrize(("value", "rest", "why"), REST, ids=[row[2] for row in REST])
def test_the_rest_of_a_user_agent(value: str, rest: str, why: str) -> None:
    """Of a User-Agent what is no product and no comment is scanned, without the versions beside it."""
    found = said("User-Agent", value)
    assert found is not None, why
    assert rest in found, why
    assert "5.0" not in found
    assert "128.0" not in found


HOSTILE = ["a", "a-", "a.", "1.", "a/", "a/1 ", ", ", " ", ",", '"a"', "(a", "a=1,", "a;", "; ", "a/a;a=a", "a-a,", '" ', "(;)", "a 1 "]


@pytest.mark.parametrize("name", ["user-agent", *_FORMS])
def test_forms_are_cheap(name: str) -> None:
    """No value makes the look at it expensive (a form that goes back would not end), and a very long one is scanned unseen."""
    for piece in HOSTILE:
        said(name, (piece * MAX_ORDINARY)[: MAX_ORDINARY - 1] + "!")
    assert said(name, "a " * MAX_ORDINARY) == "a " * MAX_ORDINARY
