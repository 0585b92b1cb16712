"""``celnice run``: starts the gateway."""

from __future__ import annotations

import argparse

from gateway import configuration
from gateway.settings import Settings

HELP = "start the gateway: proxy, base-URL entrance and console, until Ctrl-C"


def configure(parser: argparse.ArgumentParser) -> None:
    """No arguments of its own: everything is in celnice.toml."""
    del parser


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Runs until it is told to stop."""
    from gateway import node  # noqa: PLC0415  # loads what the other verbs do not need

    return node.run(settings, lambda: configuration.load(arguments.config), configuration.file_of(arguments.config))
