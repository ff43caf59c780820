"""The record of a language: every word table that the rooms look up by language, so that a new language is one file.

Lists of many words lie in `data/CODE.toml`. What is one regular expression over several languages, and what stands in
documents side by side (`wording.toml` and its like), is not here; see docs/decisions/0022-languages.md.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the command line asks here for names, and is to start at once
    from ipstranscribe.model import Category

WordTable = Mapping[str, tuple[str, ...]]
"""Name of a list → its words or phrases, in lower case and without punctuation."""

CUES = {
    "backchannel": 'a turn of these words alone says only "I am listening"',
    "joins": "a clause that begins so goes on with the talk, often with the next point",
    "goes_on": "a clause that begins so belongs to what was just said",
    "refers": "pronouns and the like: a clause that begins so is still about the same thing",
    "turns": "a clause that begins so is about something else: an order, a place, another side of life",
    "breaks": "where talk without punctuation can be cut, the strongest first",
    "fillers": "skipped when the beginning of a clause is looked at",
    "asks": "a turn with one of these asks for something, with or without a question mark",
    "returns": "the interviewer goes back to something",
    "points_back": "the participant comes back to something, or adds what was forgotten",
    "contact": "how somebody is reached or a name is written, which answers no question: numbers, letters, vouchers",
    "closes": "the end of the interview",
    "past": "common verbs by which the time that is told of is seen to change",
    "present": "the same, in the present tense",
    "self": "pronouns by which it is seen to change who is told of: the speaker",
    "others": "the same, others",
    "times": "a clause with one of these at its beginning is about another time",
    "abbreviations": "a full stop after these ends no sentence",
    "stop": "words that say nothing about the topic",
    "background": "what interviewers say whatever the guide is: the zero that similarity is measured from",
}
"""The lists of cue words, which steer the splitting and the recognition of questions."""

DISFLUENCIES = {
    "fillers": "hidden anywhere, unless the turn says nothing else or it is asked (`Um?`)",
    "inside": "hidden only amid a sentence; at its start or by itself it may be an answer (`Mm. Yes.`)",
    "kept": "pairs of words that mean something together",
    "repeated": "said twice in a row, with a comma or not, the second is a false start",
    "repeated_bare": "the same, but only without a comma (`my, my` is a saying, `en, en gang` counts)",
    "before": "may stand before one of these in a repeated stretch (`in the in the`)",
    "stuttered": "with these, too, a first letter before a hyphen is a stutter (`s-so`)",
    "no_stutter": "words that go with a letter before them (`p- piller` are pills of a kind)",
}
"""The lists of disfluencies: what may be left out of shown text. Only what is certain in the language."""

SPELLED = {
    "words": "common words with letters beyond a to z, by which the code page of a text is told",
    "names": "the same, names",
}
"""Words that tell in which code page a text was written. They are pooled over all languages."""

COLUMNS = {
    "id": "the id of a row",
    "name": "the full name",
    "aliases": "other names",
    "role": "who somebody is",
    "of": "the participant somebody belongs to",
    "consent": "what a participant consented to beyond the team",
    "participant": "the participant of an interview",
    "recordings": "the files of an interview",
    "date": "the day of an interview",
    "place": "where an interview was held",
    "interviewer": "who asked",
    "language": "the language that was spoken",
    "branch": "the group of participants that questions are for",
}
"""Columns of the study's three tables, each with further words for it in the first row."""

POSSESSIVES = {
    "speaker": "whose the relative is: of the one who speaks",
    "listener": "of the one who is spoken to",
    "between": "words that may stand between such a word and the relative",
    "called": "words that may stand between the relative and the name",
}
"""The small words around a relative that is named: `my little sister called Anna`."""

FLOOR = {
    "nods": "one-word sentences that a listener may say while the other goes on talking",
    "openings": "first words of questions and of invitations to tell",
}
"""Words by which it is seen who has the floor, and who of the speakers is the interviewer. They are pooled."""

GUIDE = {
    "questions": "words with which a question begins",
    "requests": "words with which a request begins",
    "verbs": "verbs with which a question begins, if one of the subjects comes after",
    "subjects": "what comes after such a verb",
    "denies": "words by which a heading or the name of a branch denies",
    "work": "words that all mean: being in work",
    "empty": "words of a heading that say nothing about whom it is for",
    "people": "words that name people, beside plurals: `For children` is about a group of participants",
    "nobody": "words after `for` that are no participants: `For example`",
    "beside": "words beside the name of a branch that do not change whom it means: `Rotating shifts`",
    "small": "small words by which the language of a guide is told",
}
"""The signs by which the lines of an interview guide are classified. Guides mix languages: all but `small` are pooled."""


@dataclass(frozen=True)
class NumberWords:
    """Words for numbers: `units` are 0 to 9, `teens` 10 to 19, `tens` 20 to 90, `also` other words for any of them.

    `joints` stand between tens and units; `close_units` are other units that follow tens without any (`tjuesyv`).
    Danish says `units_first`: `femogtyve` is 25; where that is the older way, `older_joints` stand between.
    `hundreds` and `thousands` are the words for these.
    `recognized` are those of which a speech recognizer is unsure, although it heard them, because it prefers digits.
    """

    units: tuple[str, ...]
    teens: tuple[str, ...]
    tens: tuple[str, ...]
    also: Mapping[str, int]
    joints: tuple[str, ...]
    close_units: Mapping[str, int]
    recognized: frozenset[str]
    units_first: bool = False
    older_joints: tuple[str, ...] = ()
    hundreds: tuple[str, ...] = ()
    thousands: tuple[str, ...] = ()


