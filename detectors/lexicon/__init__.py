"""Topic terms and trigger words: data files, one per category, found together in one pass over a text.

grammar (one line → one entry) → book (the files of a set, and where their terms stand) → sentences
(which stretch of text belongs together) → anchors (whose data it is).

The files were written for this package from general knowledge of Czech law and office language.
"""
