"""A suspected breach of personal data, from the first report to the closed file. Pure: steps are added, and the case is what they say.

Source: the data protection directive, art. VII (steps), GDPR art. 33 and 34, EDPB guidelines 9/2022.
"""
