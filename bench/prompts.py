"""Clean Czech prompts of a given length, the same each time or never the same twice."""

from __future__ import annotations

import json
from itertools import count, cycle, islice, product

TEXT = (
    "Připravte prosím srozumitelné vysvětlení pro občany, kteří žádají o příspěvek na výměnu kotle. Uveďte, jaké doklady mají přiložit, "
    "kde najdou formulář a jak dlouho úřad žádost posuzuje. Zmiňte také, že neúplnou žádost lze doplnit ve lhůtě, kterou úřad stanoví, "
    "a že o výsledku bude každý žadatel vyrozuměn písemně. Text má být zdvořilý, stručný a bez odborných výrazů, "
    "aby mu rozuměl každý čtenář. "
)
PLANTED = " Žadatel má rodné číslo 800412/3127."
"""A made-up person's, computed."""

ANSWER_BYTES = 1024
SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu")


def text(length: int, variant: str = "") -> str:
    """A prompt of that many characters; ``variant`` is a made-up word in it, so that no two are the same text."""
    head = f"Varianta {variant}. " if variant else ""
    return head + "".join(islice(cycle(TEXT), length - len(head)))


def body(prompt: str) -> bytes:
    """The prompt as an OpenAI chat completion."""
    document = {"model": "gpt-4o", "messages": [{"role": "user", "content": prompt}]}
    return json.dumps(document, ensure_ascii=False).encode()


def variants(start: int) -> islice[str]:
    """Words of six syllables, from the ``start``-th one."""
    words = ("".join(word) for _ in count() for word in product(SYLLABLES, repeat=6))
    return islice(words, start, None)
