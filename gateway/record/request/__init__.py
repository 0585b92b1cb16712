"""Requests of data subjects (GDPR art. 15 to 22; the directive, art. VIII) as cases. Pure: steps in, a request and its deadlines out."""
