"""Finds personal data in Czech text: text in, findings out. Knows nothing of proxies, users or policy.

normalise → recognizers (one file each) → resolve conflicts → findings, with offsets into the text as it was given.
"""
