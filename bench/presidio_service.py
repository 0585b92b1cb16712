"""Presidio's two services behind one port, with the Czech model, for LiteLLM's guardrail: ``python -m bench.presidio_service PORT``.

Runs in .venv-peers. Both answer as Presidio's own images do (``POST /analyze``, ``POST /anonymize``).
"""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bench.analyzing import _presidio


def main() -> None:
    """Serves until it is ended."""
    from presidio_anonymizer import AnonymizerEngine  # noqa: PLC0415  not there where ours is
    from presidio_anonymizer.entities import RecognizerResult  # noqa: PLC0415

    analyze, _ = _presidio()
    engine = AnonymizerEngine()

    class Service(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            if self.path.endswith("/analyze"):
                content = json.dumps([found.to_dict() for found in analyze(asked["text"])])
            else:
                results = [RecognizerResult.from_json(one) for one in asked["analyzer_results"]]
                content = engine.anonymize(asked["text"], results).to_json()
            body = content.encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Service).serve_forever()


if __name__ == "__main__":
    main()
