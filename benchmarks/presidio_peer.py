"""Presidio on texts, in an environment of its own. The benchmarks start it, and so can you.

    pip install "presidio-analyzer>=2.2" "spacy>=3.8,<3.9"      # and a spaCy pipeline for English
    python benchmarks/presidio_peer.py MODEL TEXTS.json OUT.json [--organisations]

TEXTS is a list of texts in English; OUT has `found`, for every text a list of [start, end, kind, score], and `seconds` and
`processor` seconds of the analysis without loading. MODEL is the name of a spaCy pipeline or its folder; Presidio's own
choice is `en_core_web_lg`. Everything else is as it is shipped, with `--organisations` but for the line that ignores them.
It gets all texts at once (`BatchAnalyzerEngine`), which is the quicker way.
"""

import argparse
import json
import time
from importlib.resources import files
from pathlib import Path
from typing import Any

WARM_UP = "Write to a@example.org."
"""The first mail address makes it ask the network for a list of domains, which is no part of the analysis."""


def main() -> None:
    """Analyse the texts and write what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("texts", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--organisations", action="store_true")
    options = parser.parse_args()
    engine = analyzer(options.model, organisations=options.organisations)
    engine.analyze_iterator([WARM_UP], "en")
    texts = json.loads(options.texts.read_text(encoding="utf-8"))
    start, busy = time.perf_counter(), time.process_time()
    results = engine.analyze_iterator(texts, "en")
    took = {"seconds": time.perf_counter() - start, "processor": time.process_time() - busy}
    found = [[[one.start, one.end, one.entity_type, one.score] for one in of_text] for of_text in results]
    options.out.write_text(json.dumps({"found": found, **took}), encoding="utf-8")


def analyzer(model: str, *, organisations: bool) -> Any:
    """A `BatchAnalyzerEngine` with the shipped configuration, but for the model."""
    import yaml
    from presidio_analyzer import AnalyzerEngine, BatchAnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    shipped = files("presidio_analyzer").joinpath("conf", "default.yaml").read_text(encoding="utf-8")
    configuration = yaml.safe_load(shipped)
    configuration["models"] = [{"lang_code": "en", "model_name": model}]
    ignored = configuration["ner_model_configuration"]["labels_to_ignore"]
    if organisations:
        ignored[:] = [label for label in ignored if label not in ("ORG", "ORGANIZATION")]
    engine = NlpEngineProvider(nlp_configuration=configuration).create_engine()
    return BatchAnalyzerEngine(analyzer_engine=AnalyzerEngine(nlp_engine=engine))


if __name__ == "__main__":
    main()
