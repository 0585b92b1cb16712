"""DeepL's document translation."""

from gateway.extract.deepl_document import FORMAT
from support.formats import NOTICE
from support.wire import body, head, opaque

FORM = "multipart/form-data; boundary=b"
SENT = (
    b'--b\r\nContent-Disposition: form-data; name="target_lang"\r\n\r\nEN-GB\r\n'
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="v-name.docx"\r\n\r\nPK...\r\n--b--\r\n'
)


def test_the_document_is_a_file():
    """Its name is scanned here, its content by document workers."""
    found = FORMAT.segments(body(SENT, FORM))
    assert [(file.content, file.name) for file in found.files] == [(b"PK...", "v-name.docx")]
    assert {"v-name.docx", "EN-GB"} <= {segment.text for segment in found.segments}
    assert FORMAT.rebuild(body(SENT, FORM), {}) == SENT


def test_operation():
    """Only the upload; its status and its result have bodies of JSON."""
    assert FORMAT.operation(head(path="/v2/document")) == "document"
    assert FORMAT.operation(head(path="/v2/document/1")) is None
    assert opaque(FORMAT.segments, body({})) == "content_type"


def test_refusal():
    """As the rest of the API."""
    assert FORMAT.block_answer(NOTICE, "cs", False).status == 400
