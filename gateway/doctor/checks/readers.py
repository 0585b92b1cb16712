"""Public keys of those who open evidence and names: whether each is one. Their private keys are elsewhere, and must be."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.doctor.api import Check, Result, fault, ok, warning
from gateway.doctor.around import Around
from gateway.errors import UserError
from gateway.store import reader_keys


def run(around: Around) -> Iterator[Result]:
    """``evidence.readers``, ``evidence.second_readers``, ``people.readers``."""
    settings = around.settings
    lists = {
        "evidence.readers": settings.evidence.readers,
        "evidence.second_readers": settings.evidence.second_readers,
        "people.readers": settings.people.readers,
    }
    named = 0
    for name, paths in lists.items():
        for path in paths:
            named += 1
            try:
                reader_keys.public_keys([path])
            except UserError as error:
                yield fault(f"{name}: {error}", "put the right public key there; what is recorded meanwhile is sealed to nobody else")
                return
    try:
        reader_keys.of_evidence(settings.evidence)
    except UserError as error:
        yield fault(str(error), "name another second reader; until then whoever has that key opens records alone")
        return
    keeps = {settings.evidence.keep, *settings.evidence.tools.values()} != {"none"}
    if keeps and len(settings.evidence.readers) == 1:
        yield warning("evidence has one reader: if that key is lost, nobody opens it", "name a second key that lies in the office's safe")
    else:
        yield ok(f"{named} public keys of readers" if named else "no evidence is kept, and no names")


CHECK = Check("readers", 160, run)
