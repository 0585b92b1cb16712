"""The errors that a person is meant to read.

Exception
├── UserError          what an administrator can mend; one line, with the fix; exit code 2
├── model.OpaqueBody   a body that no format reads (policy decides; default block)
├── detectors NotScanned   a detector failed (never "clean")
└── record SinkUnavailable the event is not durable (blocks stand, the rest becomes a block)
"""

from __future__ import annotations


class UserError(Exception):
    """Something the administrator can mend. The message is one line: what is wrong, where, and the fix."""
