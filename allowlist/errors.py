"""The errors of the catalogue and the register; both stop the start.

ValueError
├── CatalogueError   a data file of the catalogue is wrong (our fault, or that of whoever edited it)
└── RegisterError    an entry of the register is wrong (the administrator can mend it)
"""

from __future__ import annotations


class CatalogueError(ValueError):
    """A catalogue file breaks its schema: ``<file>: <key>: <what is wrong>``."""

    def __init__(self, file: str, key: str, fault: str) -> None:
        super().__init__(f"{file}: {key}: {fault}")
        self.file = file
        self.key = key


class RegisterError(ValueError):
    """A register entry cannot stand: ``[tools.<service>] <field>: <what is wrong>; <the fix>``, in one line."""

    def __init__(self, service: str, field: str, fault: str, fix: str) -> None:
        super().__init__(f"[tools.{service}] {field}: {fault}; {fix}")
        self.service = service
        self.field = field
