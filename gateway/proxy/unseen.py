"""Whether a request has its provider read what lies there and nobody here has scanned."""

from __future__ import annotations

from gateway.extract import file_ids, sources
from gateway.pipeline import Reading
from gateway.proxy.ports import Files


async def refers_to_unseen(files: Files | None, reading: Reading, tool: str) -> bool:
    """Whether a request refers to a file, or a collection of files, that is not known, or to a source that never is. Without ``files``
    nobody asks for files.
    """
    segments = reading.extracted.segments
    if sources.named(segments):
        return True
    if files is None:
        return False
    referred = file_ids.referred(segments)
    return bool(referred) and not await files.all_known(tool, referred)
