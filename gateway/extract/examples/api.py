"""What an example is. A module of this folder has ``EXAMPLES``: the format's name → its examples around a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Example:
    """One request body, or one WebSocket message, with a text in it."""

    carrier: str
    """Where in it the text stands, in a few words for people."""
    content: bytes = field(repr=False)
    content_type: str = JSON
    """Of a body; "" for a message."""
    paths: str = ""
    """Which operations of the format it suits: a regular expression found somewhere in their path. "" suits all."""
    opaque: bool = False
    """Nobody can read this carrier (sound, tokens, a piece of a file): stopping it unread is right."""
    picture: bool = False
    """Letters in a picture: read where they are recognised (Tesseract), else stopped unread."""
    sound: bool = False
    """Words in a recording: read where the office has a transcriber, else stopped unread."""
    is_text: bool = True
    """Of a message: text or binary."""


type Examples = Mapping[str, Callable[[str], tuple[Example, ...]]]
"""By the name of a wire format or of a WebSocket's: a text → the format's examples with that text in them."""
