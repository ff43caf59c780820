"""Quality checks on a transcript: speech without words, words without speech, and words with low confidence.

Each check returns concerns (places where a person should listen) without a turn; `find_concerns` merges neighbours,
finds their turns and sorts them. Their texts never quote the transcript.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ipstranscribe.audio.recording import Damage
from ipstranscribe.model import Concern, SpeechCoverage, Turn
from ipstranscribe.transcribe.asr.engines import Passage, RecognizedWord
from ipstranscribe.transcribe.asr.guards import LARGEST_COMPRESSION, LOWEST_LOG_PROBABILITY
from ipstranscribe.transcribe.diarization.attribution import Attribution, Voices
from ipstranscribe.transcribe.voice_activity import SpeechSegment

WORD_TIME_TOLERANCE = 0.4
"""Seconds on either side of a word that count as covered by it: word times are off by a tenth or two."""

SHORTEST_HOLE = 1.0
"""Seconds of speech without words from which on it is a concern."""

SHORTEST_SOUND = 0.25
"""Seconds of speech without words that inexact word times cannot explain."""

SHORTEST_OVERLAP = 0.5
UNSURE_WORD = 0.4
UNSURE_WORDS = 3
"""Improbable words in a row that make a concern; single ones are too many to listen to."""

UNSURE_NUMBER = 0.5
"""Probability of a number in digits below which it is a concern by itself: a wrong one reads as well as a right one. In
eighteen recordings four of six such numbers were wrong or wrongly written, of seven others one."""

UNSURE_SPEAKER = 0.2
"""Lead in activity (0 to 1) over the next speaker below which the speaker of a word is uncertain."""

LONGEST_PATTERN, REPEATS, LOOP_WORDS = 8, 4, 6
"""Repetition loop: up to 8 words, 4 times or more in a row, 6 words or more in all ("no, no, no, no" is talk)."""

LONGEST_GAP = 2.0
"""Seconds between two concerns of one kind up to which they are merged."""


@dataclass(frozen=True)
class Recognized:
    """The recognized words of a recording, their passages and speakers. All times are seconds of the interview."""

    words: Sequence[RecognizedWord]
    passages: Sequence[Passage]
    speakers: Sequence[Attribution]


def find_concerns(
    heard: Recognized, speech: Sequence[SpeechSegment], voices: Voices, damages: Sequence[Damage], turns: Sequence[Turn]
) -> tuple[Concern, ...]:
    """All concerns of one interview, in order of time. `speech` are the segments where somebody speaks."""
    found = [
        *_holes(heard.words, speech),
        *_words_without_speech(heard.words, speech),
        *_loops(heard),
        *_improbable(heard),
        *_uncertain_speakers(heard, voices),
        *(_concern("overlap", s.start, s.end, "Two people speak at once.") for s in voices.overlaps(SHORTEST_OVERLAP)),
        *(_concern(d.kind, d.at, d.at, d.why) for d in damages),
    ]
    placed = (
        concern.model_copy(update={"turn": _turn_of(concern, turns)})
        for concern in (*_merged(found), *_respellings(heard.words))
    )
    return tuple(sorted(placed, key=lambda concern: (concern.start, concern.kind)))


def speech_without_words(words: Sequence[RecognizedWord], speech: Sequence[SpeechSegment]) -> list[SpeechSegment]:
    """Segments of speech that no word covers, `SHORTEST_HOLE` or longer."""
    covered = [SpeechSegment(word.start - WORD_TIME_TOLERANCE, word.end + WORD_TIME_TOLERANCE) for word in words]
    holes = (hole for stretch in speech for hole in _without(stretch, covered))
    return [hole for hole in holes if hole.duration >= SHORTEST_HOLE]


def speech_coverage(words: Sequence[RecognizedWord], speech: Sequence[SpeechSegment]) -> SpeechCoverage:
    """Coverage of speech by words: seconds of speech, seconds covered, and the gaps."""
    found = sum(stretch.duration for stretch in speech)
    missing = sum(hole.duration for hole in speech_without_words(words, speech))
    spoken = [SpeechSegment(word.start, word.end) for word in words]
    gaps = [gap for stretch in speech for gap in _without(stretch, spoken) if gap.duration >= SHORTEST_SOUND]
    return SpeechCoverage(
        speech=round(found, 1),
        with_words=round(found - missing, 1),
        unheard=tuple((round(gap.start, 2), round(gap.end, 2)) for gap in gaps),
    )


def _holes(words: Sequence[RecognizedWord], speech: Sequence[SpeechSegment]) -> Iterator[Concern]:
    for hole in speech_without_words(words, speech):
        yield _concern("speech_without_words", hole.start, hole.end, "Somebody speaks, but no words were found.")


def _without(whole: SpeechSegment, covered: Iterable[SpeechSegment]) -> Iterator[SpeechSegment]:
    """The parts of `whole` that none of `covered` covers."""
    at = whole.start
    for cover in sorted((c for c in covered if c.end > whole.start and c.start < whole.end), key=lambda c: c.start):
        if cover.start > at:
            yield SpeechSegment(at, cover.start)
        at = max(at, cover.end)
    if at < whole.end:
        yield SpeechSegment(at, whole.end)


def _words_without_speech(words: Sequence[RecognizedWord], speech: Sequence[SpeechSegment]) -> Iterator[Concern]:
    def silent(word: RecognizedWord) -> bool:
        return not any(
            s.start - WORD_TIME_TOLERANCE < word.end and word.start < s.end + WORD_TIME_TOLERANCE for s in speech
        )

    for run in _runs(words, [silent(word) for word in words]):
        yield _over(run, "text_without_speech", "There are words here, but nobody seems to speak.")


def _respellings(words: Sequence[RecognizedWord]) -> Iterator[Concern]:
    """One for each word that the study's spelling replaced or might replace; never merged, as each is decided by itself."""
    for word in words:
        if not word.heard:
            continue
        kind, why, term = (
            "respelling",
            "Written as the study spells it. If that is wrong, write here what was said.",
            word.text,
        )
        if word.similar:
            kind, term = "similar_term", word.similar
            why = "Stands as it was heard. If the name or term of the study was said, write it here."
        found = _concern(kind, word.start, word.end, why)
        yield found.model_copy(update={"heard": _normal(word.heard), "written": _normal(term)})


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _loops(heard: Recognized) -> Iterator[Concern]:
    for passage in heard.passages:
        if passage.words and passage.compression > LARGEST_COMPRESSION:
            yield _over(passage.words, "loop", "The words repeat themselves; the recognizer may have looped.")
    texts = [word.text.lower().strip(".,?!") for word in heard.words]
    for length in range(1, LONGEST_PATTERN + 1):
        for start, end in _repetitions(texts, length):
            if end - start >= max(LOOP_WORDS, REPEATS * length):
                yield _over(heard.words[start:end], "loop", "The same words come again and again.")


