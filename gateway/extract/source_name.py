"""What a source is called in ``[[policy.sources]]``: one spelling each, or none at all.

``https://mcp.urad.example/sse``    a server: its scheme, host, port and path; nothing below or beside it
``connector:connector_sharepoint``  a connector of the provider's, by its id
``index:https://urad.search.windows.net/indexes/spisy``  an index of Azure AI Search, by its address in Azure's own interface
``index:projects/p/locations/eu/collections/c/dataStores/d``  a data store, an engine or a corpus of Vertex AI, by its resource name
``prompt:pmpt_1``                   a stored prompt of OpenAI's
``gs://spisy``, ``s3://spisy``      every object of a bucket

What grants is compared whole. A text of a request that could be read as two things (a user's name before the host, a dot behind it, letters
that are not ASCII, percent signs, a query, ``..``) has no name. Sources: RFC 3986 §§ 3 and 6, RFC 1034 § 3.5, the references of Azure AI
Search ("Get Index") and Vertex AI ("DataStore", "RagCorpus"), "Bucket naming" of Google and Amazon.
"""

from __future__ import annotations

import re

from allowlist.host import InvalidHost, canonical

_PART = r"[A-Za-z0-9._~=:@+,-]"
_SERVER = re.compile(rf"(?i:https)://([A-Za-z0-9_.-]*[A-Za-z0-9_-])(?::([1-9][0-9]{{0,4}}))?((?:/{_PART}+)*/?)")
_HTTPS, _MOST_PORT = 443, 65535
_SLASHES = 3
"""Of an address without a path."""
_IDENTITY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")
_INDEX = re.compile(r"[a-z0-9][a-z0-9-]{0,127}")
_RESOURCE = re.compile(r"projects(?:/[A-Za-z0-9_][A-Za-z0-9_.:-]*){3,}")
_BUCKET = re.compile(r"((?:gs|s3)://[a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?:/([^\x00-\x20\x7f\\?#%]+))?")
_DOTS = re.compile(r"\.+")

FORMS = "https://host/path, connector:ID, prompt:ID, index:https://NAME.search.windows.net/indexes/INDEX, index:projects/…, gs://bucket"


def server(text: str) -> str | None:
    """The name of a server by its address; None where the address has more or other parts than a host, a port and a plain path."""
    read = _SERVER.fullmatch(text)
    if read is None or _steps(read[3]):
        return None
    port = int(read[2] or _HTTPS)
    try:
        host = canonical(read[1])
    except InvalidHost:
        return None
    if port > _MOST_PORT:
        return None
    return f"https://{host}{'' if port == _HTTPS else f':{port}'}{read[3] or '/'}"


def connector(text: str) -> str | None:
    """The name of a connector by its id."""
    return f"connector:{text}" if _IDENTITY.fullmatch(text) else None


def prompt(text: str) -> str | None:
    """The name of a stored prompt by its id."""
    return f"prompt:{text}" if _IDENTITY.fullmatch(text) else None


def azure_index(endpoint: str, index: str) -> str | None:
    """The name of an index by the address of its service and its own name there."""
    service = server(endpoint)
    if service is None or service.count("/") > _SLASHES or service[-1] != "/" or _INDEX.fullmatch(index) is None:
        return None
    return f"index:{service}indexes/{index}"


def resource(text: str) -> str | None:
    """The name of a data store, an engine or a corpus by its resource name."""
    return f"index:{text}" if _RESOURCE.fullmatch(text) else None


def bucket(text: str) -> str | None:
    """The name of the bucket in which an object lies, by the object's address."""
    read = _BUCKET.fullmatch(text)
    return read[1] if read is not None and read[2] and not _steps(read[2]) and "//" not in f"/{read[2]}" else None


def entry(text: str) -> str:
    """The name that an entry of ``[[policy.sources]]`` means. Raises ValueError that says in plain words why it means none."""
    form, _, rest = text.partition(":")
    match form:
        case "https":
            name = server(text)
        case "connector":
            name = connector(rest)
        case "prompt":
            name = prompt(rest)
        case "index":
            service, slash, index = rest.partition("/indexes/")
            name = azure_index(service, index) if slash and rest[:5] == "https" else resource(rest)
        case "gs" | "s3":
            read = _BUCKET.fullmatch(text)
            name = read[1] if read is not None and read[2] is None else None
        case _:
            raise ValueError(f"is no source; there are {FORMS}")
    if name is None:
        raise ValueError(_WRONG[form])
    return name


_WRONG = {
    "https": "is no plain address: write https://, the host in ASCII without a dot behind it, a port if it is not 443, and the path; "
    "no user, no query, no percent sign, no `..`",
    "connector": "is no id of a connector: write connector: and letters, digits, `_`, `.`, `:` or `-`",
    "prompt": "is no id of a stored prompt: write prompt: and letters, digits, `_`, `.`, `:` or `-`",
    "index": "is no index: write index:https://NAME.search.windows.net/indexes/INDEX, or index: and a resource name (projects/…)",
    "gs": "is no bucket: write gs:// and its name alone",
    "s3": "is no bucket: write s3:// and its name alone",
}


def _steps(path: str) -> bool:
    """Whether a part of a path is nothing but dots."""
    return any(_DOTS.fullmatch(part) for part in path.split("/"))
