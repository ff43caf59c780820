"""What a transcript is worth beside a reference: words, speakers, times. Figures of one recording; nothing is pooled.

Words are compared in lower case, without punctuation, apostrophes and notes in brackets; number words stay as they were
said, "OK" is "okay". Fillers (`FILLERS`) are left out, except for `wer_with_fillers`. Names of speakers need not agree:
the best naming counts.

- wer: word error rate; wer_numbers: the same with numbers below a hundred in digits on both sides, where the language is
  given (whether one writes "8" or "eight" is style); cpwer: the same with each speaker's words put together (as in meeteval);
- speakers: share of the words aligned one to one that have the right speaker;
- holes, inventions, garbled: share of the reference's words in stretches without one agreeing word, where at least five
  words are net missing, net added, or replaced;
- out_of_time: turns heard that have a word said before a word that stands above it (a count, not a share);
- der: diarization error rate of the turns, overlap scored, collar 0 and 0.25 s; der_words: of the speech inside the turns
  by its word times, where pauses of more than half a second are silence. None where the reference has no times.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein, Opcodes
from scipy.optimize import linear_sum_assignment

from ipstranscribe.languages import find
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_words

FILLERS = frozenset({"hmm", "hm", "mm", "mhm", "mmm", "uh", "um", "uhm", "umm", "erm", "eh", "ehm", "øh"})
"""The fillers that Whisper's own normalisation drops, other spellings of them, and their Norwegian kin."""

SAME_WORD = {"ok": "okay"}
"""Another spelling of a word → the one that is compared."""

LONG_RUN = 5
"""Words; a shorter gap is an ordinary recognition error."""

WORD_GAP = 0.5
"""Seconds; a shorter pause inside a turn still counts as speech."""

COLLAR = 0.25
"""Seconds on each side of a reference border that are not scored."""

Times = tuple[float, float]
"""Start and end in seconds."""

Spoken = tuple[float, float, str]
"""Start, end and speaker of a stretch of speech."""

Word = tuple[str, str]
"""A word and its speaker."""


