"""The processes of a node, put together: one module each, and each imports what it needs and no more."""
