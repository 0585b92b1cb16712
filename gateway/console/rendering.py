"""Templates to HTML. Everything that is put in is escaped; what is missing is an error, not a blank."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context
from markupsafe import Markup, escape

from allowlist.service import UNKNOWN_COUNTRY, UNKNOWN_VENDOR
from gateway.console.clock import NO_BREAK, day_for_people, for_people
from gateway.console.language import Language
from gateway.console.texts import text, word

FOLDER = Path(__file__).with_name("templates")


@pass_context
def _t(context: Context, key: str, **parts: object) -> Markup:
    """``{{ t("key", part=value) }}``: the text in the page's language. Parts are escaped, unless they are Markup."""
    sentence = escape(text(context["language"], key))
    return sentence.format(**parts) if parts else sentence


@pass_context
def _word(context: Context, prefix: str, code: str) -> str:
    return word(context["language"], prefix, code)


@pass_context
def _vendor(context: Context, vendor: str, country: str = "") -> str:
    """``OpenAI (US)``; of a vendor or seat that nobody could establish, the page's words for that or nothing."""
    if vendor == UNKNOWN_VENDOR:
        return text(context["language"], "tools.vendor_unknown")
    return f"{vendor} ({country})" if country not in {"", UNKNOWN_COUNTRY} else vendor


def _code(value: str) -> Markup:
    """A value that a person copies."""
    return Markup("<code>{}</code>").format(value)


def _coded(sentence: str) -> Markup:
    """A sentence in which what stands between backticks is for a machine."""
    parts = re.split(r"`([^`]+)`", sentence)  # what is for a machine at odd places
    return Markup().join(_code(part) if at % 2 else escape(part) for at, part in enumerate(parts))


def _link(path: str) -> Markup:
    """A link that shows where it goes."""
    return Markup('<a href="{0}"><code>{0}</code></a>').format(path)


def _number(value: int) -> str:
    """``1 284`` with a space that does not break."""
    return f"{value:,}".replace(",", NO_BREAK)


def _singular(name: str) -> str:
    """The prefix of a field's codes in the texts: ``uses`` are a ``use`` each."""
    return {"uses": "use", "data_classes": "data_class"}.get(name, name)


@pass_context
def _csrf_field(context: Context) -> Markup:
    """The hidden field by which a form shows that it comes from a page of ours; nothing for who has no session."""
    value = context.get("csrf", "")
    return Markup('<input type="hidden" name="csrf" value="{}">').format(value) if value else Markup()


class OwnForms(Extension):
    """Puts :func:`_csrf_field` into every form that may change something, so that no template can forget it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002  # Jinja gives them
        """The template's text with the field after each such form's start."""
        return re.sub(r'(<form\b[^>]*\bmethod="post"[^>]*>)', r"\1{{ csrf_field() }}", source)


def _environment() -> Environment:
    environment = Environment(
        extensions=[OwnForms],
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {"t": _t, "word": _word, "code": _code, "link": _link, "csrf_field": _csrf_field, "vendor": _vendor}
    environment.filters |= {"day": day_for_people, "moment": for_people, "number": _number, "singular": _singular, "coded": _coded}
    return environment


_ENVIRONMENT = _environment()
_NOBODY: dict[str, Any] = {
    "visitor": None,
    "signed_in": False,
    "may": lambda _method, _path: False,
    "menu": (),
    "begins": "/tools",
    "theme": "",
    "path": "/",
}


def render(template: str, language: Language, **values: Any) -> str:
    """One page, without a visitor unless ``values`` hold one; :func:`gateway.console.layout.page` gives them."""
    return _ENVIRONMENT.get_template(template).render(_NOBODY | {"language": language} | values)
