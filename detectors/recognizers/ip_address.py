"""IP addresses, versions 4 and 6: a network identifier, which the office's directive and recital 30 of the GDPR call personal.

Only addresses of the public internet: private, loopback, link-local, documentation and multicast ranges (RFC 6890) and the well-known
public resolvers say nothing about a person. "1.2.3.4" is also a version, a section or an OID.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from detectors.context import Context
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_V4 = re.compile(rf"(?<![0-9])(?<![0-9]\.)(?<![0-9][,/-]){_OCTET}(?:\.{_OCTET}){{3}}(?![0-9])(?!\.[0-9])")
_V6 = re.compile(r"(?<![0-9A-Za-z:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![0-9A-Za-z:])")
_GROUPS = re.compile(r":[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:")
_ANY_COLON = re.compile(r":[0-9A-Fa-f:]")
_NOT_ADDRESS = Context(
    r"verz\w{1,3}",
    r"version",
    r"\bv\.? ?\Z",
    r"\bver\b",
    r"firmware",
    r"build",
    r"release",
    r"aktualizac",
    r"\bbod\w{0,2}\b",
    r"kapitol",
    r"odst",
    r"oddil",
    r"clan",
    r"\bcast\b",
    r"\boid\b",
    r"priloh",
    r"tabulk",
    r"obraz",
    r"\bsw\b",
    r"chrome/|firefox/|mozilla|safari/|edg/|opr/",
    r"cpv",
    r"§",
)
_VERSION_TAIL = re.compile(r"[-_+](?:rc|beta|alpha|dev|[0-9])|/[0-9]{1,2}\b")
_RESOLVERS = frozenset({"8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "4.2.2.2", "208.67.222.222", "208.67.220.220"})
_NEAR = 26


def _public(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not address.is_multicast and str(address) not in _RESOLVERS


class IpAddressRecognizer(CzechRecognizer):
    """``IP_ADDRESS``."""

    ENTITY = "IP_ADDRESS"
    CONTEXT = (
        r"\bip(?:v[46])?\b",
        r"\bip_?adr",
        r"adres",
        r"prihlas",
        r"\blog",
        r"pripoj",
        r"server",
        r"router",
        r"klient",
        r"\bhost",
        r"remote",
        r"x-forwarded",
        r"sitov",
        r"brana|gateway",
        r"ping",
    )
    MIN_LENGTH = 7

    def validate(self, value: str) -> bool | None:
        """True for an address of the public internet, False for any other."""
        try:
            return _public(IPv6Address(value) if ":" in value else IPv4Address(value))
        except AddressValueError:
            return False

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        text = view.text
        for start, end in self.candidates(view):
            if text.count(".", start, end) < 3:
                continue
            for match in _V4.finditer(text, start, end):
                view.step(self.key)
                finding = self._version_4(view, match)
                if finding is not None:
                    yield finding
        if ":" in text and ("::" in text or _GROUPS.search(text) is not None):
            yield from self._version_6(view)

    def _version_4(self, view: View, match: re.Match[str]) -> Finding | None:
        start, end = match.span()
        value = match[0]
        before, after = view.text[start - 1 : start] if start else "", view.text[end : end + 1]
        if before.isalnum() or after.isalnum() or before == "_" or after == "_" or not self.validate(value):
            return None
        if _NOT_ADDRESS.before(view, start, _NEAR) or (before in "-/" and before and not view.text.startswith("//", start - 2)):
            return None
        context = self.nearby is not None and self.nearby.near(view, start, end)
        short = len(value) < 9  # mostly single digits: sections and versions
        if not context and (short or _VERSION_TAIL.match(view.text, end)):
            return None
        return view.finding(self.ENTITY, start, end, 0.9 if context else 0.7, f"{self.key}.v4", context=context)

    def _version_6(self, view: View) -> Iterator[Finding]:
        reach = 0
        for hint in _ANY_COLON.finditer(view.text):
            at = hint.start()
            if at < reach:
                continue
            view.step(self.key)
            start = at
            while start > 0 and at - start < 4 and view.text[start - 1] in "0123456789abcdefABCDEF":
                start -= 1
            match = _V6.match(view.text, start)
            reach = max(at + 1, match.end() if match else 0)
            if match is None or match[0][:1] not in {"2", "3"} or not self.validate(match[0]):
                continue  # 2000::/3 is all that is given to networks
            context = self.nearby is not None and self.nearby.near(view, start, match.end())
            yield view.finding(self.ENTITY, start, match.end(), 0.95 if context else 0.85, f"{self.key}.v6", context=context)
