"""Who and what is public: historical persons (people.txt), and what an office lists itself (its own numbers, its officials).

entry (one entry, and the office's list read) → names (the forms of a listed person's name) → marks (findings → findings with a reason).

A public finding is still a finding; policy decides. There is no clock here: the day is given.
"""
