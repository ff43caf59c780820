"""Named entity recognition with spaCy: people, places and organisations, by the best installed model for the language."""

import importlib.metadata
import importlib.util
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.languages import base, find
from ipstranscribe.languages.record import NamesModels
from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.lexicon import casing, edge_signs, places, vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.weights import registry

_CATEGORIES: dict[str, Category] = {
    "PERSON": "person", "PER": "person",
    "GPE": "place", "LOC": "place", "FAC": "place", "GPE_LOC": "place", "GPE_ORG": "place",
    "ORG": "organisation",
}  # fmt: skip
_NONE = NamesModels((), "", "", "Go on with rules alone with --rules-only.")
_UNUSED = ("parser", "lemmatizer", "senter", "tagger", "morphologizer", "attribute_ruler")
"""Pipeline components that are not needed for names; they take two thirds of the time."""


_CAPITALISED = re.compile(r"\b[^\W\d_a-zæøå]\w+(?:[ -][^\W\d_a-zæøå]\w+)*")


_INTRODUCES = re.compile(
    r"\b(?:call(?:ed|s|ing)?|named?|nicknamed|name['’]s|name\sis|our|heter|heiter|heite|het|hette|kalt|kalla|kaller|kallar|kalles|"
    r"navnet|namnet)\s(?:(?:him|her|me|it|us|them|meg|mæ|han|ho|hun|henne|den|det|seg|for)\s)?$",
    re.IGNORECASE,
)
_NEAR = 24  # characters


@dataclass(frozen=True)
class NamesModel:
    """A recognizer of named entities by a loaded spaCy pipeline."""

    name: str
    language: str
    pipeline: Any
    """A `spacy.Language`; the type stays out so that importing this file loads nothing."""
    source: str = ""
    """The package or folder that it was loaded from."""
    _ahead: "dict[str, tuple[str, Any]]" = field(default_factory=dict, repr=False, compare=False)
    """Texts that were read ahead: each as it was shown to the pipeline, and the `spacy.tokens.Doc`."""

    def __reduce__(self) -> "tuple[Callable[[LocatedModel], NamesModel], tuple[LocatedModel]]":
        """Pickle where it is, not what it is: another process loads it anew."""
        return load, (LocatedModel(self.name, self.language, self.source),)

    def read_ahead(self, texts: Sequence[str]) -> None:
        """Read many texts at once, which takes half as long; what was read ahead before is forgotten."""
        self._ahead.clear()
        shown = {text: self._shown(text) for text in texts}
        documents = self.pipeline.pipe(shown.values())
        self._ahead.update(zip(shown, zip(shown.values(), documents, strict=True), strict=True))

    def find(self, text: str) -> Iterable[Found]:
        """Find named entities; organisations are suggestions, the rest is certain."""
        shown, document = self._ahead.get(text) or (self._shown(text), None)
        document = self.pipeline(shown) if document is None else document
        if casing.is_uncased(text):
            yield from self._in_uncased(shown, document)
            return
        harmless = vocabulary.non_identifying(self.language)
        for entity in document.ents:
            category = _CATEGORIES.get(entity.label_)
            span = _trimmed(text, entity.start_char, entity.end_char)
            if category and span and not _all_harmless(text[slice(*span)], harmless):
                if category == "person":
                    span = _whole_name(text, *span, harmless)
                capital = text[span[0]].isupper()
                if not capital and not self._is_strange(text[slice(*span)]):
                    continue  # a lower-case word of the vocabulary, in a text where names have capitals
                word = self._is_word(text[slice(*span)])
                if word and casing.starts_sentence(text, span[0]):
                    continue  # its capital says nothing
                everyday = word and vocabulary.is_frequent(text[slice(*span)], self.language)
                certain = category != "organisation" and capital and not everyday
                yield Found(*span, category, self.name, 0.8 if certain else 0.5, certain=certain)

    def _shown(self, text: str) -> str:
        """The text as the pipeline reads it: truecased if it has no capitals, without which most models find no names."""
        return casing.truecase(text, self.language) if casing.is_uncased(text) else text

    def _in_uncased(self, shown: str, document: Any) -> Iterable[Found]:
        """Named entities in a truecased text: only words with a capital count, whatever span the model gives."""
        harmless = vocabulary.non_identifying(self.language)
        for entity in document.ents:
            category = _CATEGORIES.get(entity.label_)
            if category == "place" and entity.text.casefold() in places.names() and entity.text.islower():
                yield Found(entity.start_char, entity.end_char, "place", self.name, 0.5, certain=False)
            for match in _CAPITALISED.finditer(shown, entity.start_char, entity.end_char):
                rare = self._is_word(match.group())  # whether that is a name here, what is said before it can tell
                doubted = rare and not _INTRODUCES.search(shown, max(0, match.start() - _NEAR), match.start())
                if category and not doubted and not _all_harmless(match.group(), harmless):
                    strange = self._is_strange(match.group())
                    if category == "organisation" and not strange:
                        continue  # a rare word: only a person or a place has such a name
                    if category == "organisation" and " " not in match.group():
                        category = "other"  # without capitals a model cannot tell the kind of name of a single word
                    certain = category in ("person", "place") and strange
                    yield Found(*match.span(), category, self.name, 0.8 if certain else 0.5, certain=certain)

    def _is_word(self, phrase: str) -> bool:
        """Whether the phrase is one word of the vocabulary, and no name by any list."""
        word = phrase.casefold()
        return (
            word.isalpha() and not places.is_listed_name_or_place(word) and vocabulary.is_ordinary(word, self.language)
        )

    def _is_strange(self, phrase: str) -> bool:
        """Whether all words of the phrase are outside the vocabulary."""
        return not any(vocabulary.is_ordinary(word, self.language) for word in re.findall(r"[^\W\d_]+", phrase))


