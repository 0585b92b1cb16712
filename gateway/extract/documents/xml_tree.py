"""XML read with lxml: no network, no files, entities only as the text itself defines them, and never larger than libxml2's own bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from gateway.model import OpaqueBody, OpaqueReason

_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)


INTERNAL: Any = "internal"
"""Entities of the text itself only. (The stubs know the older yes and no.)"""


def parse(content: bytes, *, entities: bool = False, lenient: bool = False) -> etree._Element:
    """The root. ``entities``: whether the document may define any (Office's may not). ``lenient``: whether faults are mended, for what
    programs write that is nearly XML.

    Raises OpaqueBody: BROKEN_DOCUMENT, DOCUMENT_LIMIT (entities that grow without end, or too deep).
    """
    if not entities and _ENTITIES.search(content):
        raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
    parser = etree.XMLParser(
        resolve_entities=INTERNAL, no_network=True, load_dtd=False, huge_tree=False, remove_comments=False, recover=lenient
    )
    try:
        root: etree._Element | None = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as failed:
        deep = getattr(failed, "code", 0) in {etree.ErrorTypes.ERR_ENTITY_LOOP, etree.ErrorTypes.ERR_RESOURCE_LIMIT}
        raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT if deep else OpaqueReason.BROKEN_DOCUMENT) from None
    except ValueError:
        raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT) from None
    if root is None:
        raise OpaqueBody(OpaqueReason.BROKEN_DOCUMENT)
    return root


def local(node: etree._Element) -> str:
    """The name of an element without its namespace; "" for a comment or an instruction."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def local_name(attribute: str) -> str:
    """The name of an attribute without its namespace."""
    return attribute.rpartition("}")[2]


def lines(root: etree._Element) -> Iterator[str]:
    """Every text of any XML: one line for each element that holds text of its own, ``name: text``, with its inline children in it; one for
    each attribute with a value, comment and instruction.
    """
    inline: set[etree._Element] = set()
    for node in root.iter():
        if not isinstance(node.tag, str):
            if node.text and node.text.strip():
                yield node.text.strip()
            continue
        yield from (f"{local_name(str(name))}: {value!s}" for name, value in node.attrib.items() if str(value).strip())
        if node in inline:
            continue
        mixed = bool((node.text or "").strip()) or any((child.tail or "").strip() for child in node)
        if mixed:
            inline.update(node.iterdescendants())
            text = "".join(map(str, node.itertext("*"))) if len(node) else node.text or ""
            yield f"{local(node)}: {text.strip()}"


def document_type(root: etree._Element) -> Iterator[str]:
    """What the document type declares: the texts of entities, used or not."""
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None:
        yield from (str(entity.content) for entity in declared.iterentities() if entity.content)
