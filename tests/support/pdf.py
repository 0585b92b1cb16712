"""PDF files written by hand, as small as they can be: what a test plants is seen in its source.

Letters are in the standard font with WinAnsiEncoding, so pages are in ASCII; text strings (properties, notes, fields) are UTF-16.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence


def text_string(text: str) -> str:
    """A text string in hexadecimal."""
    return "<" + ("\ufeff" + text).encode("utf-16-be").hex() + ">"


def pdf(
    pages: Sequence[str],
    *,
    info: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
    fields: Mapping[str, str] | None = None,
    files: Mapping[str, bytes] | None = None,
    outline: str = "",
    image: tuple[int, int, bytes] | None = None,
    content: Sequence[str] = (),
    link: str = "",
) -> bytes:
    """A file with these pages (lines of each apart by a line break). ``image``: width, height, grey pixels, on the first page."""
    objects: list[bytes] = []

    def add(body: str, stream: bytes | None = None) -> int:
        if stream is None:
            objects.append(body.encode("ascii"))
        else:
            packed = zlib.compress(stream)
            head = f"<<{body}/Filter/FlateDecode/Length {len(packed)}>>stream\n"
            objects.append(head.encode("ascii") + packed + b"\nendstream")
        return len(objects)

    catalog, tree = add(""), add("")
    font = add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    picture = (
        add(f"/Type/XObject/Subtype/Image/Width {image[0]}/Height {image[1]}/ColorSpace/DeviceGray/BitsPerComponent 8", image[2])
        if image
        else 0
    )
    kids: list[int] = []
    form: list[int] = []
    for number, page in enumerate(pages):
        drawn = "BT /F 12 Tf 50 800 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in page.split("\n")) + " ET"
        drawn += (f" q 500 0 0 {500 * image[1] // image[0]} 40 100 cm /I Do Q" if image and not number else "") + " ".join(content)
        stream = add("", drawn.encode("cp1252"))
        extra: list[int] = []
        if not number:
            extra += [
                add(f"<</Type/Annot/Subtype/Text/Rect[0 0 20 20]/Contents {text_string(note)}/T {text_string('')}>>") for note in notes
            ]
            for name, value in (fields or {}).items():
                form.append(add(f"<</Type/Annot/Subtype/Widget/FT/Tx/Rect[0 0 99 20]/T {text_string(name)}/V {text_string(value)}>>"))
            if link:
                extra.append(add(f"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI({link})>>>>"))
            extra += form
        resources = f"/Resources<</Font<</F {font} 0 R>>" + (f"/XObject<</I {picture} 0 R>>" if picture else "") + ">>"
        annotations = f"/Annots[{' '.join(f'{one} 0 R' for one in extra)}]" if extra else ""
        kids.append(add(f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 595 842]/Contents {stream} 0 R{resources}{annotations}>>"))
    objects[tree - 1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>".encode()
    root = f"<</Type/Catalog/Pages {tree} 0 R"
    if files:
        named = []
        for name, data in files.items():
            stored = add("/Type/EmbeddedFile", data)
            held = add(f"<</Type/Filespec/F {text_string(name)}/UF {text_string(name)}/EF<</F {stored} 0 R>>>>")
            named.append(f"{text_string(name)} {held} 0 R")
        root += f"/Names<</EmbeddedFiles<</Names[{' '.join(named)}]>>>>"
    if outline:
        top = len(objects) + 1
        add(f"<</Type/Outlines/Count 1/First {top + 1} 0 R/Last {top + 1} 0 R>>")
        add(f"<</Title {text_string(outline)}/Parent {top} 0 R>>")
        root += f"/Outlines {top} 0 R"
    if form:
        root += f"/AcroForm<</Fields[{' '.join(f'{one} 0 R' for one in form)}]>>"
    objects[catalog - 1] = (root + ">>").encode()
    said = add("<<" + "".join(f"/{key} {text_string(value)}" for key, value in (info or {}).items()) + ">>")
    return _file(objects, catalog, said)


def _file(objects: Sequence[bytes], catalog: int, info: int) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{at:010} 00000 n \n".encode() for at in places)
    return bytes(out) + f"trailer<</Size {len(objects) + 1}/Root {catalog} 0 R/Info {info} 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
