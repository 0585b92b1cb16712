"""Google Translate's page."""

import json
from urllib.parse import urlencode

from gateway.extract.answer_chunks import GUARD, chunk
from gateway.extract.google_translate_web import FORMAT
from gateway.extract.url import url_segments
from support.pages import FOUND, NOTICE, TOKEN, VALUE, every_leaf_changes, restored, same, spoken
from support.wire import body, head

REQUEST = body(
    urlencode({"f.req": json.dumps([[["MkEWBc", json.dumps([["v-text", "cs", "en", True], [1]]), None, "generic"]]])}).encode() + b"&",
    "application/x-www-form-urlencoded;charset=utf-8",
)


def test_a_translation():
    """The text is the user's; it can be changed and comes back unchanged otherwise."""
    found = FORMAT.segments(REQUEST)
    assert spoken(found) == {"v-text": "user"}
    assert found.streaming
    assert every_leaf_changes(FORMAT, REQUEST)
    assert FORMAT.operation(head(path="/_/TranslateWebserverUi/data/batchexecute")) == "translate"
    assert FORMAT.operation(head(path="/translate_a/single")) is None


def test_a_text_in_the_address():
    """What older clients put into the address is scanned like every address."""
    segments = url_segments("/translate_a/single", "client=gtx&sl=cs&tl=en&q=rodn%C3%A9+%C4%8D%C3%ADslo+7103192745")
    assert "q=rodné číslo 7103192745" in [one.text for one in segments]


def test_answers():
    """A translation is restored; a refusal stands where it would."""
    inner = json.dumps([None, [[[None, None, None, None, None, [[f"Hello {TOKEN}", None]]]]]])
    answer = (GUARD + chunk(json.dumps([["wrb.fr", "MkEWBc", inner, None, None, None, "generic"]])) + chunk("[]")).encode()
    assert same(FORMAT, "application/json", answer, [1, 2, 40])
    assert VALUE.encode("ascii", "backslashreplace").split(b"\\")[0] in restored(FORMAT, "application/json", answer)
    refusal = json.loads(FORMAT.block_answer(NOTICE, "cs", True).body.decode().split("\n")[3])
    assert refusal[0][1] == "MkEWBc"
    assert FOUND in json.loads(refusal[0][2])[1][0][0][5][0][0]
