"""One small file of each type of document, with the word ``OBSAH`` in it."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import io
import tarfile
import wave
import zipfile
from collections.abc import Callable, Mapping
from types import MappingProxyType

import docx
import odfdo
import openpyxl
import pptx
import py7zr
import xlwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from support.compound import compound
from support.pdf import pdf

WORD = "OBSAH"
NOT_READ = frozenset({"media", "ole"})
"""Types that are told, and opaque."""


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def _docx() -> bytes:
    made = docx.Document()
    made.add_paragraph(f"{WORD} dopisu")
    made.add_table(1, 2).cell(0, 1).text = "710319"
    return _saved(made.save)


def _xlsx() -> bytes:
    made = openpyxl.Workbook()
    made.active.append(["Jméno", WORD, 7])
    return _saved(made.save)


def _pptx() -> bytes:
    made = pptx.Presentation()
    made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = WORD
    return _saved(made.save)


def _odt() -> bytes:
    made = odfdo.Document("text")
    made.body.append(odfdo.Paragraph(WORD))
    return _saved(made.save)


def _xls() -> bytes:
    made = xlwt.Workbook()
    made.add_sheet("List").write(1, 1, WORD)
    return _saved(made.save)


def _wav(out: io.BytesIO) -> None:
    with wave.open(out, "wb") as made:
        made.setparams((1, 2, 8000, 0, "NONE", ""))
        made.writeframes(bytes(800))


def _png(out: io.BytesIO) -> None:
    info = PngInfo()
    info.add_itxt("Title", WORD)
    Image.new("L", (8, 8)).save(out, "PNG", pnginfo=info)


def _zip(out: io.BytesIO) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", WORD)
        made.writestr("b/c.txt", WORD * 9)


def _7z(out: io.BytesIO) -> None:
    with py7zr.SevenZipFile(out, "w") as made:
        made.writestr(WORD, "a.txt")


def _tar(out: io.BytesIO) -> None:
    with tarfile.open(fileobj=out, mode="w") as made:
        info = tarfile.TarInfo("a.txt")
        info.size = len(WORD)
        made.addfile(info, io.BytesIO(WORD.encode()))


def _cms() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Úřad")])
    now = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    certificate = made.not_valid_before(now).not_valid_after(now + dt.timedelta(days=9)).sign(key, hashes.SHA256())
    inner = base64.b64encode(f"příloha {WORD}".encode()).decode()
    content = f"<m><dmAnnotation>{WORD}</dmAnnotation><dmEncodedContent>{inner}</dmEncodedContent></m>".encode()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


_MAIL = (
    f"From: a@b.cz\r\nSubject: {WORD}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
    f"Content-Type: text/plain\r\n\r\n{WORD}\r\n--x\r\nContent-Disposition: attachment; filename=a.txt\r\n"
    f"Content-Transfer-Encoding: base64\r\n\r\n{base64.b64encode(WORD.encode()).decode()}\r\n--x--\r\n"
).encode()
_CARD = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{WORD}\r\nN:{WORD};;;;\r\nEND:VCARD\r\n".encode()
_RTF = rb"{\rtf1\ansi\ansicpg1250 {\b OBSAH} \u345? {\info{\title OBSAH}}}"
_HTML = f"<!DOCTYPE html><html><head><title>{WORD}</title></head><body><p>{WORD}<table><tr><td>1<td>2</table></body></html>".encode()
_XML = f'<?xml version="1.0" encoding="utf-8"?><a b="{WORD}"><!-- {WORD} --><c>{WORD}</c></a>'.encode()

SAMPLES: Mapping[str, Callable[[], bytes]] = MappingProxyType(
    {
        "cards": lambda: _CARD,
        "cms": _cms,
        "csv": f"jméno;číslo\n{WORD};7\n{WORD};8\n".encode,
        "docx": _docx,
        "eml": lambda: _MAIL,
        "html": lambda: _HTML,
        "image": lambda: _saved(_png),
        "media": lambda: _saved(_wav),
        "msg": lambda: compound(
            {"__properties_version1.0": bytes(64), "__substg1.0_0037001F": WORD.encode("utf-16-le"), "__substg1.0_1000001F": WORD.encode("utf-16-le")}
        ),
        "odf": _odt,
        "ole": lambda: compound({"WordDocument": WORD.encode("utf-16-le") * 300}),
        "packed": lambda: gzip.compress(WORD.encode()),
        "pdf": lambda: pdf([WORD], info={"Title": WORD}, files={"a.txt": WORD.encode()}),
        "pptx": _pptx,
        "rtf": lambda: _RTF,
        "7z": lambda: _saved(_7z),
        "tar": lambda: _saved(_tar),
        "text": f"první řádek\n{WORD}\n".encode,
        "xls": _xls,
        "xlsx": _xlsx,
        "xml": lambda: _XML,
        "zip": lambda: _saved(_zip),
    }
)  # fmt: skip
