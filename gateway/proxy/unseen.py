"""Whether a request has its provider read what lies there and nobody here has scanned."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from gateway.extract import file_ids, source_name, source_names, sources
from gateway.pipeline import Reading
from gateway.proxy.ports import Files


async def refers_to_unseen(files: Files | None, reading: Reading, tool: str, approved: AbstractSet[str] = frozenset()) -> bool:
    """Whether a request, or one in a file that it brings, refers to a file, or a collection of files, that is not known, or to a source
    that is not among the ``approved``. Without ``files`` nobody asks for files.
    """
    segments, asked = reading.extracted.segments, reading.extracted.asked
    if asked.nameless or not asked.sources <= approved:
        return True
    if sources.named(segments):
        own = source_names.names(segments) if approved else None
        if not own or not own <= approved:
            return True
    if files is None:
        return False
    referred = tuple(dict.fromkeys((*file_ids.referred(segments), *asked.files)))
    if approved:  # Vertex reads an object of a bucket as a file, by its address
        referred = tuple(one for one in referred if source_name.bucket(one) not in approved)
    return bool(referred) and not await files.all_known(tool, referred)
