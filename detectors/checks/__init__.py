"""Check digits, one file per kind, each with its definition and ``passes`` over plain digits."""
