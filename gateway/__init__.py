"""The way of one request.

client ─▶ proxy/ ─▶ allowlist.match ─▶ extract/ ─▶ detection/ ─▶ decide/ ─▶ act/ ─▶ upstream ─▶ act/restore ─▶ client
          admit                        bytes →      text →        findings   verdict                tokens →
                                       segments     findings      → verdict  → bytes                values
                                                                     └─▶ record/ ─▶ store/ ─▶ feeds/, console/, metrics

``pipeline.py`` holds the pure stages in their order, ``main.py`` puts the processes together, ``model.py`` holds the values that
cross stages. The core (extract, detect, decide, act, record) opens no socket, has no clock and no event loop of its own.
"""
