"""Templates that an office can edit: text with ``{{ fields }}`` and a handful of marks.

    # Title            ## Heading           plain lines are a paragraph, an empty line ends it
    - a point          | label | value |    a form or, after a line ``|---|``, a table with its head
    ~ who signs        @ field              a chart

Templates run in Jinja's sandbox; a field that does not exist is an error with the template's name and line, never an empty space. What a
field holds is text and cannot become a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gateway.papers import czech
from gateway.papers.model import Block, Grid, Heading, Listing, Paper, Paragraph, Picture, Signatures

_BEGIN, _LINE, _BAR, _END = "\ue000", "\ue001", "\ue002", "\ue003"
"""Private characters that hold a field's place while the marks are read. They are taken out of values first."""

_PRIVATE = re.compile("[\ue000-\ue00f]")
_RULE = re.compile(r"\|(?:\s*-+\s*\|)+")


class WrongTemplate(ValueError):
    """A template that cannot be filled: its name, its line, the field. Never a value."""


def fill(name: str, fields: Mapping[str, Any], *, folder: Path | None = None, charts: Mapping[str, Picture] | None = None) -> Paper:
    """The paper of a template (``protokol``). ``folder`` holds an office's own ``NAME.md``, which stands before the packaged one."""
    text = _text(name, folder)
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, finalize=_held, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False
    )
    environment.filters |= {"moment": czech.moment, "day": czech.day, "grouped": czech.grouped, "plural": czech.plural}
    try:
        rendered = environment.from_string(text).render(fields)
    except TemplateSyntaxError as error:
        raise WrongTemplate(f"{name}.md, line {error.lineno}: {error.message}") from None
    except UndefinedError as error:
        raise WrongTemplate(f"{name}.md, line {_line(error)}: {error.message}") from None
    except (TemplateError, TypeError, ValueError, AttributeError) as error:
        raise WrongTemplate(f"{name}.md, line {_line(error)}: {type(error).__name__}") from None
    blocks = tuple(_blocks(rendered.splitlines(), charts or {}, name))
    title = next((block.text for block in blocks if isinstance(block, Heading) and block.level == 1), name)
    return Paper(title, blocks)


def names() -> tuple[str, ...]:
    """The packaged templates."""
    return tuple(sorted(one.name.removesuffix(".md") for one in _packaged().iterdir() if one.name.endswith(".md")))


def _packaged() -> Any:
    return files("gateway.papers") / "templates" / "cs"


def _text(name: str, folder: Path | None) -> str:
    if not re.fullmatch(r"[a-z_]{1,40}", name):
        raise WrongTemplate("a template's name has small letters and underscores")
    own = folder / f"{name}.md" if folder else None
    if own is not None and own.exists():
        try:
            return own.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise WrongTemplate(f"{name}.md cannot be read ({type(error).__name__}); it must be UTF-8 text") from None
    try:
        return str((_packaged() / f"{name}.md").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise WrongTemplate(f"there is no template {name}.md") from None


def _line(error: BaseException) -> int:
    """The template's line that raised: the last frame of the template's own code."""
    line, frame = 0, error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == "<template>":
            line = frame.tb_lineno
        frame = frame.tb_next
    return line


def _held(value: object) -> object:
    """A field's value with its marks hidden."""
    if value is None:
        return ""
    if isinstance(value, StrictUndefined):
        return value
    text = _PRIVATE.sub("", str(value)).replace("\r\n", "\n").replace("\n", _LINE).replace("|", _BAR)
    return f"{_BEGIN}{text}{_END}"


def _shown(text: str) -> str:
    plain = text.replace(_BEGIN, "").replace(_END, "").replace(_LINE, "\n").replace(_BAR, "|")
    return czech.typeset(plain.strip())


def _blocks(lines: Sequence[str], charts: Mapping[str, Picture], name: str) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            yield Heading(_shown(line.lstrip("#")), min(level, 3))
            at += 1
        elif line.startswith("@ "):
            chart = charts.get(_shown(line[2:]))
            if chart is None:
                raise WrongTemplate(f"{name}.md: there is no chart of that name")
            yield chart
            at += 1
        elif line[:2] in {"- ", "~ "} or line.startswith("|"):
            run = _run(lines, at, line[0])
            yield _group(line[0], [one.strip() for one in lines[at:run]])
            at = run
        elif line:
            run = next(
                (
                    to
                    for to in range(at, len(lines))
                    if not lines[to].strip() or lines[to].strip()[0] in "#|" or lines[to][:2] in {"- ", "~ ", "@ "}
                ),
                len(lines),
            )
            yield Paragraph(_shown(" ".join(one.strip() for one in lines[at:run])))
            at = run
        else:
            at += 1


def _run(lines: Sequence[str], start: int, mark: str) -> int:
    return next((at for at in range(start, len(lines)) if not lines[at].strip().startswith(mark)), len(lines))


def _group(mark: str, lines: list[str]) -> Block:
    if mark == "-":
        return Listing(tuple(_shown(line[2:]) for line in lines))
    if mark == "~":
        return Signatures(tuple(_shown(line[2:]) for line in lines))
    head = len(lines) > 1 and _RULE.fullmatch(lines[1]) is not None
    rows = [tuple(_shown(cell) for cell in line.strip("|").split("|")) for line in lines if not _RULE.fullmatch(line)]
    width = max(len(row) for row in rows)
    return Grid(tuple(row + ("",) * (width - len(row)) for row in rows), head)
