"""What employees' machines are given: ``celnice ca kit DIR`` fills in the office's own addresses and certificate.

facts (of the settings and the authority) → templates/ (filled in) and made/ (built: JSON, property lists, trust stores) → a folder
"""
