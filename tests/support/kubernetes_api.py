"""A stand-in for the API of Kubernetes, as far as helm asks it for one release: discovery, objects in memory, strategic patches.

It refuses what Kubernetes refuses of a StatefulSet and a claim that are there (``spec`` but for a few fields is fixed), runs nothing, and
keeps what changed it. Paths and shapes: https://kubernetes.io/docs/reference/using-api/api-concepts/
"""

from __future__ import annotations

import json
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from gateway.extract.budget import Budget
from gateway.extract.protobuf import _read_varint, _split
from support.kustomize import merged

KINDS = {
    "v1": {
        "ConfigMap": "configmaps",
        "PersistentVolumeClaim": "persistentvolumeclaims",
        "Secret": "secrets",
        "Service": "services",
        "ServiceAccount": "serviceaccounts",
    },
    "apps/v1": {"StatefulSet": "statefulsets"},
    "autoscaling/v2": {"HorizontalPodAutoscaler": "horizontalpodautoscalers"},
    "networking.k8s.io/v1": {"NetworkPolicy": "networkpolicies"},
    "policy/v1": {"PodDisruptionBudget": "poddisruptionbudgets"},
}
PROTOBUF = b"k8s\0"
CHANGEABLE = {
    "statefulsets": {"replicas", "template", "updateStrategy", "persistentVolumeClaimRetentionPolicy", "minReadySeconds", "ordinals"},
    "persistentvolumeclaims": {"resources"},
}
"""Fields of ``spec`` that may change; the rest is fixed (ValidateStatefulSetUpdate, ValidatePersistentVolumeClaimUpdate)."""


@dataclass(slots=True)
class Cluster:
    """What lies in it, by path, and which objects of a release were made, changed and deleted: method and ``kind/name``."""

    url: str = ""
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    acts: list[tuple[str, str]] = field(default_factory=list)

    def since(self) -> set[tuple[str, str]]:
        """The acts since one last asked, helm's own records left out."""
        done, self.acts = self.acts, []
        return {one for one in done if not one[1].startswith("secrets/")}


