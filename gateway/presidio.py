"""Presidio's analyzer API over the detection processes: messages out, answers and typed errors back.

``answer`` runs inside a detection process; :class:`RemoteAnalyzer` in the console, which therefore loads no detector.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from detectors.finding import NotScanned
from gateway.console.ports import BadRequest
from gateway.model import Unscanned

type Ask = Callable[[dict[str, Any]], Awaitable[dict[str, Any] | Unscanned]]


def answer(analyzer: Any, message: Mapping[str, Any]) -> dict[str, Any]:
    """One message of :class:`RemoteAnalyzer`, answered. Called in a detection process, where the detectors are loaded."""
    import detectors.presidio_api as presidio_api  # noqa: PLC0415, PLR0402  # loads Presidio, which only detection processes may

    try:
        match message.get("presidio"):
            case "analyze":
                return {"answer": presidio_api.analyze_request(analyzer, message["payload"])}
            case "recognizers":
                return {"answer": presidio_api.recognizers(analyzer)}
            case "supported_entities":
                return {"answer": presidio_api.supported_entities(analyzer)}
            case _:
                return {"unscanned": "unknown_message"}
    except presidio_api.BadRequest as refused:
        return {"bad_request": str(refused)}
    except NotScanned as failed:
        return {"unscanned": failed.reason}
    except Exception as failed:  # noqa: BLE001  # a broken detector is "not scanned"; its message may quote the text
        return {"unscanned": type(failed).__name__}


class RemoteAnalyzer:
    """The analyzer as the console sees it."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def analyze(self, payload: dict[str, Any]) -> Any:
        """Raises BadRequest for a request Presidio would refuse, NotScanned when it could not be judged."""
        return await self._call({"presidio": "analyze", "payload": payload})

    async def recognizers(self) -> list[str]:
        """Names of the recognizers."""
        names: list[str] = await self._call({"presidio": "recognizers"})
        return names

    async def supported_entities(self) -> list[str]:
        """Names of the entities."""
        names: list[str] = await self._call({"presidio": "supported_entities"})
        return names

    async def alive(self) -> bool:
        """Whether a detection process answers."""
        return not isinstance(await self._ask({"texts": []}), Unscanned)

    async def _call(self, message: dict[str, Any]) -> Any:
        reply = await self._ask(message)
        if isinstance(reply, Unscanned):
            raise NotScanned(reply.reason)
        if "bad_request" in reply:
            raise BadRequest(reply["bad_request"])
        if "unscanned" in reply:
            raise NotScanned(reply["unscanned"])
        return reply["answer"]
