"""Text as the recognizers see it: normalised once, with every offset mapped back to the text as it was given.

characters (what a character stands for) → normalise (text, offsets) → view (normalised text, folded text, numbers)
"""
