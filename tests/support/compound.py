"""OLE compound files ([MS-CFB]) written as plainly as can be: no small sectors, the directory as one chain of siblings."""

from __future__ import annotations

import struct
from collections.abc import Mapping

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A file with these streams; a path ``storage/stream`` makes a storage. Streams shorter than 4096 bytes are filled up with zeros."""
    tree: dict[str, object] = {}
    for path, data in streams.items():
        *folders, name = path.split("/")
        at = tree
        for folder in folders:
            at = at.setdefault(folder, {})  # type: ignore[assignment]
        at[name] = data
    entries: list[list[object]] = [["Root Entry", 5, FREE, FREE, END, 0]]
    sectors: list[bytes] = []
    fat: list[int] = []

    def stored(data: bytes) -> int:
        first = len(sectors)
        blocks = [data[at : at + SECTOR].ljust(SECTOR, b"\x00") for at in range(0, len(data), SECTOR)]
        sectors.extend(blocks)
        fat.extend([*range(first + 1, first + len(blocks)), END])
        return first

    def add(folder: dict[str, object]) -> int:
        before = FREE
        for name, what in folder.items():
            number = len(entries)
            entries.append([])
            if isinstance(what, dict):
                entries[number] = [name, 1, before, add(what), 0, 0]
            else:
                data = bytes(what).ljust(4096, b"\x00")  # type: ignore[call-overload]
                entries[number] = [name, 2, before, FREE, stored(data), len(data)]
            before = number
        return before

    entries[0][3] = add(tree)
    directory = stored(b"".join(_entry(*entry) for entry in entries))  # type: ignore[arg-type]
    count = 1
    while (len(fat) + count) * 4 > count * SECTOR:
        count += 1
    places = list(range(len(sectors), len(sectors) + count))
    fat += [FAT] * count
    table = b"".join(struct.pack("<I", one) for one in fat).ljust(count * SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6xII I", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory)
    head += struct.pack("<IIIIII", 0, 4096, END, 0, END, 0) + b"".join(struct.pack("<I", one) for one in places)
    return head.ljust(SECTOR, b"\xff") + b"".join(sectors) + table


def _entry(name: str, kind: int, left: int, child: int, start: int, size: int) -> bytes:
    wide = (name + "\x00").encode("utf-16-le")
    return (
        wide.ljust(64, b"\x00")
        + struct.pack("<HBBIII", len(wide), kind, 1, left, FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
