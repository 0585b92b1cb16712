"""Reads ``celnice.toml`` and the environment into :class:`gateway.settings.Settings`, with errors that name the line and the fix."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gateway.errors import UserError
from gateway.settings import Section, Settings

PREFIX = "CELNICE_"
DEFAULT_FILE = Path("celnice.toml")
NOT_SETTINGS = frozenset({"CELNICE_CONFIG", "CELNICE_PYTHON"})
"""Variables of our own that say where things are and are no settings themselves."""


def load(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings from ``path`` (or ``CELNICE_CONFIG``, or ``./celnice.toml`` when it exists) under those of the environment.

    Raises :class:`~gateway.errors.UserError` with one line that names the file, the line and the fix.
    """
    named = path or (Path(environ["CELNICE_CONFIG"]) if environ.get("CELNICE_CONFIG") else None)
    file = file_of(path, environ)
    text = ""
    if named is not None or os.path.exists(file):  # noqa: PTH110  # "no" in a folder that may not be looked into, where Path raises
        try:
            text = file.read_text(encoding="utf-8")
        except PermissionError:
            raise UserError(f"{file}: cannot be read by this user; run this as the gateway's: sudo -u celnice celnice …") from None
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(f"{file}: cannot be read ({error.__class__.__name__}); check the path and that it is UTF-8 text") from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{file}: not valid TOML: {error}") from None
    _overlay(values, environ)
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        raise UserError(_explain(error.errors(include_url=False, include_input=False)[0], file, text)) from None
    if text:
        # Paths in the file are relative to it, so that the same file works from any working directory.
        data = settings.data.model_copy(update={"dir": (file.parent / settings.data.dir)})
        detection = settings.detection
        if detection.public_list is not None:
            detection = detection.model_copy(update={"public_list": file.parent / detection.public_list})
        answers = settings.answers
        if answers.texts is not None:
            answers = answers.model_copy(update={"texts": file.parent / answers.texts})
        settings = settings.model_copy(update={"data": data, "detection": detection, "answers": answers})
    return settings


def file_of(path: Path | None, environ: Mapping[str, str] = os.environ) -> Path:
    """Where the settings stand, or would stand: what was named, or ``./celnice.toml``."""
    return path or (Path(environ["CELNICE_CONFIG"]) if environ.get("CELNICE_CONFIG") else DEFAULT_FILE)


def _overlay(values: dict[str, Any], environ: Mapping[str, str]) -> None:
    """Lays ``CELNICE_A__B=value`` over the values of the file, in place."""
    for name, raw in sorted(environ.items()):
        if not name.startswith(PREFIX) or name in NOT_SETTINGS:
            continue
        key, value = name, raw
        if name.endswith("_FILE"):
            key = name.removesuffix("_FILE")
            try:
                value = Path(raw).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise UserError(f"{name}: the file it names cannot be read ({error.__class__.__name__})") from None
        steps = key.removeprefix(PREFIX).lower().split("__")
        if len(steps) < 2:
            raise UserError(f"{name}: no such setting; a variable is {PREFIX}<SECTION>__<KEY>, e.g. {PREFIX}PROXY__PORT")
        here = values
        for step in steps[:-1]:
            below = here.setdefault(step, {})
            if not isinstance(below, dict):
                raise UserError(f"{name}: {step} is a value, not a section; see docs/settings.md")
            here = below
        here[steps[-1]] = _typed(value, steps)


def from_environment(environ: Mapping[str, str] = os.environ) -> frozenset[str]:
    """The keys that the environment sets, such as ``console.port``."""
    names = (name.removesuffix("_FILE") for name in environ if name.startswith(PREFIX) and name not in NOT_SETTINGS)
    return frozenset(name.removeprefix(PREFIX).lower().replace("__", ".") for name in names)


def _typed(value: str, steps: list[str]) -> Any:
    """Lists and booleans of the environment are TOML (``["a", "b"]``, ``true``); the rest is text, which the schema converts."""
    if value[:1] == "[" or value in {"true", "false"}:
        try:
            return tomllib.loads(f"value = {value}")["value"]
        except tomllib.TOMLDecodeError:
            raise UserError(f"{PREFIX}{'__'.join(steps).upper()}: not a valid TOML list") from None
    return value


def _explain(error: ErrorDetails, file: Path, text: str) -> str:
    location = tuple(str(part) for part in error["loc"])
    key = ".".join(location)
    line = line_of(location, text)
    where = f"{file}:{line}" if line else f"{file} or the environment"
    if error["type"] == "extra_forbidden":
        near = get_close_matches(location[-1], _known(location[:-1]), n=1)
        fix = f"did you mean {near[0]}?" if near else "remove it; docs/settings.md lists every key"
        return f"{where}: unknown key {key}; {fix}"
    if error["type"] == "missing":
        return f"{where}: {key} is missing; add it (docs/settings.md)"
    return f"{where}: {key}: {error['msg'].removeprefix('Value error, ')}"


def _known(location: tuple[str, ...]) -> list[str]:
    model: Any = Settings
    for part in location:
        field = model.model_fields.get(part) if isinstance(model, type) and issubclass(model, Section) else None
        if field is None:
            from gateway.feed_settings import Feed  # noqa: PLC0415  # only here, for tables by name
            from gateway.settings import Tool  # noqa: PLC0415

            return list((Feed if location[0] == "feeds" else Tool).model_fields)
        model = field.annotation
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, Section) else []


def line_of(location: tuple[str, ...], text: str) -> int | None:
    """The line of a key: under its table header, or the header itself when the key is missing."""
    table, key = list(location[:-1]), location[-1]
    here: list[str] = []
    best = None
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\[?([^\]]+)\]", line):
            here = [part.strip().strip('"') for part in header[1].split(".")]
            if here == list(location[: len(here)]):
                best = number
        elif here == table and re.match(rf'\s*"?{re.escape(key)}"?\s*=', line):
            return number
    return best
