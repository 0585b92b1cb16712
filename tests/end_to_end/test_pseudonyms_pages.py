"""Pseudonyms in chats whose history the provider keeps: pages and WebSockets through the real gateway with two proxy processes."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import io
import json
import ssl
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import brotli
import docx
import pytest
from websockets.asyncio.client import connect

from support.gateway_process import SECONDS, Gateway, files, gateway
from support.page_provider import MESSAGE, PageProvider, as_json, chunks, events, page_provider, said
from support.pdf import pdf
from support.persons import BIRTH_NUMBER
from support.upload_provider import Answered, Got

pytestmark = pytest.mark.slow  # two proxy processes, and documents

CHAT = "/api/organizations/6f9e4a1c-3b2d-4c5e-8f70-a1b2c3d4e5f6/chat_conversations/{}/completion"
ONE, TWO = "0b6c5a50-8dee-4f4b-9d0a-1f6a7a1d2c3b", "7d1f5c1e-55a8-4f6e-9a51-0c2b8f1b7e11"
TOOLS = ("claude", "microsoft-copilot", "chatgpt", "gemini")
HUB, CHAT_ID = "bQ7dT2vKxW9mZ4pLr8sJn", "c_6f1c2b3a4d5e6f70"
TURNS = 6
"""Each on a connection of its own, so that with two processes on one port both are asked: all six on one happens once in 32 times."""


def policy() -> str:
    until = datetime.now(UTC).date() + timedelta(days=5)
    rules = '[[policy.rules]]\nname = "zkouška"\naction = "pseudonymise"\n'
    return rules + "".join(f'[policy.pseudonymise.{tool}]\napproved_by = "PS 1"\nsince = 2026-01-01\nuntil = {until}\n' for tool in TOOLS)


def remembering(got: Got) -> Answered | None:
    """A model that uses the tokens of earlier turns, cut over events."""
    if got.path == "/backend-api/f/conversation":
        begins = {"p": "", "o": "add", "v": {"message": {"content": {"parts": [""]}}, "conversation_id": MESSAGE}}
        appended = [{"p": "/message/content/parts/0", "o": "append", "v": "Číslo [RODNE"}, {"v": "_CISLO_1], ano."}]
        return events([("delta_encoding", '"v1"'), *(("delta", one) for one in (begins, *appended)), (None, "[DONE]")])
    earlier = "Číslo [RODNE_CISLO_1], ano."
    if got.path == f"/backend-api/conversation/{MESSAGE}":
        mapping = {MESSAGE: {"message": {"author": {"role": "assistant"}, "content": {"content_type": "text", "parts": [earlier]}}}}
        answer = json.dumps({"title": "Číslo [RODNE_CISLO_1]", "mapping": mapping, "conversation_id": MESSAGE}).encode()
        return 200, {"content-type": "application/json", "content-encoding": "br"}, brotli.compress(answer)
    if got.path == f"/c/api/conversations/{HUB}/history":
        content = [{"type": "text", "text": earlier}]
        return as_json({"results": [{"id": "m", "author": {"type": "ai"}, "content": content}]})
    if got.path.endswith("/StreamGenerate"):
        inner = [None, [CHAT_ID, "r_1"], None, None, [["rc_1", [earlier]]]]
        return 200, {"content-type": "application/json; charset=utf-8"}, chunks([["wrb.fr", None, json.dumps(inner)]])
    if got.query.get("rpcids") == "hNvQHb":
        turns = [[[CHAT_ID, "r_1"], None, [["otázka"]], [[["rc_1", [earlier]]]]]]
        entries = [["wrb.fr", "hNvQHb", json.dumps([turns, None, None, []]), None, None, None, "generic"]]
        return 200, {"content-type": "application/json; charset=utf-8"}, chunks(entries)
    if got.method == "GET" and got.path.rpartition("/")[2] in {ONE, TWO}:  # a conversation that is loaded, with what the provider was told
        content = [{"type": "text", "text": "Paní [OSOBA_1] má číslo [RODNE_CISLO_1]."}]
        messages = [{"uuid": MESSAGE, "sender": "assistant", "text": "", "content": content, "attachments": [], "files": []}]
        answer = json.dumps({"uuid": got.path.rpartition("/")[2], "name": "Paní [OSOBA_1]", "chat_messages": messages}).encode()
        return 200, {"content-type": "application/json", "content-encoding": "gzip", "etag": '"1"'}, gzip.compress(answer)
    if not got.path.endswith("/completion"):
        return said(got)
    deltas = [
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}}
        for piece in ("Paní ", "[OSO", "BA_1] má č", "íslo [RODNE_CIS", "LO_1].")
    ]
    return events([(str(one["type"]), one) for one in (*deltas, {"type": "content_block_stop", "index": 0}, {"type": "message_stop"})])


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PageProvider]:
    with page_provider(tmp_path_factory.mktemp("pages")) as running:
        running.special = remembering
        yield running


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, provider: PageProvider) -> Iterator[Gateway]:
    entry = f'approved_by = "test"\napproved_from = 2026-01-01\napproved_until = 2099-12-31\npin = "127.0.0.1:{provider.port}"\n'
    more = "".join(f"[tools.{tool}]\n{entry}" for tool in TOOLS) + policy()
    with gateway(tmp_path_factory.mktemp("gateway"), provider, workers=2, more=more) as running:  # type: ignore[arg-type]
        yield running


def asked(house: Gateway, text: str, conversation: str = ONE) -> tuple[int, str]:
    """One turn on Claude's page, on a new connection."""
    connection = http.client.HTTPSConnection(
        "127.0.0.1", house.ports.proxy, context=ssl.create_default_context(cafile=str(house.ca)), timeout=SECONDS
    )
    connection.set_tunnel("claude.ai")
    body = json.dumps({"prompt": text, "timezone": "Europe/Prague", "attachments": [], "files": []})
    connection.request("POST", CHAT.format(conversation), body, {"content-type": "application/json", "accept": "text/event-stream"})
    answer = connection.getresponse()
    raw = answer.read().decode()
    connection.close()
    data = [json.loads(line[6:]) for line in raw.splitlines() if line.startswith("data: {")]
    return answer.status, "".join(one.get("delta", {}).get("text", "") for one in data)


