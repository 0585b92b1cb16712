"""Where a key on a token is: a PKCS#11 URI (RFC 7512) with the module to load and the file that holds the PIN."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote

from gateway.errors import UserError

SCHEME = "pkcs11:"
_PATH = frozenset({"token", "serial", "object", "id"})
_QUERY = frozenset({"module-path", "pin-source"})


@dataclass(frozen=True, slots=True)
class TokenAddress:
    """Where the key is. ``token`` or ``serial`` names the token, ``label`` (object) or ``id`` the key pair on it."""

    module: Path
    pin_file: Path
    token: str | None = None
    serial: str | None = None
    label: str | None = None
    id: bytes | None = None

    @classmethod
    def parse(cls, uri: str) -> TokenAddress:
        """Raises UserError that names the attribute which is wrong, and never repeats its value."""
        path, _, query = uri.strip().removeprefix(SCHEME).partition("?")
        found = dict(part.partition("=")[::2] for part in path.split(";") if part)
        asked = {name: values[-1] for name, values in parse_qs(query, keep_blank_values=True).items()}
        if "pin-value" in asked:
            raise UserError("PKCS#11 URI: pin-value would leave the PIN in the open; put it into a file (0600) and give pin-source")
        if unknown := sorted((found.keys() - _PATH) | (asked.keys() - _QUERY)):
            raise UserError(f"PKCS#11 URI: {', '.join(unknown)} is not understood; known are {', '.join(sorted(_PATH | _QUERY))}")
        if missing := sorted(_QUERY - asked.keys()):
            raise UserError(f"PKCS#11 URI: {' and '.join(missing)} is missing")
        if not {"token", "serial"} & found.keys() or not {"object", "id"} & found.keys():
            raise UserError("PKCS#11 URI: name the token (token= or serial=) and the key on it (object= or id=)")
        text = {name: unquote(value) for name, value in found.items() if name != "id"}
        key_id = unquote(found["id"], "latin-1").encode("latin-1") if "id" in found else None
        pin = Path(asked["pin-source"].removeprefix("file://").removeprefix("file:"))
        return cls(Path(asked["module-path"]), pin, text.get("token"), text.get("serial"), text.get("object"), key_id)
