"""What the gateway costs, beside what others cost, in one run: ``python -m bench`` (``make bench``).

``gateway``: ``upstream`` is a provider that costs next to nothing, ``load`` the client, ``subjects`` what is measured.
``detectors``: ``office`` are the texts, ``analyzing`` one analyzer in a process of its own, ``analyzers`` all of them side by side,
``conversation`` and ``adversarial`` the other bars. ``report``: tables and targets.
Only ratios inside one run carry over to another machine.
"""
