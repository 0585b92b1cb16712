"""Pay, deductions, benefits and family circumstances beside a person: the data of a payroll (Labour Code; Act No. 110/2006 Coll. on
subsistence; Civil Procedure Code § 276 ff. on deductions).

The terms: ``detectors/lexicon/hr_data.txt``. Those of its section ``amount`` (plat, odměna, příjem) are ordinary words, so they need a
sum beside them as well: at most :data:`SUM_AFTER` characters behind or :data:`SUM_BEFORE` before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from detectors.contextual import TopicRecognizer
from detectors.lexicon.book import Hit
from detectors.text.view import View

SUM_AFTER: Final = 60
SUM_BEFORE: Final = 40
_SUM: Final = re.compile(r"(?<![0-9])(?:[0-9]{1,3}(?:[ .][0-9]{3}){1,3}|[0-9]{3,8})(?:,[0-9]{2})?\s?(?:,-|,--|Kč|KČ|kč|CZK|korun|tis)")


class HrDataRecognizer(TopicRecognizer):
    """``HR_DATA``."""

    ENTITY = "HR_DATA"
    CATEGORY = "hr_data"

    def spans(self, view: View, hit: Hit) -> Sequence[tuple[int, int]]:
        """The term and the sum beside it; a word that needs a sum says nothing without one."""
        paragraph = view.text.find("\n\n", hit.end, hit.end + SUM_AFTER)
        sums = _SUM.search(view.text, hit.end, paragraph if paragraph >= 0 else hit.end + SUM_AFTER)
        sums = sums or _SUM.search(view.text, max(hit.start - SUM_BEFORE, 0), hit.start)
        if sums is None:
            return () if hit.section == "amount" else ((hit.start, hit.end),)
        return (hit.start, hit.end), sums.span()
