"""``celnice config``: checks the settings, shows what is in force, documents every key."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from gateway.act.language import LANGUAGES
from gateway.answer_texts import defaults, read_texts
from gateway.commands.parts import config_try
from gateway.confirmed import RULES, with_confirmed
from gateway.decide.action import Action
from gateway.decide.words import words
from gateway.detection.public_list import PublicList
from gateway.errors import UserError
from gateway.policy import policy_of
from gateway.register import register
from gateway.settings import Settings
from gateway.settings_page import page
from gateway.tenants import tenants_of

HELP = "check the settings, show what is in force, or print their documentation"


def configure(parser: argparse.ArgumentParser) -> None:
    """``check``, ``show``, ``try``, ``texts`` and ``docs``."""
    verbs = parser.add_subparsers(dest="action", metavar="check|show|try|texts|docs", required=True)
    check = verbs.add_parser("check", help="0 when the settings, the register and the public list are sound; says the policy in words")
    check.add_argument(
        "--lang", choices=LANGUAGES, default=_terminal(os.environ), help="language of the policy's words (default: the terminal's)"
    )
    verbs.add_parser("show", help="the settings in force as JSON, without secrets")
    config_try.configure(verbs)
    texts = verbs.add_parser("texts", help="write the texts that people read who are stopped, for editing (answers.texts)")
    texts.add_argument("folder", type=Path, metavar="FOLDER", help="where cs.toml and en.toml are made; what is there already stays")
    verbs.add_parser("docs", help="every key with its default and meaning, as Markdown (docs/settings.md)")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """The settings were loaded and checked before this runs; the register and the public list are checked here."""
    if arguments.action == "docs":
        print(page(), end="")
        return 0
    if arguments.action == "try":
        return config_try.run(arguments, settings)
    if arguments.action == "texts":
        return _texts(arguments.folder)
    known = register(settings)
    confirmed = with_confirmed(settings.policy, settings.data.dir / RULES)
    policy = policy_of(settings.model_copy(update={"policy": confirmed}), known.catalogue.services)
    tenants_of(settings, known.catalogue)
    if arguments.action == "show":
        shown = settings.model_copy(update={"policy": confirmed}).model_dump(mode="json")
        of_console = len(confirmed.rules) - len(settings.policy.rules)  # they stand before those of the file
        for at, rule in enumerate(shown["policy"]["rules"]):
            rule["origin"] = "console" if at < of_console else "settings"
        if shown["store"]["url"]:
            shown["store"]["url"] = "(set)"  # it may hold a password
        if shown["outbound"]["parent_password"]:
            shown["outbound"]["parent_password"] = "(set)"  # noqa: S105  # stands in for it
        print(json.dumps(shown, indent=2, ensure_ascii=False))
    else:
        ok = f"ok: {len(known.grants)} approved tools, {len(known.catalogue.services)} services in the catalogue"
        if settings.detection.public_list:
            listed = PublicList(settings.detection.public_list)
            ok += f"; public list: {len(listed.holding())} of {len(listed.entries)} entries hold today"
        own = read_texts(settings.answers.texts)
        if own:
            ok += f"; own texts: {', '.join(own)}"
        print(f"{ok}\n\n{_SAID[arguments.lang]['title']}")
        for line in words(policy, datetime.now(UTC), arguments.lang):
            print(f"  {line}")
        warns = any(rule.action is Action.WARN for rule in policy.rules) or any(one.warns for one in policy.unread)
        if warns and not settings.evidence.readers:
            print(f"  {_SAID[arguments.lang]['nothing']}")
    return 0


_SAID = {
    "cs": {
        "title": "Pravidla",
        "nothing": "POTVRDIT NELZE NIC: zdůvodnění se pečetí pro evidence.readers a žádný tam není; co se má potvrdit, se zastaví.",
    },
    "en": {
        "title": "Policy",
        "nothing": "NOTHING CAN BE CONFIRMED: a justification is sealed to evidence.readers, and there is none; what warns is blocked.",
    },
}


def _terminal(environ: Mapping[str, str]) -> str:
    """Czech where the terminal speaks Czech or Slovak (POSIX: the first of the three that is set), else English."""
    said = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environ.get(name))), "")
    return "cs" if said[:2].lower() in {"cs", "sk"} else "en"


def _texts(folder: Path) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for language in LANGUAGES:
            path = folder / f"{language}.toml"
            if path.exists():
                print(f"{path} is there already and stays")
                continue
            path.write_text("\n".join(defaults(language)) + "\n", encoding="utf-8")
            print(f"{path} written: take away the # before a text and change it; then set answers.texts to {folder}")
    except OSError as error:
        raise UserError(f"{folder} cannot be written ({error.strerror}): check the folder and its space") from None
    return 0
