"""The command ``celnice``: finds its verbs in gateway/commands, one file each. Errors are one line on stderr; exit codes 0, 1, 2."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Never, Protocol, cast

from gateway import commands
from gateway.configuration import load
from gateway.errors import UserError
from gateway.settings import Settings


class Command(Protocol):
    """What a module of gateway/commands offers."""

    HELP: str

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Adds the verb's own arguments."""

    def run(self, arguments: argparse.Namespace, settings: Settings) -> int:
        """Does it; returns 0 (done), 1 (done, and the answer is no or something was found) or 2 (could not be done)."""


class OneLineParser(argparse.ArgumentParser):
    """A parser whose errors are one line with the way to help."""

    def error(self, message: str) -> Never:
        """Says what was wrong, and ends with exit code 2."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def verbs() -> tuple[str, ...]:
    """The names of all commands, in order."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(commands.__path__) if not module.ispkg))


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = OneLineParser(prog="celnice", description="A privacy filter between an office and the AI tools on the internet.")
    parser.add_argument("--version", action="version", version=f"celnice {version('celnice')}")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings file (default: ./celnice.toml when it exists)")
    subparsers = parser.add_subparsers(dest="verb", metavar="COMMAND", required=True)
    wanted = next((word for word in arguments if word in verbs()), None)
    for verb in verbs():
        # Only the wanted verb is configured in full, so that `celnice ca` does not wait for imports of `celnice scan`.
        module = cast("Command", importlib.import_module(f"gateway.commands.{verb}")) if wanted in {None, verb} else None
        child = subparsers.add_parser(verb, help=module.HELP if module else None, description=module.HELP if module else None)
        if module:
            module.configure(child)
    parsed = parser.parse_args(arguments)
    command = cast("Command", importlib.import_module(f"gateway.commands.{parsed.verb}"))
    try:
        return command.run(parsed, load(parsed.config))
    except UserError as error:
        print(f"celnice {parsed.verb}: {error}", file=sys.stderr)
        return 2
    except PermissionError as error:
        # A folder of root's, mostly: the gateway's user works, whoever typed the command (deploy/debian/celnice).
        print(
            f"celnice {parsed.verb}: {_where(error)}; name a folder or file that the gateway's user may use, such as in /tmp",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def _where(error: PermissionError) -> str:
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror)


if __name__ == "__main__":
    sys.exit(main())
