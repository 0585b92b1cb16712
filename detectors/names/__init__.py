"""Names of persons: a spaCy pipeline (``spacy.blank("cs")`` with the component ``celnice_names``) over a small model of our own.

text (words, and how they hang together) → features → model (two looks at every capitalised word) → spans → tagger (the rules that are
certain) → component (spaCy) → pipeline (text → spans) → propagation (known once, found again). ``make train`` (``training/``) makes
``model.bin``; docs/models/names.md says from what. Only :mod:`detectors.recognizers.person` uses this package.
"""
