"""What a spreadsheet's cell says, as people see it: numbers with the zeros and slashes of their format, dates the Czech way."""

from __future__ import annotations

import datetime as dt
import re

_ZEROS = re.compile(r"[0\\/ \-\"]*0[0\\/ \-\"]*")
_LEAST_ZEROS = 3


def text_of(value: object, number_format: str = "") -> str:
    """The text of a value; "" for an empty one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        day = f"{value.day}. {value.month}. {value.year}"
        return day if value.time() == dt.time() else f"{day} {value:%H:%M:%S}"
    if isinstance(value, dt.date):
        return f"{value.day}. {value.month}. {value.year}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e17:
        value = int(value)
    if isinstance(value, int) and value >= 0 and number_format.count("0") >= _LEAST_ZEROS and _ZEROS.fullmatch(number_format):
        return _filled(value, number_format)
    return str(value)


def _filled(value: int, number_format: str) -> str:
    """``000000/0000`` on 512012345 is ``051201/2345``: digits fill the zeros from the right."""
    shape = number_format.replace("\\", "").replace('"', "")
    digits = str(value).zfill(shape.count("0"))
    extra = len(digits) - shape.count("0")
    out, rest = [digits[:extra]], iter(digits[extra:])
    out += (next(rest) if sign == "0" else sign for sign in shape)
    return "".join(out)
