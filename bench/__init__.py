"""What the gateway costs, beside what others cost, in one run: ``python -m bench`` (``make bench``).

``upstream`` is a provider that costs next to nothing, ``load`` the client, ``subjects`` what is measured, ``report`` the table.
Only ratios inside one run carry over to another machine.
"""
