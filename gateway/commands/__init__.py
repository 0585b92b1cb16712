"""The verbs of the command ``celnice``. One verb is one file."""