@dataclass(frozen=True)
class DateWords:
    """Words of dates: `months` in order, `ordinals` from the first on, `tens` that stand before an ordinal.

    `also` are other ordinals; `day_sign` stands after the figure of a day. `day_first`: `3/4/2019` is in April.
    """

    months: tuple[str, ...]
    ordinals: tuple[str, ...]
    tens: Mapping[str, int]
    also: Mapping[str, int]
    day_sign: str
    day_first: bool = False


@dataclass(frozen=True)
class NamesModels:
    """Models that find names: spaCy's `packages`, the best first, then a folder of model weights, then a bundled one.

    `fix` says how to get one.
    """

    packages: tuple[str, ...]
    weights: str
    bundled: str
    fix: str


@dataclass(frozen=True)
class ReplacementWords:
    """Words of replacements: `labels` of categories, and `owned`, the role of somebody's relative (`{of}'s {role}`).

    `roles` are roles of the table of people that mean something else than a person, `columns` the columns of the table of
    participants that hold identifiers. `worded` are roles beside those of kinship, English role → the word for it.
    """

    labels: "Mapping[Category, str]"
    owned: str
    roles: "Mapping[Category, tuple[str, ...]]"
    columns: "Mapping[str, Category]"
    worded: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OwnPattern:
    """A regular expression of a language for identifiers of one kind, read without regard to capitals.

    The identifier is the group `found`, or all of it. `{number}`, `{month}`, `{ordinal}`, `{year}` and `{kin}` stand for the
    words of the language for these, `{Name}` for one to three words with a capital. `certain` ones are replaced without
    asking; the others are suggestions.
    """

    kind: "Category"
    pattern: str
    certain: bool


@dataclass(frozen=True)
class NonSpeechSound:
    """A sound that is no speech: how documents name it, and how recognizers write it."""

    shown: str
    heard: tuple[str, ...]


@dataclass(frozen=True)
class Language:
    """A language and its word tables.

    `builds_on` is the code of the language whose lists it shares, empty if none; `rules` that of the recognizers'
    patterns and word lists which serve it (see `languages.RULES`). `documents` says whether documents can be in it.
    With the `owner_first` it is `my husband`, else `mannen min`. `concepts` are words of what guides ask about, which count
    as one with those of the same line of `split/questions/concepts.toml`. `dialect` is a standard word → how it is
    written down in dialects; `sometimes` the same for what is a word of the standard language as well.
    A language with word lists of its own and no recognizers written for it is `like` a neighbour, whose patterns serve it
    beside its own (`patterns`), and whose wording documents have where there is none in it yet. `country` (ISO 3166-1) is
    where places are looked for first. In a language that `compounds`, words are joined to new ones that no dictionary has;
    with a `bare_genitive` names take an s without an apostrophe. `surname_ends` is a regular expression.
    `kinship` is English role → the role in documents, then the forms in talk that differ from it. `verdicts` is a
    decision → its word in tables, then others that are understood; `everywhere` the word there for a decision that holds in
    all interviews.
    """

    code: str
    name: str
    builds_on: str
    rules: str
    documents: bool
    whisper: str
    spelling: str
    numbers: NumberWords
    dates: DateWords
    replacements: ReplacementWords
    names_models: NamesModels
    kinship: WordTable
    verdicts: WordTable
    everywhere: str
    sounds: Mapping[str, NonSpeechSound]
    disfluencies: WordTable
    cues: WordTable
    guide: WordTable
    spelled: WordTable
    columns: WordTable
    consent: WordTable
    possessives: WordTable = field(default_factory=dict)
    owner_first: bool = False
    floor: WordTable = field(default_factory=dict)
    concepts: WordTable = field(default_factory=dict)
    dialect: WordTable = field(default_factory=dict)
    sometimes: WordTable = field(default_factory=dict)
    like: str = ""
    country: str = ""
    compounds: bool = False
    bare_genitive: bool = False
    surname_ends: str = ""
    patterns: tuple[OwnPattern, ...] = ()


class LanguageData:
    """The lists of `data/CODE.toml`. A list is an array, or a text of words between spaces."""

    def __init__(self, code: str) -> None:
        text = (resources.files(__package__) / "data" / f"{code}.toml").read_text(encoding="utf-8")
        self._tables: dict[str, dict[str, Any]] = tomllib.loads(text)

    def table(self, name: str) -> dict[str, tuple[str, ...]]:
        """A table of lists; empty if the file has none of this name."""
        table = self._tables.get(name, {})
        return {key: listed(words) if isinstance(words, str) else tuple(words) for key, words in table.items()}

    def text(self, name: str, key: str) -> str:
        """A single text of a table."""
        return str(self._tables[name][key])

    def patterns(self) -> tuple[OwnPattern, ...]:
        """The language's own patterns of identifiers; none if the file has none."""
        told: Any = self._tables.get("patterns", [])
        return tuple(OwnPattern(one["kind"], one["pattern"], one["certain"]) for one in told)

    def sounds(self) -> dict[str, NonSpeechSound]:
        """The sounds by name."""
        table = self._tables.get("sounds", {})
        return {name: NonSpeechSound(sound["shown"], tuple(sound["heard"])) for name, sound in table.items()}


def joined(first: WordTable, more: WordTable) -> dict[str, tuple[str, ...]]:
    """Two tables as one: each list of `first` with what `more` adds to it."""
    return {name: (*first.get(name, ()), *more.get(name, ())) for name in dict.fromkeys((*first, *more))}


def listed(words: str) -> tuple[str, ...]:
    """The words of a text between spaces."""
    return tuple(words.split())
