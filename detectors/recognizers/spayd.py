"""SPAYD, the Short Payment Descriptor that Czech payment QR codes hold: ``SPD*1.0*ACC:CZ…*AM:…*MSG:…*X-VS:…``.

The whole string is one finding: beside the account it holds the sum, the message, the payer's reference and the name of the payee.
Source: Czech Banking Association, "Formát pro sdílení platebních údajů v rámci tuzemského platebního styku v CZK, QR kódy".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.finance.iban import is_iban
from detectors.finding import Finding
from detectors.recognizer import CzechRecognizer
from detectors.text.view import View

_HEAD = "SPD*"
_SPAYD = re.compile(r"SPD\*[0-9]\.[0-9](?:\*[A-Za-z][A-Za-z0-9-]{0,9}:[^*\n\"<>]{0,140}){1,40}\*?", re.IGNORECASE)
_ACCOUNT = re.compile(r"\*(?:ALT-)?ACC:\s?([A-Z]{2}[0-9 ]{10,45})", re.IGNORECASE)
_TAIL = re.compile(r"[ \t.,;)\]]{0,4}\Z")


def _headed(view: View) -> bool:
    """Whether the beginning of such a string stands in the text."""
    return "*" in view.text and (_HEAD in view.text or _HEAD.lower() in view.text)


class SpaydRecognizer(CzechRecognizer):
    """``SPAYD``."""

    ENTITY = "SPAYD"
    NEEDS = _headed

    def find(self, view: View) -> Iterator[Finding]:
        """Findings in one text."""
        text = view.text
        if not _headed(view):
            return
        at = 0
        for match in _SPAYD.finditer(text):
            view.step(self.key)
            if match.start() < at or text[match.start() - 1 : match.start()].isalnum():
                continue
            account = _ACCOUNT.search(text, match.start(), match.end())
            if account is None:
                continue
            start, end = match.span()
            tail = _TAIL.search(text, max(end - 4, start), end)
            end = tail.start() if tail else end
            check = is_iban(account[1].replace(" ", "").upper())
            at = end
            yield view.finding(self.ENTITY, start, end, 0.99 if check else 0.9, f"{self.key}.string", check=check or None, context=True)
