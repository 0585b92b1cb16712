"""Uploads as OpenAI takes them, and every host that does the same: ``POST /v1/files`` and its kin, ``multipart/form-data``.

The form has ``file`` (several in skills) with its name, ``purpose`` and metadata. A file of JSON lines (``.jsonl``: batches, training data)
is read here; any other goes to document workers. Containers take JSON instead (``file_id``). Source: the API reference, "Files",
"Containers", "Skills"; mistralai ``client/files.py`` and ``documents.py``.
"""

from __future__ import annotations

from gateway.extract.api import WireFormat
from gateway.extract.multipart_api import MultipartApi
from gateway.extract.openai_json import FORMAT as JSON

_ID = "[A-Za-z0-9._-]+"

FORMAT: WireFormat = MultipartApi(
    "openai_files",
    {
        "files": "/files(?:/upload)?",
        "containers.files": f"/containers/{_ID}/files",
        "skills": f"/skills(?:/{_ID}/versions)?",
        "libraries.documents": f"/libraries/{_ID}/documents",
    },
    json=JSON,
    batches=True,
)
