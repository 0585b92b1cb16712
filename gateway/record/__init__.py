"""What happened, never the text itself."""
