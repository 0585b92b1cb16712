"""Cohere datasets: ``POST /v1/datasets``, ``multipart/form-data`` with ``data`` and ``eval_data`` (JSON lines or CSV). Source: the API
reference, "Create a dataset".
"""

from __future__ import annotations

from gateway.extract import short_error
from gateway.extract.api import WireFormat
from gateway.extract.multipart_api import MultipartApi

FORMAT: WireFormat = MultipartApi("cohere_files", {"datasets": "/v1/datasets"}, refuse=short_error.message, batches=True)
