"""One analyzer in a process of its own: ``python -m bench.analyzing identifiers|everything|presidio``.

Reads one JSON object a line and writes one:
  in   {"texts": [...]}
  out  {"seconds": [...], "found": N}      processor time of each text, after one that is not counted; how much was found in all
When it is ready it writes {"ready": "what it is"}. ``presidio`` runs in an environment of its own, where nothing of ours is installed.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

MODEL = "cs_core_news_sm"
"""Community's Czech pipeline (CC BY-NC-SA): measured beside, never shipped."""

type Analyze = Callable[[str], Sequence[Any]]


def _ours(*, names: bool) -> tuple[Analyze, str]:
    """Everything, or what identifies by a number, a label or a mark alone."""
    from detectors.analyzer import Analyzer  # noqa: PLC0415  not there where Presidio is measured
    from detectors.contextual import ContextualRecognizer  # noqa: PLC0415
    from detectors.registry import recognizer_classes  # noqa: PLC0415

    if names:
        analyzer = Analyzer.load()
    else:
        kinds = {c.ENTITY for c in recognizer_classes() if not issubclass(c, ContextualRecognizer)}
        analyzer = Analyzer.load(kinds - {"PERSON"})
    for recognizer in analyzer.recognizers:
        recognizer.load()
    return analyzer.analyze, f"{len(analyzer.entities)} kinds"


def _presidio() -> tuple[Analyze, str]:
    """Presidio as its documentation sets it up for a language with a spaCy model."""
    import presidio_analyzer  # noqa: PLC0415  not there where ours is measured
    import spacy  # noqa: PLC0415
    import tldextract  # noqa: PLC0415
    from presidio_analyzer.nlp_engine import NlpEngineProvider  # noqa: PLC0415

    setattr(tldextract, "extract", tldextract.TLDExtract(suffix_list_urls=()))  # noqa: B010  nothing is downloaded while it is measured
    models = {"nlp_engine_name": "spacy", "models": [{"lang_code": "cs", "model_name": MODEL}]}
    nlp = NlpEngineProvider(nlp_configuration=models).create_engine()
    registry = presidio_analyzer.RecognizerRegistry(supported_languages=["cs"])
    registry.load_predefined_recognizers(languages=["cs"], nlp_engine=nlp)
    engine = presidio_analyzer.AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["cs"])
    return lambda text: engine.analyze(text, language="cs"), f"{MODEL} {spacy.util.get_package_version(MODEL)}"


def freeze() -> None:
    """What is loaded stays, and the collector looks only at what texts make; so do the product's processes, and so whoever is compared."""
    gc.collect()
    gc.freeze()


def run(analyze: Analyze, texts: Sequence[str]) -> dict[str, Any]:
    """One measurement."""
    seconds: list[float] = []
    found = 0
    for number, text in enumerate([texts[0][:200], *texts]):
        began = time.process_time()
        found += len(analyze(text))
        if number:
            seconds.append(time.process_time() - began)
    return {"seconds": seconds, "found": found}


def main() -> None:
    """Answers until its input ends."""
    subject = sys.argv[1]
    analyze, what = _presidio() if subject == "presidio" else _ours(names=subject == "everything")
    freeze()
    sys.stdout.write(json.dumps({"ready": what}) + "\n")
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run(analyze, json.loads(line)["texts"])) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
