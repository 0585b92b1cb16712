"""Names of persons: a spaCy pipeline (``spacy.blank("cs")`` with the component ``celnice_names``) over own word lists.

inflect (cases by rule) → lexicon (form → what it may be) → tagger (rules over tokens) → component (spaCy) → pipeline (text → spans).
Only :mod:`detectors.recognizers.person` uses this package, through :func:`detectors.names.pipeline.names_in`.
"""
