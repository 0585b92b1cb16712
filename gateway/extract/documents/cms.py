"""Signed messages (CMS, RFC 5652): data-box messages (zfo), S/MIME, detached signatures. What is signed is a file inside.

A data-box message is XML that carries its attachments in base64 (:mod:`gateway.extract.documents.xml` takes them out). Form files of
602XML Filler are called zfo, too; they are no CMS, and nothing here reads them.
"""

from __future__ import annotations

from collections.abc import Iterator

from asn1crypto import cms, core  # type: ignore[import-untyped]

from gateway.extract.documents.api import Attachment, Document, DocumentFormat, Piece, PieceKind
from gateway.model import OpaqueBody, OpaqueReason

_PREFIX = bytes.fromhex("06092a864886f70d0107")
"""The object identifiers of PKCS #7."""
_FAR = 24
CERTIFICATES = 100


class Cms:
    """``.zfo``, ``.p7m``, ``.p7s``."""

    name = "cms"
    media = (
        "application/vnd.software602.filler.form-xml-zip",
        "application/pkcs7-mime",
        "application/pkcs7-signature",
        "application/x-pkcs7-mime",
    )
    extensions = ("zfo", "p7m", "p7s", "p7c", "p7b")
    textual = False

    def recognises(self, content: bytes) -> bool:
        """A sequence that begins with an identifier of PKCS #7."""
        return content[:1] == b"\x30" and _PREFIX in content[: _FAR + len(_PREFIX)]

    def read(self, content: bytes) -> Document:
        """Raises OpaqueBody: ENCRYPTED, BROKEN_DOCUMENT, UNKNOWN_DOCUMENT (neither data nor signed data)."""
        try:
            outer = cms.ContentInfo.load(content, strict=True)
            kind = outer["content_type"].native
            if kind in {"enveloped_data", "encrypted_data", "authenticated_enveloped_data", "signed_and_enveloped_data"}:
                raise OpaqueBody(OpaqueReason.ENCRYPTED)
            if kind == "data":
                return Document((), (Attachment(outer["content"].native),))
            if kind != "signed_data":
                raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT)
            signed = outer["content"]
            inner = signed["encap_content_info"]["content"]
            data = inner.native if inner is not None and not isinstance(inner, core.Void) else None
            pieces = tuple(_signers(signed))
        except (ValueError, TypeError, KeyError):
            raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT) from None
        if data is not None and not isinstance(data, bytes):
            raise OpaqueBody(OpaqueReason.UNKNOWN_DOCUMENT)
        return Document(pieces, (Attachment(data, where=(("part", 1),)),) if data else ())


def _signers(signed: cms.SignedData) -> Iterator[Piece]:
    """The names in certificates: who signed, and who vouches."""
    certificates = signed["certificates"]
    if isinstance(certificates, core.Void) or certificates is None:
        return
    if len(certificates) > CERTIFICATES:
        raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
    for number, one in enumerate(certificates, 1):
        certificate = one.chosen
        subject = certificate["tbs_certificate"]["subject"].native if "tbs_certificate" in certificate else {}
        for key, value in subject.items():
            for text in value if isinstance(value, list) else [value]:
                yield Piece(f"{key}: {text}", (("certificate", number),), PieceKind.PROPERTY)


DOCUMENT: DocumentFormat = Cms()
