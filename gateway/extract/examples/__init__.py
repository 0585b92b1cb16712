"""Requests as clients send them, one for each place in which a format carries text: for the canary and for the table of coverage."""
