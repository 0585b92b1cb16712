"""How well the detectors find Czech personal data: generated texts with known answers, measures over them, and the published page.

arithmetic (check digits, its own) → kinds (values of every kind and spelling) → carriers, phrases (where a value stands)
→ samples → measure (celnice's analyzer) → bars (the table) → page (docs/accuracy.md)

Nothing here imports a recognizer's rules: what is asked and what answers are written apart.
"""