def _repetitions(texts: Sequence[str], length: int) -> Iterator[tuple[int, int]]:
    """Start and end of stretches that repeat a pattern of `length` words."""
    same = [i >= length and texts[i] == texts[i - length] for i in range(len(texts))]
    at = 0
    for repeated, group in groupby(same):
        count = len(list(group))
        if repeated:
            yield at - length, at + count
        at += count


def _improbable(heard: Recognized) -> Iterator[Concern]:
    for passage in heard.passages:
        if passage.words and passage.log_probability < LOWEST_LOG_PROBABILITY:
            yield _over(passage.words, "low_confidence", "The recognizer was unsure of this passage.")
    for run in _runs(heard.words, [word.probability < UNSURE_WORD for word in heard.words]):
        if len(run) >= UNSURE_WORDS:
            yield _over(run, "low_confidence", "The recognizer was unsure of several words in a row.")
    for word in heard.words:
        if word.probability < UNSURE_NUMBER and any(map(str.isdigit, word.text)):
            yield _over([word], "low_confidence", "The recognizer was unsure of a number.")


def _uncertain_speakers(heard: Recognized, voices: Voices) -> Iterator[Concern]:
    if voices.count < 2:
        return  # the stage says so once for the whole interview
    unsure = [speaker.margin < UNSURE_SPEAKER for speaker in heard.speakers]
    for run in _runs(heard.words, unsure):
        yield _over(run, "uncertain_speaker", "It is not clear from the voice who says this.")


def _runs(words: Sequence[RecognizedWord], marked: Sequence[bool]) -> Iterator[list[RecognizedWord]]:
    """Runs of consecutive words that are all marked, without a long pause in between."""
    run: list[RecognizedWord] = []
    for word, mark in zip(words, marked, strict=True):
        if run and not (mark and word.start - run[-1].end <= LONGEST_GAP):
            yield run
            run = []
        if mark:
            run.append(word)
    if run:
        yield run


def _over(words: Sequence[RecognizedWord], kind: str, why: str) -> Concern:
    return _concern(kind, words[0].start, max(word.end for word in words), why)


def _concern(kind: str, start: float, end: float, why: str) -> Concern:
    return Concern.model_validate({"kind": kind, "start": round(start, 2), "end": round(end, 2), "why": why})


def _merged(concerns: Iterable[Concern]) -> Iterator[Concern]:
    """Merge concerns of one kind that overlap or lie close together; the reason of the first is kept."""
    for _, group in groupby(sorted(concerns, key=lambda c: (c.kind, c.start)), key=lambda c: c.kind):
        last: Concern | None = None
        for concern in group:
            if last and concern.start - last.end <= LONGEST_GAP:
                last = last.model_copy(update={"end": max(last.end, concern.end)})
            else:
                if last:
                    yield last
                last = concern
        if last:
            yield last


def _turn_of(concern: Concern, turns: Sequence[Turn]) -> str | None:
    """The turn that overlaps `concern` most in time, None if none does."""

    def shared(turn: Turn) -> float:
        return min(turn.end or 0.0, concern.end) - max(turn.start or 0.0, concern.start)

    best = max(turns, key=shared, default=None)
    return best.id if best and shared(best) > 0 else None
