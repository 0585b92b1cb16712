"""JSON-RPC 2.0: ``{"jsonrpc": "2.0", "method", "params", "id"}``, or a list of such. Source: the specification, 4 to 6.

A body is read as JSON like any other (:mod:`json_format`); here is the envelope of a refusal.
"""

from __future__ import annotations

from gateway.act import texts
from gateway.model import Notice

REFUSED = -32600
"""The code of a refusal (Invalid Request): clients do not repeat what is invalid."""


def error(notice: Notice, language: str) -> dict[str, object]:
    """The error envelope. The id is that of the call where the format found one that may be repeated, else null: the specification's word
    for a call whose id nobody could tell.
    """
    number = notice.reply_to.get("id", "")
    data = {"reference": notice.reference, "code": texts.code(notice.reason)}
    return {
        "jsonrpc": "2.0",
        "id": int(number) if number.isdecimal() else None,
        "error": {"code": REFUSED, "message": texts.message(notice, language), "data": data},
    }
