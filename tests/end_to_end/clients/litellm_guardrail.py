"""LiteLLM's own Presidio guardrail against an analyzer, and presidio-anonymizer with its findings. Runs where both are installed.

argv: the analyzer's address with its credentials. stdin: {"text": ...}. stdout: one JSON object:
  masked     the text after the guardrail masked it (LiteLLM → /analyze → presidio-anonymizer)
  restored   what LiteLLM remembers to put back, by token
  blocked    the entity for which LiteLLM raised BlockedPiiEntityError
  clean      a text without personal data after the same guardrail
  replaced   presidio-anonymizer's "mask" operator on the analyzer's own findings
"""

import asyncio
import json
import os
import sys
import threading
import urllib.request
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # or importing it asks the internet for prices

from litellm.caching.caching import DualCache
from litellm.exceptions import BlockedPiiEntityError
from litellm.proxy._types import UserAPIKeyAuth
from litellm.proxy.guardrails.guardrail_hooks.presidio import _OPTIONAL_PresidioPIIMasking
from litellm.types.guardrails import PiiAction
from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

CLEAN = "Vysvětli občanům, co je to stavební řízení."
ENGINE = AnonymizerEngine()


class Anonymizer(BaseHTTPRequestHandler):
    """Presidio's anonymizer service in twenty lines: its engine behind ``POST /anonymize``."""

    def do_POST(self):
        """Answers as its app.py does."""
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        results = [RecognizerResult.from_json(item) for item in request["analyzer_results"]]
        body = ENGINE.anonymize(request["text"], results).to_json().encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Says nothing."""


def guardrail(analyzer, anonymizer, **more):
    """LiteLLM's guardrail as its proxy would build it from config.yaml."""
    return _OPTIONAL_PresidioPIIMasking(
        presidio_analyzer_api_base=analyzer,
        presidio_anonymizer_api_base=anonymizer,
        guardrail_name="presidio",
        event_hook="pre_call",
        default_on=True,
        **more,
    )


async def through(guard, text):
    """One chat completion through the guardrail's hook, and what it keeps beside it."""
    data = {"model": "gpt-4o", "messages": [{"role": "user", "content": text}], "metadata": {}}
    try:
        after = await guard.async_pre_call_hook(UserAPIKeyAuth(), DualCache(), data, "completion")
        return after["messages"][0]["content"], after["metadata"].get("pii_tokens", {})
    finally:
        await guard._close_http_session()


def findings(analyzer, text):
    """The analyzer's own answer, with Basic credentials taken out of its address."""
    parts = urlsplit(analyzer)
    credentials = b64encode(f"{parts.username}:{parts.password}".encode()).decode()
    request = urllib.request.Request(
        f"{parts.scheme}://{parts.hostname}:{parts.port}/analyze",
        json.dumps({"text": text, "language": "cs"}).encode(),
        {"content-type": "application/json", "authorization": f"Basic {credentials}"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def main():
    """Runs all of it."""
    analyzer = sys.argv[1]
    text = json.load(sys.stdin)["text"]
    server = HTTPServer(("127.0.0.1", 0), Anonymizer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    anonymizer = f"http://127.0.0.1:{server.server_port}"
    masked, restored = asyncio.run(through(guardrail(analyzer, anonymizer, output_parse_pii=True), text))
    clean, _ = asyncio.run(through(guardrail(analyzer, anonymizer), CLEAN))
    try:
        asyncio.run(through(guardrail(analyzer, anonymizer, pii_entities_config={"CZ_BIRTH_NUMBER": PiiAction.BLOCK}), text))
        blocked = None
    except BlockedPiiEntityError as error:
        blocked = error.entity_type
    results = [RecognizerResult.from_json(item) for item in findings(analyzer, text)]
    mask = {"DEFAULT": OperatorConfig("mask", {"masking_char": "*", "chars_to_mask": 99, "from_end": False})}
    replaced = ENGINE.anonymize(text, results, mask).text
    server.shutdown()
    answer = {"masked": masked, "restored": restored, "blocked": blocked, "clean": clean == CLEAN, "replaced": replaced}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


main()
