"""The page of a stopped employee."""

import base64
import dataclasses
import hashlib
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from allowlist.closure import Cause
from gateway.act import page
from gateway.act.reason import Reason
from gateway.model import Door, Instead, Notice
from support.wire import head


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([("Sec-Fetch-Mode", "navigate")], True),
        ([("sec-fetch-mode", "navigate"), ("Accept", "*/*")], True),
        ([("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")], True),
        ([("Accept", "Text/HTML")], True),
        ([("Sec-Fetch-Mode", "cors"), ("Accept", "text/html")], False),  # a script asks, nobody looks
        ([("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Mode", "cors")], False),
        ([("Accept", "*/*")], False),
        ([], False),
    ],
)
def test_wants_page(headers, expected):
    """A page is for a navigation, or for a client without Fetch Metadata that asks for HTML."""
    assert page.wants_page(head(*headers)) is expected


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def read(answer):
    tags = Tags()
    tags.feed(answer.body.decode("utf-8"))
    return tags


@pytest.mark.parametrize("language", ["cs", "en"])
@pytest.mark.parametrize("reason", Reason)
def test_the_page_stands_alone(reason, language):
    """No script, nothing loaded from anywhere, no form; the policy header says the same; the language is declared."""
    answer = page.answer(Notice("01REF", "ChatGPT", {"PERSON": 5}, reason), language)
    tags = read(answer)
    names = [tag for tag, _ in tags.seen]
    assert ("html", {"lang": language}) in tags.seen
    assert not {"script", "img", "link", "iframe", "form", "a", "object"} & set(names)
    assert not [1 for _, attributes in tags.seen if {"src", "href", "style", "onclick"} & attributes.keys()]
    assert "url(" not in answer.body.decode()
    assert "@import" not in answer.body.decode()
    assert names.count("h1") == 1
    assert names.count("h2") == 3
    assert "01REF" in tags.text
    headers = dict(answer.headers)
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert (answer.status, headers["content-type"], headers["cache-control"]) == (403, "text/html; charset=utf-8", "no-store")
    assert (headers["content-language"], headers["referrer-policy"]) == (language, "no-referrer")


def test_the_policy_allows_the_style_that_is_sent():
    """The hash in the policy is that of the style in the page."""
    answer = page.answer(Notice("r", "t", {}, "personal_data"), "cs")
    style = re.search(r"<style>(.*?)</style>", answer.body.decode(), re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in dict(answer.headers)["content-security-policy"]


def test_names_are_escaped():
    """Whatever a tool is called, it is text."""
    body = page.answer(Notice('"><script>', "<b>x</b>&", {}, "not_approved"), "cs").body.decode()
    assert "<script>" not in body
    assert "<b>" not in body
    assert "&lt;b&gt;x&lt;/b&gt;&amp;" in body


def test_typography():
    """One-letter prepositions and numbers stay with the word that follows; e-mail does not break at its hyphen."""
    text = read(page.answer(Notice("r", "t", {"EMAIL_ADDRESS": 2}, "personal_data"), "cs")).text
    assert "2\u00a0e\u2011mailové adresy" in text
    assert "jde o\u00a0omyl" in text


@pytest.mark.parametrize("language", ["cs", "en"])
def test_light_dark_and_narrow(language):
    """The page suits a phone and both colour schemes."""
    body = page.answer(Notice("r", "t", {}, "forbidden"), language).body.decode()
    assert "width=device-width" in body
    assert "prefers-color-scheme: dark" in body


DOOR = Door(
    "suspended",
    date(2026, 11, 20),
    notice="Prověřujeme <b>únik</b>.",
    instead=(Instead("Le Chat", "https://c.example/tools/mistral"), Instead("<i>B</i>")),
    ask="https://c.example/tools/request?service=gemini",
    listed="https://c.example/tools",
)


@pytest.mark.parametrize("language", ["cs", "en"])
@pytest.mark.parametrize("cause", Cause)
def test_a_closed_door_says_why_what_else_and_where_to_ask(cause, language):
    """One heading, the reason in one sentence, the tools that do the same, two links; still nothing is loaded or run."""
    door = dataclasses.replace(DOOR, cause=cause.value, laws=("zákon č. 1/2026 Sb.",), laws_en=("Act 1/2026",))
    tags = read(page.answer(Notice("01REF", "Gemini", {}, "not_approved", door=door), language))
    names = [tag for tag, _ in tags.seen]
    assert names.count("h1") == 1
    assert not {"script", "img", "link", "iframe", "form", "object"} & set(names)
    links = [attributes["href"] for tag, attributes in tags.seen if tag == "a"]
    assert links == ["https://c.example/tools/mistral", "https://c.example/tools/request?service=gemini", "https://c.example/tools"]
    assert "Gemini" in tags.text
    assert "<i>B</i>" in tags.text, "a name is text"
    assert "{" not in tags.text.rpartition("}")[2], "no placeholder is left"
    assert "}" not in tags.text.partition("01REF")[2]


def test_the_law_stands_on_the_page():
    """By which law a service is forbidden, and no link to ask for it."""
    door = Door("forbidden", date(2025, 7, 9), laws=("rozhodnutí vlády", "varování NÚKIB"), laws_en=("decision",))
    tags = read(page.answer(Notice("", "DeepSeek", {}, "forbidden", door=door), "cs"))
    assert "Důvodem je rozhodnutí vlády; varování NÚKIB." in tags.text.replace("\u00a0", " ")
    assert not [1 for tag, _ in tags.seen if tag == "a"]
    assert "sdělte správci" not in tags.text, "there is no event to refer to"