@dataclass(frozen=True)
class Said:
    """A turn, of a reference or of a transcript. `word_times` is empty where they are not known."""

    speaker: str
    start: float
    end: float
    text: str
    word_times: tuple[Times, ...] = ()

    def words(self, *, fillers: bool = False) -> list[str]:
        """The words as they are compared."""
        plain = unicodedata.normalize("NFKC", self.text).lower()
        plain = re.sub(r"['’ʼ]", "", re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", plain))
        words = (SAME_WORD.get(word, word) for word in re.findall(r"[^\W_]+", plain))
        return [word for word in words if fillers or word not in FILLERS]


@dataclass(frozen=True)
class Figures:
    """The figures of one recording; see the top of this file. None where there is nothing to divide by."""

    words: int
    wer: float | None
    wer_numbers: float | None
    wer_with_fillers: float | None
    cpwer: float | None
    speakers: float | None
    holes: float | None
    inventions: float | None
    garbled: float | None
    out_of_time: int
    der: float | None
    der_collar: float | None
    der_words: float | None
    der_words_collar: float | None


def figures(expected: Sequence[Said], heard: Sequence[Said], language: str | None = None) -> Figures:
    """Compare the turns `heard` with those `expected`. `language` is one of ours (en, nb), for numbers alone."""
    reference, spoken = _stream(expected), _stream(heard)
    aligned = Levenshtein.opcodes([w for w, _ in reference], [w for w, _ in spoken])
    whole = [[word for word, _ in _stream(turns, fillers=True)] for turns in (expected, heard)]
    blocks, count = _blocks(aligned), len(reference)
    turns, by_word = _turns(heard), _turns(heard, by_word=True)
    timed = any(turn.word_times for turn in heard)
    return Figures(
        words=count,
        wer=_share(Levenshtein.distance([w for w, _ in reference], [w for w, _ in spoken]), count),
        wer_numbers=_wer_numbers([w for w, _ in reference], [w for w, _ in spoken], language),
        wer_with_fillers=_share(Levenshtein.distance(whole[0], whole[1]), len(whole[0])),
        cpwer=_share(_cp_errors(reference, spoken), count),
        speakers=_right_speakers(reference, spoken, aligned),
        holes=_share(sum(r - h for r, h in blocks if r - h >= LONG_RUN), count),
        inventions=_share(sum(h - r for r, h in blocks if h - r >= LONG_RUN), count),
        garbled=_share(sum(min(block) for block in blocks if min(block) >= LONG_RUN), count),
        out_of_time=out_of_time(heard),
        der=_der(_turns(expected), turns, 0.0),
        der_collar=_der(_turns(expected), turns, COLLAR),
        der_words=_der(_turns(expected), by_word, 0.0) if timed else None,
        der_words_collar=_der(_turns(expected), by_word, COLLAR) if timed else None,
    )


def out_of_time(turns: Sequence[Said]) -> int:
    """How many turns have a word that begins before a word above it, in this turn or an earlier one."""
    count, reached = 0, float("-inf")
    for turn in turns:
        going_back = False
        for start, _ in turn.word_times or ((turn.start, turn.end),):
            going_back |= start < reached
            reached = max(reached, start)
        count += going_back
    return count


def found_words(expected: Sequence[Said], heard: Sequence[Said]) -> int:
    """How many of the reference's words were heard, in order."""
    reference, spoken = ([word for word, _ in _stream(turns)] for turns in (expected, heard))
    return sum(o.src_end - o.src_start for o in Levenshtein.opcodes(reference, spoken) if o.tag == "equal")


def _wer_numbers(reference: Sequence[str], spoken: Sequence[str], language: str | None) -> float | None:
    if language is None or find(language) is None:
        return None
    alike = [list(_in_digits(words, language)) for words in (reference, spoken)]
    return _share(Levenshtein.distance(*alike), len(alike[0]))


def _in_digits(words: Sequence[str], language: str) -> Iterator[str]:
    """The words, with number words below a hundred in digits: "twenty", "six" are 26."""
    known, at = number_words(language), 0
    while at < len(words):
        pair = [joint.join(words[at : at + 2]) for joint in ("-", " ")] if at + 1 < len(words) else []
        both = [known[form] for form in pair if form in known]
        yield both[0] if both else known.get(words[at], words[at])
        at += 2 if both else 1


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _stream(turns: Sequence[Said], *, fillers: bool = False) -> list[Word]:
    """The words in the order in which the turns stand."""
    return [(word, turn.speaker) for turn in turns for word in turn.words(fillers=fillers)]


def _blocks(aligned: Opcodes) -> list[tuple[int, int]]:
    """Words of the reference and words heard in each stretch between two agreeing words."""
    blocks, reference, heard = [], 0, 0
    for piece in aligned:
        if piece.tag == "equal":
            blocks.append((reference, heard))
            reference = heard = 0
        else:
            reference += piece.src_end - piece.src_start
            heard += piece.dest_end - piece.dest_start
    return [*blocks, (reference, heard)]


def _cp_errors(reference: Sequence[Word], spoken: Sequence[Word]) -> int:
    def voices(stream: Sequence[Word]) -> list[list[str]]:
        by_speaker = defaultdict(list)
        for word, speaker in stream:
            by_speaker[speaker].append(word)
        return list(by_speaker.values())

    rows, columns = voices(reference), voices(spoken)
    size = max(len(rows), len(columns))  # a speaker without a partner counts in full
    rows, columns = rows + [[]] * (size - len(rows)), columns + [[]] * (size - len(columns))
    cost = np.array([[Levenshtein.distance(row, column) for column in columns] for row in rows])
    return int(cost[linear_sum_assignment(cost)].sum()) if size else 0


def _right_speakers(reference: list[Word], spoken: list[Word], aligned: Opcodes) -> float | None:
    pairs = Counter(
        (reference[piece.src_start + k][1], spoken[piece.dest_start + k][1])
        for piece in aligned
        if piece.tag in ("equal", "replace")
        for k in range(piece.src_end - piece.src_start)
    )
    if not pairs:
        return None
    ours, theirs = ({pair[side] for pair in pairs} for side in (0, 1))
    counts = np.array([[pairs[r, h] for h in theirs] for r in ours])
    return _share(int(counts[linear_sum_assignment(-counts)].sum()), pairs.total())


def _turns(turns: Sequence[Said], *, by_word: bool = False) -> list[Spoken]:
    return [stretch for turn in turns for stretch in _stretches(turn, by_word=by_word)]


def _stretches(turn: Said, *, by_word: bool) -> Iterator[Spoken]:
    """The turn, or the speech inside it without its longer pauses."""
    times = turn.word_times if by_word and turn.word_times else ((turn.start, turn.end),)
    sound = [(start, end) for start, end in times if end > start]
    if not sound:
        return
    first, last = sound[0]
    for start, end in sound[1:]:
        if start - last > WORD_GAP:
            yield first, last, turn.speaker
            first = last = start
        last = max(last, end)
    yield first, last, turn.speaker


def _der(expected: Sequence[Spoken], heard: Sequence[Spoken], collar: float) -> float | None:
    borders = [border for start, end, _ in expected for border in (start, end)]
    around = [border + side for border in borders for side in (-collar, collar)]
    cuts = np.unique([*borders, *around, *(border for start, end, _ in heard for border in (start, end))])
    middles = (cuts[1:] + cuts[:-1]) / 2
    scored = [not collar or all(abs(middle - border) >= collar for border in borders) for middle in middles]
    length = np.array([b - a for a, b in pairwise(cuts)]) * np.array(scored, float)
    r, h = _active(expected, middles), _active(heard, middles)
    shared = (r * length) @ h.T
    right = shared[linear_sum_assignment(-shared)].sum()
    speech = np.maximum(r.sum(axis=0), h.sum(axis=0))
    return _share(float((speech * length).sum() - right), float((r.sum(axis=0) * length).sum()))


def _active(found: Sequence[Spoken], middles: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """1 where a speaker talks: shape [speakers, stretches]."""
    names = sorted({name for _, _, name in found})
    active = np.zeros((len(names), len(middles)))
    for start, end, name in found:
        active[names.index(name), (start < middles) & (middles < end)] = 1
    return active