def test_over_turns_and_processes(house: Gateway, provider: PageProvider) -> None:
    """The first turn holds the values; the answers to all later ones have them back, whichever process is asked; no other conversation does."""
    status, answer = asked(house, f"Odpověz paní Janě Dvořákové, r. č. {BIRTH_NUMBER}.")
    assert (status, answer) == (200, f"Paní Janě Dvořákové má číslo {BIRTH_NUMBER}.")
    for _ in range(TURNS):
        assert asked(house, "Napiš to kratší.") == (200, f"Paní Janě Dvořákové má číslo {BIRTH_NUMBER}.")
    assert asked(house, "Dobrý den.", TWO) == (200, "Paní [OSOBA_1] má číslo [RODNE_CISLO_1].")
    assert provider.found(BIRTH_NUMBER, "Dvořák") == []
    store = b"".join(content for path, content in files(house.data) if ".sqlite3" in path.name)
    assert store
    assert BIRTH_NUMBER.encode() not in store
    assert "Dvořák".encode() not in store
    assert BIRTH_NUMBER not in house.log()


def got_from(house: Gateway, host: str, path: str, form: str = "") -> str:
    """What a page is answered, on a new connection: to a GET, or to a form."""
    connection = http.client.HTTPSConnection(
        "127.0.0.1", house.ports.proxy, context=ssl.create_default_context(cafile=str(house.ca)), timeout=SECONDS
    )
    connection.set_tunnel(host)
    headers = {"accept": "*/*", "accept-encoding": "gzip, br"} | ({"content-type": "application/x-www-form-urlencoded"} if form else {})
    connection.request("POST" if form else "GET", path, form or None, headers)
    answer = connection.getresponse()
    raw = answer.read()
    connection.close()
    assert answer.status == 200
    coding = answer.getheader("content-encoding")
    return (gzip.decompress(raw) if coding == "gzip" else brotli.decompress(raw) if coding == "br" else raw).decode()


def loaded(house: Gateway, conversation: str) -> dict[str, Any]:
    """The conversation as Claude's page loads it."""
    path = CHAT.format(conversation).removesuffix("/completion") + "?tree=True&rendering_mode=messages"
    found: dict[str, Any] = json.loads(got_from(house, "claude.ai", path))
    return found


