"""Papers: what the directive and the GDPR want written down, filled in from what is known, as DOCX and PDF."""
