"""``celnice doctor``: what of a node is sound, what is not, and what to do about it.

    registry (finds checks/*.py) → examination (runs each, none can end the others) → results → the command prints them

A check looks and never mends. It may run beside a running node, and before the first start. One check is one module of
gateway/doctor/checks with a ``CHECK``.
"""