def discovery(path: str) -> dict[str, Any] | None:
    """What the API says of itself."""
    if path == "/version":
        return {"major": "1", "minor": "32", "gitVersion": "v1.32.0"}
    if path == "/api":
        return {"kind": "APIVersions", "versions": ["v1"]}
    if path == "/apis":
        groups = [one.split("/") for one in KINDS if "/" in one]
        offered = [{"groupVersion": f"{group}/{version}", "version": version} for group, version in groups]
        return {
            "kind": "APIGroupList",
            "apiVersion": "v1",
            "groups": [
                {"name": group, "versions": [one], "preferredVersion": one} for (group, _), one in zip(groups, offered, strict=True)
            ],
        }
    version = path.removeprefix("/apis/").removeprefix("/api/")
    if version not in KINDS:
        return None
    verbs = ["create", "delete", "get", "list", "patch", "update"]
    resources = [
        {"name": name, "singularName": kind.lower(), "kind": kind, "namespaced": True, "verbs": verbs}
        for kind, name in KINDS[version].items()
    ]
    return {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": version, "resources": resources}


def fixed(resource: str, old: dict[str, Any], new: dict[str, Any]) -> str:
    """The first field of ``spec`` that may not change and did; empty when none did."""
    if resource not in CHANGEABLE:
        return ""
    keys = (old["spec"].keys() | new["spec"].keys()) - CHANGEABLE[resource]
    return next((key for key in sorted(keys) if old["spec"].get(key) != new["spec"].get(key)), "")


def fields(message: bytes) -> dict[int, list[bytes]]:
    """The values of a message of Protocol Buffers, by number of their field."""
    found: dict[int, list[bytes]] = {}
    for tag, _, _, value in _split(message, Budget(), ("message",)) or ():
        found.setdefault(_read_varint(tag, 0)[1] >> 3, []).append(value)
    return found


def secret(body: bytes) -> dict[str, Any]:
    """A secret as helm keeps a release in one (k8s.io/api/core/v1/generated.proto, in runtime.Unknown)."""
    said = fields(fields(body.removeprefix(PROTOBUF))[2][0])
    about = fields(said[1][0])
    labels = {one[1][0].decode(): one[2][0].decode() for one in map(fields, about.get(11, ()))}
    data = {one[1][0].decode(): b64encode(one[2][0]).decode() for one in map(fields, said.get(2, ()))}
    metadata = {"name": about[1][0].decode(), "namespace": "celnice", "labels": labels}
    return {"apiVersion": "v1", "kind": "Secret", "type": said[3][0].decode(), "metadata": metadata, "data": data}


@contextmanager
def kubernetes_api() -> Iterator[Cluster]:
    """Serves one on a free port of loopback."""
    cluster = Cluster()
    lock = threading.Lock()

    class Api(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # an answer is one packet: two of them wait for each other

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
            """Nothing."""

        def answer(self, status: int, body: dict[str, Any]) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def refuse(self, status: int, reason: str, message: str = "") -> None:
            self.answer(
                status,
                {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": reason, "message": message or reason, "code": status},
            )

        def act(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            sent = None
            if self.command in {"POST", "PUT", "PATCH"}:
                sent = secret(body) if body.startswith(PROTOBUF) else json.loads(body)
            asked = urlsplit(self.path)
            with lock:
                self.done(asked.path.rstrip("/"), parse_qs(asked.query), sent)

        def done(self, path: str, query: dict[str, list[str]], sent: Any) -> None:
            there = cluster.objects.get(path)
            resource = path.rsplit("/", 2)[-2]
            if self.command == "GET" and (said := discovery(path)):
                self.answer(200, said)
            elif self.command == "GET" and path.rpartition("/")[2] in {name for names in KINDS.values() for name in names.values()}:
                wanted = dict(one.split("=") for one in query.get("labelSelector", [""])[0].split(",") if "=" in one)
                found = [
                    one
                    for where, one in cluster.objects.items()
                    if where.rpartition("/")[0] == path and wanted.items() <= one["metadata"].get("labels", {}).items()
                ]
                self.answer(200, {"kind": "SecretList", "apiVersion": "v1", "metadata": {}, "items": found})
            elif self.command == "POST":
                name = sent["metadata"]["name"]
                if f"{path}/{name}" in cluster.objects:
                    self.refuse(409, "AlreadyExists")
                    return
                cluster.objects[f"{path}/{name}"] = sent
                cluster.acts.append(("POST", f"{path.rpartition('/')[2]}/{name}"))
                self.answer(201, sent)
            elif there is None:
                self.refuse(404, "NotFound")
            elif self.command == "GET":
                self.answer(200, there)
            elif self.command == "DELETE":
                del cluster.objects[path]
                cluster.acts.append(("DELETE", "/".join(path.rsplit("/", 2)[-2:])))
                self.answer(200, {"kind": "Status", "apiVersion": "v1", "status": "Success"})
            else:
                new = sent if self.command == "PUT" else merged(there, sent)
                if key := fixed(resource, there, new):
                    self.refuse(422, "Invalid", f"spec.{key}: Forbidden: field is immutable")
                    return
                if new != there:
                    cluster.acts.append((self.command, "/".join(path.rsplit("/", 2)[-2:])))
                cluster.objects[path] = new
                self.answer(200, new)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = act  # noqa: N815  # the base class's names

    server = ThreadingHTTPServer(("127.0.0.1", 0), Api)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    cluster.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield cluster
    finally:
        server.shutdown()
        server.server_close()
        thread.join(30)


def kubeconfig(cluster: Cluster, folder: Path) -> Path:
    """A file by which helm finds it."""
    path = folder / "kubeconfig"
    path.write_text(
        json.dumps(
            {
                "apiVersion": "v1",
                "kind": "Config",
                "current-context": "stand-in",
                "clusters": [{"name": "stand-in", "cluster": {"server": cluster.url}}],
                "users": [{"name": "nobody", "user": {}}],
                "contexts": [{"name": "stand-in", "context": {"cluster": "stand-in", "user": "nobody", "namespace": "celnice"}}],
            }
        )
    )
    path.chmod(0o600)
    return path
