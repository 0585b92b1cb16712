"""The FastAPI shell: API, pages, doors."""
