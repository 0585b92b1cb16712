"""Anthropic Files and Skills, as multipart: ``POST /v1/files`` (``file``), ``/v1/skills`` (``display_title``, ``files[]``), its versions.

Source: the API docs, "Files" and "Skills".
"""

from __future__ import annotations

from gateway.extract import anthropic_error
from gateway.extract.api import WireFormat
from gateway.extract.multipart_api import MultipartApi

FORMAT: WireFormat = MultipartApi(
    "anthropic_files",
    {"files": "/v1/files", "skills": "/v1/skills", "skills.versions": "/v1/skills/[A-Za-z0-9_-]+/versions"},
    refuse=anthropic_error.answer,
)
