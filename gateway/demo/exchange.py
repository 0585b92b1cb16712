"""The values of one exchange with the stand-in: a request that came whole, and the reply as it is to be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Request:
    """One request, its body complete. Header names are lower case; ``path`` is without its query."""

    method: str
    host: str
    path: str = field(repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)
    query: str = field(default="", repr=False)

    def header(self, name: str) -> str:
        """The first value of a header, or an empty string."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, slots=True)
class Pause:
    """The reply waits here for that long."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Gate:
    """The reply waits here until the control port says ``/release``: a test then knows what had not yet been sent."""


type Part = bytes | Pause | Gate


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back. Each ``bytes`` part leaves at once, so that the parts of a stream are its chunks."""

    status: int
    headers: tuple[tuple[str, str], ...]
    parts: Iterable[Part] = field(repr=False)


type Application = Callable[[Request], Reply]


def plain(status: int, content_type: str, body: bytes, *headers: tuple[str, str]) -> Reply:
    """A reply whose body is known whole."""
    return Reply(status, (("content-type", content_type), ("content-length", str(len(body))), *headers), (body,) if body else ())
