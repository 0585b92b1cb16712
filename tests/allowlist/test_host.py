"""A host has one spelling, or it is no host."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allowlist.host import MAX_HOST, HostFault, InvalidHost, canonical

SAME = [
    ("api.openai.com", "as it is"),
    ("API.OpenAI.COM", "case does not matter in DNS"),
    ("api.openai.com.", "one trailing dot is the DNS root"),
    ("API.OPENAI.COM.", "both at once"),
    ("ａｐｉ.openai.com", "full-width letters, which a browser maps to ASCII"),
    ("api。openai。com", "the ideographic full stop, which IDNA reads as a dot"),
    ("api．openai．com", "the full-width full stop"),
    ("a\u00adpi.openai.com", "a soft hyphen, which IDNA drops"),
    ("api.openai\u200b.com", "a zero width space, which IDNA drops"),
    ("api.openai.com\u3002", "a trailing dot of another script"),
    ("ＡＰＩ.ＯＰＥＮＡＩ.ＣＯＭ", "full-width capitals"),
]

OTHER = [
    ("аpi.openai.com", "xn--pi-6kc.openai.com", "Cyrillic а"),
    ("api.оpenai.com", "api.xn--penai-iye.com", "Cyrillic о"),
    ("ápi.openai.com", "xn--pi-lia.openai.com", "an accent is another letter"),
    ("xn--pi-6kc.openai.com", "xn--pi-6kc.openai.com", "punycode stays what it is"),
    ("XN--PI-6KC.openai.com", "xn--pi-6kc.openai.com", "punycode in capitals"),
    ("bücher.example", "xn--bcher-kva.example", "an honest IDN"),
    ("příklad.cz", "xn--pklad-zsa96e.cz", "an honest Czech IDN"),
    ("localhost", "localhost", "one label is a host, and never catalogued"),
    ("a_b.example.com", "a_b.example.com", "an underscore resolves"),
    ("r3---sn-x.example.com", "r3---sn-x.example.com", "hyphens in the third and fourth place are in use"),
    ("127.0.0.1.nip.io", "127.0.0.1.nip.io", "a name that looks like an address is a name"),
    ("0x7f.example", "0x7f.example", "a number in front is no address"),
]

INVALID = [
    ("", HostFault.EMPTY, "nothing"),
    (".", HostFault.EMPTY, "the root alone"),
    ("..", HostFault.LABEL, "two dots"),
    ("api.openai.com..", HostFault.LABEL, "two trailing dots"),
    (".api.openai.com", HostFault.LABEL, "a leading dot"),
    ("api..openai.com", HostFault.LABEL, "an empty label"),
    ("api.openai.com:443", HostFault.PORT, "a port is not part of a host"),
    ("api.openai.com:", HostFault.PORT, "an empty port"),
    ("api.openai.com:443@evil.example", HostFault.USERINFO, "userinfo that looks like the host"),
    ("user@api.openai.com", HostFault.USERINFO, "userinfo"),
    ("api.openai.com@evil.example", HostFault.USERINFO, "the real host stands behind the @"),
    ("@api.openai.com", HostFault.USERINFO, "empty userinfo"),
    ("api%2eopenai%2ecom", HostFault.PERCENT, "percent-encoded dots"),
    ("%61pi.openai.com", HostFault.PERCENT, "a percent-encoded letter"),
    ("api.openai.com%00.evil.example", HostFault.PERCENT, "an encoded zero byte"),
    ("api.openai.com\x00.evil.example", HostFault.LABEL, "a zero byte"),
    ("api.openai.com\r\nX: y", HostFault.PORT, "a header smuggled in"),
    ("api.openai.com\n", HostFault.LABEL, "a line feed at the end, which a careless regular expression lets pass"),
    (" api.openai.com", HostFault.LABEL, "a blank in front"),
    ("api.openai.com ", HostFault.LABEL, "a blank behind"),
    ("api.openai.com\t", HostFault.LABEL, "a tab"),
    ("api.openai.com/x", HostFault.LABEL, "a path"),
    ("evil.example/?api.openai.com", HostFault.LABEL, "the host in a query"),
    ("api.openai.com\\@evil.example", HostFault.USERINFO, "a backslash before the @"),
    ("api.openai.com\\.evil.example", HostFault.LABEL, "a backslash"),
    ("api.openai.com#.evil.example", HostFault.LABEL, "a fragment"),
    ("api.openai.com?.evil.example", HostFault.LABEL, "a query"),
    ("*.openai.com", HostFault.LABEL, "a wildcard is not a host"),
    ("-api.openai.com", HostFault.LABEL, "a hyphen in front"),
    ("api-.openai.com", HostFault.LABEL, "a hyphen behind"),
    ("xn--api-.openai.com", HostFault.LABEL, "punycode of a plain ASCII label"),
    ("api.openai.com\u2044x", HostFault.LABEL, "the fraction slash"),
    ("api.openai.com／x", HostFault.LABEL, "the full-width slash maps to a slash"),
    ("evil.example＠api.openai.com", HostFault.USERINFO, "the full-width @ maps to an @"),
    ("api.openai.com：443", HostFault.PORT, "the full-width colon maps to a colon"),
    ("api.openai.com\u202e", HostFault.LABEL, "a right-to-left override"),
    ("☃.example", HostFault.LABEL, "a symbol is no letter of IDNA 2008"),
    (f"{'a' * 64}.example", HostFault.LABEL, "a label of 64"),
    (f"{'a.' * 127}b", HostFault.TOO_LONG, "255 characters"),
    ("a" * 5000, HostFault.TOO_LONG, "a very long text"),
    ("ﷺ" * 80 + ".example", HostFault.LABEL, "one character that IDNA maps to eighteen, blanks among them"),
    ("api.openai.com\u200d", HostFault.LABEL, "a zero width joiner where no script needs one"),
    ("127.0.0.1", HostFault.ADDRESS, "an IPv4 address"),
    ("127.0.0.1.", HostFault.ADDRESS, "with a trailing dot"),
    ("127.1", HostFault.ADDRESS, "shortened"),
    ("0x7f.1", HostFault.ADDRESS, "hexadecimal"),
    ("0X7F.0.0.1", HostFault.ADDRESS, "hexadecimal in capitals"),
    ("0177.0.0.1", HostFault.ADDRESS, "octal"),
    ("2130706433", HostFault.ADDRESS, "one decimal number"),
    ("0x7f000001", HostFault.ADDRESS, "one hexadecimal number"),
    ("0x", HostFault.ADDRESS, "an empty hexadecimal number, which is zero"),
    ("1.2.3.4.5", HostFault.ADDRESS, "what ends in a number is an address, also a wrong one"),
    ("api.openai.com.1", HostFault.ADDRESS, "a name with a number at its end"),
    ("１２７.0.0.1", HostFault.ADDRESS, "full-width digits"),
    ("①②⑦.0.0.1", HostFault.ADDRESS, "circled digits"),
    ("127。0。0。1", HostFault.ADDRESS, "ideographic dots"),
    ("[::1]", HostFault.ADDRESS, "an IPv6 literal"),
    ("::1", HostFault.ADDRESS, "without brackets"),
    ("[::ffff:127.0.0.1]", HostFault.ADDRESS, "an IPv4 address inside IPv6"),
    ("[fe80::1%25eth0]", HostFault.ADDRESS, "with a zone"),
    ("fe80::1%eth0", HostFault.ADDRESS, "with a zone, without brackets"),
    ("[v1.x]", HostFault.ADDRESS, "a literal of the future"),
    ("2001:db8::1", HostFault.ADDRESS, "an IPv6 address"),
]


@pytest.mark.parametrize(("text", "why"), SAME, ids=[row[1] for row in SAME])
def test_one_spelling(text: str, why: str) -> None:
    """What names the same host for a browser is the same host here."""
    assert canonical(text) == "api.openai.com", why


@pytest.mark.parametrize(("text", "name", "why"), OTHER, ids=[row[2] for row in OTHER])
def test_other_hosts(text: str, name: str, why: str) -> None:
    """A homograph is another host, spelled in ASCII."""
    assert canonical(text) == name, why


@pytest.mark.parametrize(("text", "fault", "why"), INVALID, ids=[row[2] for row in INVALID])
def test_not_a_host(text: str, fault: HostFault, why: str) -> None:
    """What two programs could read as different hosts, or as none, is refused, and the error does not repeat it."""
    with pytest.raises(InvalidHost) as caught:
        canonical(text)
    assert caught.value.fault is fault, why
    assert str(caught.value) == fault.value


@settings(deadline=None)
@given(st.text(max_size=40) | st.text(alphabet="aA.-_0x1%@:[]/xn", max_size=20))
def test_canonical_is_a_projection(text: str) -> None:
    """Canonical of canonical changes nothing, and what comes out is lower-case ASCII labels."""
    try:
        name = canonical(text)
    except InvalidHost:
        return
    assert canonical(name) == name
    assert name.isascii()
    assert name == name.lower()
    assert 0 < len(name) <= MAX_HOST
    assert all(0 < len(label) <= 63 for label in name.split("."))
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["{}", "{:#x}", "{:#X}", "0{:o}"]))
def test_no_number_is_a_host(number: int, spelling: str) -> None:
    """No spelling of a number is a host."""
    with pytest.raises(InvalidHost) as caught:
        canonical(spelling.format(number))
    assert caught.value.fault is HostFault.ADDRESS


@settings(deadline=None)
@given(st.ip_addresses())
def test_no_address_is_a_host(address: object) -> None:
    """No IP address is a host."""
    with pytest.raises(InvalidHost) as caught:
        canonical(str(address))
    assert caught.value.fault is HostFault.ADDRESS
