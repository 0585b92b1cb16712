"""Loading settings: every error is one line that names the place and the fix."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from gateway.configuration import from_environment, load
from gateway.errors import UserError

BAD = [
    ("[proxy]\nprot = 1\n", r"celnice.toml:2: unknown key proxy.prot; did you mean port\?", "a mistyped key"),
    ("[proxi]\nport = 1\n", r"celnice.toml:1: unknown key proxi; did you mean proxy\?", "a mistyped section"),
    ("[proxy]\n\nport = 'x'\n", r"celnice.toml:3: proxy.port: .*integer", "a wrong type"),
    ("[proxy]\nhost = '0.0.0.0'\n", r"celnice.toml:\d: proxy: .*beyond loopback without TLS", "an open port"),
    ("[tools.openai]\napproved_by = 'x'\n", r"celnice.toml:1: tools.openai.approved_from is missing", "half a register entry"),
    ("[tools.openai]\napproved_bye = 'x'\n", r"celnice.toml:\d: ", "a mistyped key of a tool"),
    ("[proxy\n", r"not valid TOML", "broken TOML"),
]


@pytest.mark.parametrize(("text", "message", "why"), BAD, ids=[row[2] for row in BAD])
def test_errors_name_the_line(tmp_path: Path, text: str, message: str, why: str) -> None:
    """A setting is checked at load, and the error names file, line and fix, in one line."""
    file = tmp_path / "celnice.toml"
    file.write_text(text)
    with pytest.raises(UserError, match=message) as error:
        load(file, {})
    assert "\n" not in str(error.value)


def test_the_environment_lies_over_the_file(tmp_path: Path) -> None:
    """Defaults, then the file, then the environment; secrets also from files."""
    file = tmp_path / "celnice.toml"
    file.write_text("[proxy]\nport = 1\nworkers = 2\n")
    secret = tmp_path / "secret"
    secret.write_text("postgresql+psycopg://u@h/d\n")
    settings = load(file, {"CELNICE_PROXY__PORT": "9", "CELNICE_STORE__URL_FILE": str(secret), "CELNICE_DEMO__STAND_IN": "false"})
    assert (settings.proxy.port, settings.proxy.workers) == (9, 2)
    assert settings.store.url == "postgresql+psycopg://u@h/d"
    assert settings.demo.stand_in is False


def test_lists_come_from_the_environment(tmp_path: Path) -> None:
    """A list is written as in TOML."""
    settings = load(None, {"CELNICE_CONFIG": "", "CELNICE_PROXY__FRONT_PROXIES": '["10.0.0.5"]', "CELNICE_PROXY__HOST": "0.0.0.0"})
    assert settings.proxy.front_proxies == ("10.0.0.5",)


@pytest.mark.parametrize("name", ["CELNICE_PROXY", "CELNICE_PROXY__PORT__X", "CELNICE_PROXY__NOTHING"])
def test_an_unknown_variable_refuses_to_start(name: str) -> None:
    """A mistyped variable is not silently ignored."""
    with pytest.raises(UserError):
        load(None, {name: "1"})


def test_a_missing_file_that_was_named(tmp_path: Path) -> None:
    """A named file must be there; the default one need not."""
    with pytest.raises(UserError, match="cannot be read"):
        load(tmp_path / "nothing.toml", {})


def test_what_the_environment_sets_is_known() -> None:
    """By the names of the keys, also when the value lies in a file; what says where things are is no setting."""
    environ = {"CELNICE_CONSOLE__PORT": "1", "CELNICE_STORE__URL_FILE": "/x", "CELNICE_CONFIG": "y", "HOME": "/"}
    assert from_environment(environ) == {"console.port", "store.url"}


def test_a_file_that_another_user_keeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line that says whose user to be; and in a folder that may not be looked into, defaults hold as in an empty one."""

    def closed(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", closed)
    with pytest.raises(UserError, match="sudo -u celnice"):
        load(tmp_path / "celnice.toml", {})
    monkeypatch.setattr(Path, "stat", closed)
    monkeypatch.chdir(tmp_path)
    assert load(None, {}).proxy.port == 8080


def test_the_data_folder_is_relative_to_the_file(tmp_path: Path) -> None:
    """The same file works from any working directory."""
    file = tmp_path / "celnice.toml"
    file.write_text("[data]\ndir = 'd'\n")
    assert load(file, {}).data.dir == tmp_path / "d"


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    """The same file works from any working directory; an absolute path stays."""
    file = tmp_path / "celnice.toml"
    file.write_text("[detection]\npublic_list = 'public.toml'\n")
    assert load(file, {}).detection.public_list == tmp_path / "public.toml"
    file.write_text("[detection]\npublic_list = '/etc/celnice/public.toml'\n")
    assert load(file, {}).detection.public_list == Path("/etc/celnice/public.toml")


@pytest.mark.parametrize(
    "sample", sorted((Path(__file__).parents[1] / "data" / "configuration").glob("*.toml")), ids=lambda path: path.stem
)
def test_files_of_earlier_releases_still_load(sample: Path) -> None:
    """An upgrade changes no office's file: every key of the samples is still known and means what it did."""
    settings = load(sample, {})
    for section, keys in tomllib.loads(sample.read_text(encoding="utf-8")).items():
        assert section == "tools" or set(keys) <= set(type(getattr(settings, section)).model_fields)
    assert (settings.proxy.workers, settings.proxy.front_proxies, settings.policy.threshold) == (2, ("10.0.0.5",), 0.6)
    assert settings.policy.rules[0].action == "pseudonymise"
