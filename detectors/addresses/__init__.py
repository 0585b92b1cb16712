"""Postal addresses: towns, streets, and how sure a stretch of text is one."""
