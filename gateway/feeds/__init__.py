"""Sends events to other systems. One feed is one file."""