def test_an_old_conversation(house: Gateway) -> None:
    """What the page loads from the provider has the values of that conversation, compressed or not; another conversation keeps tokens."""
    assert asked(house, f"Odpověz paní Janě Dvořákové, r. č. {BIRTH_NUMBER}.")[0] == 200
    for _ in range(TURNS):
        answer = loaded(house, ONE)
        assert answer["name"] == "Paní Janě Dvořákové"
        assert answer["chat_messages"][0]["content"][0]["text"] == f"Paní Janě Dvořákové má číslo {BIRTH_NUMBER}."
    assert loaded(house, TWO)["name"] == "Paní [OSOBA_1]"


def test_a_socket(house: Gateway, provider: PageProvider) -> None:
    """A message of Copilot's page leaves with tokens, and what its server says comes back with values, also for the next connection."""

    async def talk(text: str) -> str:
        context = ssl.create_default_context(cafile=str(house.ca))
        address = "wss://copilot.microsoft.com/c/api/chat?api-version=2"
        async with connect(address, proxy=house.proxy, ssl=context, open_timeout=SECONDS) as socket:
            part = {"type": "text", "text": text}
            await socket.send(json.dumps({"event": "send", "conversationId": HUB, "content": [part], "mode": "chat"}))
            heard: list[dict[str, Any]] = []
            while not heard or heard[-1].get("event") != "done":
                heard.append(json.loads(await asyncio.wait_for(socket.recv(), SECONDS)))
            return "".join(str(one.get("text", "")) for one in heard)

    provider.copilot_text = "Číslo [RODNE_CIS LO_1]? Ne: [RODNE_CISLO_1], ano."
    for text in (f"Ověř r. č. {BIRTH_NUMBER}.", "A ještě jednou?"):
        assert asyncio.run(talk(text)) == f"Číslo [RODNE_CIS LO_1]? Ne: {BIRTH_NUMBER}, ano."
    assert provider.found(BIRTH_NUMBER) == []
    assert any("[RODNE_CISLO_1]" in message for message in provider.sockets)
    history = json.loads(got_from(house, "copilot.microsoft.com", f"/c/api/conversations/{HUB}/history?api-version=2"))
    assert history["results"][0]["content"][0]["text"] == f"Číslo {BIRTH_NUMBER}, ano."


def uploaded(house: Gateway, name: str, content: bytes) -> int:
    """A file given to Claude's page in the second conversation."""
    connection = http.client.HTTPSConnection(
        "127.0.0.1", house.ports.proxy, context=ssl.create_default_context(cafile=str(house.ca)), timeout=SECONDS
    )
    connection.set_tunnel("claude.ai")
    head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
    path = CHAT.format(TWO).replace("chat_conversations", "conversations").replace("completion", "wiggle/upload-file")
    connection.request("POST", path, head.encode() + content + b"\r\n--b--\r\n", {"content-type": "multipart/form-data; boundary=b"})
    status = connection.getresponse().status
    connection.close()
    return status


