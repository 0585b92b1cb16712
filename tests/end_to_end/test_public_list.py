"""An office's own public list through a real gateway: what it lists passes, and only that, and only as long as it holds."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from gateway.demo.run import HOSTS, KEYS, PATHS
from support.gateway_process import Gateway, gateway, sdk_bodies
from support.stand_in import Provider

ENTRY = '[[public]]\nvalue = "{value}"\nwhy = "údaj úřadu"\nwho = "pověřenec"\nuntil = {until}\n'
ACCOUNT, PHONE, MAILBOX, ICO = "19-2000145399/0800", "485 226 111", "podatelna@kraj.example", "70891508"
PASSES = [
    (f"Správní poplatek plaťte na účet {ACCOUNT}.", "the office's account"),
    (f"Ústředna: +420 {PHONE}", "its switchboard, with the country"),
    (f"Podání pošlete na {MAILBOX}.", "its mailbox"),
    (f"Objednatel, IČO {ICO}, účet {ACCOUNT}, {MAILBOX}", "all at once"),
]
STOPPED = [
    ("Pošlete to na jan.podatelna@kraj.example.", "the mailbox inside a longer address"),
    ("Platba na účet 2000145399/0800.", "another account that ends like it"),
    (f"Ústředna {PHONE}, mobil paní Novákové 724 123 456", "a listed value beside one that is not"),
]


def _list(folder: Path, *values: str, until: date) -> None:
    """Writes the list as an editor does: aside, then in its place."""
    (folder / "new.toml").write_text("".join(ENTRY.format(value=value, until=until) for value in values), encoding="utf-8")
    (folder / "new.toml").replace(folder / "public.toml")


def _status(house: Gateway, text: str) -> int:
    body = json.dumps(sdk_bodies("openai", text)).encode()
    return house.curl.send(HOSTS["openai"] + PATHS["openai"], body, KEYS["openai"]).status


@pytest.mark.slow
def test_the_office_s_own_data(tmp_path: Path, shared_provider: Provider) -> None:
    """Listed values pass, longer ones do not; an entry whose last day is over blocks again; a bad file changes nothing."""
    ever, over = date(2099, 12, 31), date.today() - timedelta(days=2)  # noqa: DTZ011  two days: no zone matters
    _list(tmp_path, ACCOUNT, PHONE, MAILBOX, ICO, until=ever)
    more = f'[detection]\npublic_list = "{tmp_path / "public.toml"}"\n'
    with gateway(tmp_path / "house", shared_provider, more=more) as house:
        assert {reason: _status(house, text) for text, reason in PASSES} == {reason: 200 for _, reason in PASSES}
        assert {reason: _status(house, text) for text, reason in STOPPED} == {reason: 403 for _, reason in STOPPED}

        _list(tmp_path, ACCOUNT, PHONE, MAILBOX, ICO, until=over)
        assert {reason: _status(house, text) for text, reason in PASSES} == {reason: 403 for _, reason in PASSES}, "all are over"

        _list(tmp_path, MAILBOX, until=ever)
        assert _status(house, PASSES[2][0]) == 200
        (tmp_path / "public.toml").write_text("[[public]]\nvalue = 'x'\n", encoding="utf-8")
        assert _status(house, PASSES[2][0]) == 200, "a bad file does not replace a good one"
        assert house.counted("celnice_public_list_refusals_total") >= 1
        assert "public entry 1 (line 1): why must be" in house.log()
