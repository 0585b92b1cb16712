"""Why the register answers as it does: the closed set behind the ``reason`` of :mod:`allowlist.answers`.

Each is one word that may be stored, counted and shown; none holds anything of the request.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """One reason per answer. The comment says which answer carries it."""

    # Approved
    OPERATION = "operation"  # the path and method are one of the tool's operations
    STATIC = "static"  # GET, HEAD or OPTIONS to a path that is no operation
    TELEMETRY_HOST = "telemetry_host"  # the whole host is for telemetry
    # Approved with role unknown
    NO_OPERATION = "no_operation"  # no operation of the tool has that method and path
    NO_FORMAT = "no_format"  # a known prompt or upload that no wire format reads yet
    METHOD = "method"  # a method outside the seven that are let through
    PATH_AMBIGUOUS = "path_ambiguous"  # two servers could read the path differently; never walked
    # NotApproved
    NOT_IN_REGISTER = "not_in_register"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    GROUP = "group"  # approved, but not for this person's groups
    # Forbidden
    BANNED = "banned"
    # Unknown
    NOT_CATALOGUED = "not_catalogued"  # the only one that an office may let through undecrypted
    HOST_INVALID = "host_invalid"
    HOST_ADDRESS = "host_address"  # an IP address is not a name that anybody approved
    PORT = "port"  # a catalogued host, but a port that is not listed
