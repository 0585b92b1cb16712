"""Every kind that DOMAIN names, in the order of the table."""

from __future__ import annotations

from evaluation.kind import Kind
from evaluation.kinds import addresses, bank, birth, born, business, contact, documents, electronic, marks, vehicles

KINDS: tuple[Kind, ...] = (
    *birth.KINDS,
    *documents.KINDS,
    *business.KINDS,
    *bank.KINDS,
    *contact.KINDS,
    *vehicles.KINDS,
    *addresses.KINDS,
    *born.KINDS,
    *marks.KINDS,
    *electronic.KINDS,
)