@dataclass(frozen=True)
class LocatedModel:
    """An installed model: its name with version, and the package or folder to load it from."""

    name: str
    language: str
    source: str


def locate(language: str) -> LocatedModel:
    """Find the best installed model for `language`; raises UserError (MISSING_MODEL) naming the fix if there is none."""
    spoken, known = base(language), find(base(language))
    models = known.names_models if known else _NONE
    for package in models.packages:
        if importlib.util.find_spec(package):
            return LocatedModel(f"{package} {importlib.metadata.version(package)}", spoken, package)
    for folder in _folders(models):
        if (folder / "meta.json").is_file():
            meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
            return LocatedModel(f"{meta['lang']}_{meta['name']} {meta['version']}", spoken, str(folder))
    what = f"There is no model that finds names in the language {language}."
    raise UserError(what, models.fix, ExitCode.MISSING_MODEL)


@cache
def load(located: LocatedModel) -> NamesModel:
    """Load a model as a recognizer; each is loaded once."""
    import spacy

    pipeline = spacy.load(located.source, exclude=_UNUSED)
    shared: Any = pipeline.get_pipe("tok2vec") if pipeline.has_pipe("tok2vec") else None
    if shared and not shared.listening_components:
        pipeline.remove_pipe("tok2vec")  # it served the components that were left out
    return NamesModel(located.name, located.language, pipeline, located.source)


def _folders(models: NamesModels) -> Iterable[Path]:
    if models.weights:
        yield registry.models_folder() / models.weights
    if models.bundled:
        yield Path(str(files(__package__).joinpath("data", models.bundled)))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without titles, articles and function words at the start and a genitive at the end; None if too short."""
    drop = word_lists.titles() | {"the", "a", "an", "my", "our", "at", "in", "og", "and", "hos", "på", "i"}
    while (match := re.match(r"\S+\s+", text[start:end])) and match.group().strip().casefold() in drop:
        start += match.end()
    end = edge_signs.without_clitic(text, start, end)
    while end > start and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return (start, end) if end - start >= 2 else None


def _whole_name(text: str, start: int, end: int, harmless: frozenset[str]) -> tuple[int, int]:
    """The span extended to adjacent capitalised words outside the vocabulary (`Per` in `Per Gunnar`)."""
    before = re.search(r"(?<![.?!…] )([A-ZÆØÅ][\w-]+) $", text[:start])
    after = re.match(r" ([A-ZÆØÅ][\w-]+)", text[end:])
    names_too = word_lists.read("names_that_are_words_nb")
    if before and (before.group(1).casefold() not in harmless or before.group(1).casefold() in names_too):
        start = before.start(1)
    if after and after.group(1).casefold() not in harmless:
        end += after.end(1)
    return start, end


def _all_harmless(phrase: str, harmless: frozenset[str]) -> bool:
    words = [word.casefold() for word in re.findall(r"\w[\w'’]*", phrase)]
    return all(word in harmless or word.isdigit() for word in words)
