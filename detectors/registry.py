"""The recognizers there are: every module of :mod:`detectors.recognizers`, in the order of their names.

A new recognizer is a new file there. A module that does not load, or defines no recognizer, stops the start.
"""

from __future__ import annotations

import importlib
import pkgutil

from detectors import recognizers as _folder
from detectors.recognizer import CzechRecognizer
from detectors.version import VERSION

__all__ = ["VERSION", "BrokenRecognizer", "entities", "names", "recognizer_classes"]


class BrokenRecognizer(Exception):
    """A module of the recognizers' folder could not be used. The message names the module and what is wrong with it."""


def _classes(module_name: str) -> list[type[CzechRecognizer]]:
    try:
        module = importlib.import_module(f"{_folder.__name__}.{module_name}")
    except Exception as error:
        raise BrokenRecognizer(f"recognizer module {module_name} does not load: {type(error).__name__}: {error}") from error
    own = [value for value in vars(module).values() if isinstance(value, type) and value.__module__ == module.__name__]
    found = [cls for cls in own if issubclass(cls, CzechRecognizer) and hasattr(cls, "ENTITY")]
    if not found:
        raise BrokenRecognizer(f"recognizer module {module_name} defines no recognizer")
    return found


def recognizer_classes() -> tuple[type[CzechRecognizer], ...]:
    """Every recognizer, ordered by the name of its module."""
    names = sorted(info.name for info in pkgutil.iter_modules(_folder.__path__))
    return tuple(cls for name in names for cls in _classes(name))


def names() -> tuple[str, ...]:
    """The recognizers' names, in order."""
    return tuple(cls.__name__ for cls in recognizer_classes())


def entities() -> tuple[str, ...]:
    """The kinds that can be found, in the order of the recognizers, each once."""
    return tuple(dict.fromkeys(cls.ENTITY for cls in recognizer_classes()))
