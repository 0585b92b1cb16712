"""Files and collections that lie at a provider and that a request has it read: was each of them seen here before it got there?"""

from __future__ import annotations

from gateway.extract import file_ids
from gateway.pipeline import Reading
from gateway.proxy.ports import Files


async def unknown(files: Files | None, reading: Reading, tool: str) -> bool:
    """Whether a request refers to one that nobody has scanned. Without ``files`` nobody asks."""
    if files is None or (reading.body is not None and not file_ids.may_refer(reading.body.content)):
        return False
    referred = file_ids.referred(reading.extracted.segments)
    return bool(referred) and not await files.all_known(tool, referred)
