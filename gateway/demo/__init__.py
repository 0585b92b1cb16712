"""A local stand-in for an AI provider, and what ``celnice demo`` shows with it. Nothing here sees a real provider.

``stand_in`` runs it as a process; ``provider`` answers requests; ``http1`` and ``http2`` speak to clients; ``recorder`` keeps what
arrived, and ``traces`` looks in it for planted values; ``prompts`` are what the demo sends.
"""