def word() -> bytes:
    """A name and a number over several runs."""
    made = docx.Document()
    paragraph = made.add_paragraph("Žadatelka ")
    for piece in ("Jana Dvo", "řáková, r. č. ", BIRTH_NUMBER[:4], BIRTH_NUMBER[4:], ", žádá o příspěvek."):
        paragraph.add_run(piece)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def packed(text: str) -> bytes:
    """A text in an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("zadost.txt", text)
    return out.getvalue()


def test_a_document(house: Gateway, provider: PageProvider) -> None:
    """A Word file, and the text of a PDF, leave with tokens in place of values, answers about it have the values; what cannot be put together again stays."""
    assert uploaded(house, "zadost.docx", word()) == 200
    sent = [got for got in provider.requests if got.path.endswith("/upload-file")][-1].body
    content = sent[sent.index(b"\r\n\r\n") + 4 : sent.rindex(b"\r\n--b--")]
    assert docx.Document(io.BytesIO(content)).paragraphs[0].text == "Žadatelka [OSOBA_1], r. č. [RODNE_CISLO_1], žádá o příspěvek."
    assert asked(house, "Co je v tom dopise?", TWO) == (200, f"Paní Jana Dvořáková má číslo {BIRTH_NUMBER}.")
    assert uploaded(house, "zadost.pdf", pdf([f"rodne cislo {BIRTH_NUMBER}"])) == 200
    assert uploaded(house, "zadost.zip", packed(f"r. č. {BIRTH_NUMBER}")) == 403
    assert uploaded(house, "zadost.txt", f"r. č. {BIRTH_NUMBER}".encode("cp1250")) == 200
    assert provider.found(BIRTH_NUMBER, "Dvořák") == []


def test_a_conversation_that_begins(house: Gateway, provider: PageProvider) -> None:
    """ChatGPT gives a conversation its id with the answer to the first question; the next question is answered with its values, too."""

    def ask(text: str, conversation: str | None) -> str:
        connection = http.client.HTTPSConnection(
            "127.0.0.1", house.ports.proxy, context=ssl.create_default_context(cafile=str(house.ca)), timeout=SECONDS
        )
        connection.set_tunnel("chatgpt.com")
        message = {"id": ONE, "author": {"role": "user"}, "content": {"content_type": "text", "parts": [text]}}
        body = {"action": "next", "messages": [message], "model": "auto"} | ({"conversation_id": conversation} if conversation else {})
        connection.request("POST", "/backend-api/f/conversation", json.dumps(body), {"content-type": "application/json"})
        answer = connection.getresponse().read().decode()
        connection.close()
        data = [json.loads(line[6:]) for line in answer.splitlines() if line.startswith("data: {")]
        return "".join(one["v"] for one in data if isinstance(one.get("v"), str))

    assert ask(f"Ověř r. č. {BIRTH_NUMBER}.", None) == f"Číslo {BIRTH_NUMBER}, ano."
    limit = (
        time.monotonic() + SECONDS
    )  # the table of a first question is written while its answer goes by, and another process may be asked
    while ask("Opravdu?", MESSAGE) != f"Číslo {BIRTH_NUMBER}, ano.":
        assert time.monotonic() < limit
    for _ in range(TURNS):
        assert ask("Opravdu?", MESSAGE) == f"Číslo {BIRTH_NUMBER}, ano."
    assert provider.found(BIRTH_NUMBER) == []
    old = json.loads(got_from(house, "chatgpt.com", f"/backend-api/conversation/{MESSAGE}"))
    assert old["title"] == f"Číslo {BIRTH_NUMBER}"
    assert old["mapping"][MESSAGE]["message"]["content"]["parts"] == [f"Číslo {BIRTH_NUMBER}, ano."]


def test_an_old_conversation_in_chunks(house: Gateway, provider: PageProvider) -> None:
    """Gemini's page loads by a call among its small ones; each chunk is as long as it says."""

    def call(path: str, f_req: Any) -> list[Any]:
        answer = got_from(house, "gemini.google.com", "/_/BardChatUi/data/" + path, urlencode({"f.req": json.dumps(f_req), "at": "x"}))
        length, _, rest = answer.partition("\n\n")[2].partition("\n")
        assert len(rest) + 1 == int(length)
        return json.loads(rest)[0]  # type: ignore[no-any-return]

    question = [[f"Ověř r. č. {BIRTH_NUMBER}.", 0, None, None, None, None, 0], ["cs"], ["", "", ""]]
    generate = "assistant.lamda.BardFrontendService/StreamGenerate"
    assert json.loads(call(generate, [None, json.dumps(question)])[2])[4][0][1] == [f"Číslo {BIRTH_NUMBER}, ano."]
    load = [[["hNvQHb", json.dumps([CHAT_ID, 10, None, 1, [0], [4], None, 1]), None, "generic"]]]

    def turn() -> list[str]:
        found: list[str] = json.loads(call("batchexecute?rpcids=hNvQHb&rt=c", load)[2])[0][0][3][0][0][1]
        return found

    limit = (
        time.monotonic() + SECONDS
    )  # the table of a first question is written while its answer goes by, and another process may be asked
    while turn() != [f"Číslo {BIRTH_NUMBER}, ano."]:
        assert time.monotonic() < limit
    assert all(turn() == [f"Číslo {BIRTH_NUMBER}, ano."] for _ in range(TURNS))
    assert provider.found(BIRTH_NUMBER) == []
