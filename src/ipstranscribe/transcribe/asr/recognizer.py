"""Speech recognition of a recording: windows are decoded in batches and checked, and bad ones are decoded again.

A window is decoded without the times that Whisper writes between sentences at first, which is quicker, and with them where
that fails or leaves speech without words. It is bad if its text loops or is improbable then. It is decoded again: filled up
with silence to the length that Whisper knows (a shorter window saves time and makes small models loop now and then), then
with digits allowed (so do spelled-out numbers); then it is split in two. Speech in it that got no words is decoded once more
by itself, since Whisper sometimes ends a window early or leaves a sentence out; such speech lies inside another passage, and
`word_order` puts its words between their neighbours. Decoding is deterministic: the same recording gives the same words,
also after an interruption.
"""

import math
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from ipstranscribe.audio.samples import Sound
from ipstranscribe.transcribe.asr.batching import batches_of
from ipstranscribe.transcribe.asr.echoes import without_echoes
from ipstranscribe.transcribe.asr.engines import Attempt, Engine, Passage, RecognizedWord
from ipstranscribe.transcribe.asr.guards import attempt_score, is_reliable, is_silence
from ipstranscribe.transcribe.asr.long_numbers import long_numbers, with_digits
from ipstranscribe.transcribe.asr.number_words import is_number_word
from ipstranscribe.transcribe.asr.vocabulary import Speller
from ipstranscribe.transcribe.asr.word_order import between
from ipstranscribe.transcribe.coverage import WORD_TIME_TOLERANCE, speech_without_words
from ipstranscribe.transcribe.voice_activity import Probability, SpeechSegment, Window, split_window

BEAM = 5
"""Beam size, as in both Whisper libraries. A smaller one first and five for improbable windows was no faster."""

SURE_OF_WORD = 0.3
"""Seconds from its beginning for which a word counts where something may be left out: the alignment stretches a word over
what is left out behind it, and a longer word has the rest made up for by `WORD_TIME_TOLERANCE`."""

SPEECH_EDGE = 0.1
"""Seconds by which a word may reach beyond clear speech: its soft beginning or end."""

SHORTEST_SPLIT = 6.0
"""Seconds below which a window is not split any more."""

RETRY_MARGINS = (0.4, 2.0)
"""Seconds of sound added on either side when speech without words is decoded again: first try, second try."""


@dataclass(frozen=True)
class SpeechRecognizer:
    """Recognizes the speech of one recording with an engine.

    `speech` is where somebody clearly speaks: it must get words. `language` is Whisper's code; `speller` knows the names
    and words that may come up, as the study writes them.
    """

    engine: Engine
    sound: Sound
    probability: Probability
    speech: Sequence[SpeechSegment]
    language: str
    digits: bool = False
    speller: Speller | None = None

    def batches(self, windows: Sequence[Window], finished: int) -> Iterator[list[Passage]]:
        """Decode batch by batch, from batch `finished` on: the passages of each, with times of the recording.

        They do not come in order of time, and one may lie inside another (`word_order.in_time`).
        """
        rest = deque(list(batches_of(windows, self.engine.device.batch))[finished:])
        with ThreadPoolExecutor(self.engine.workers, "decode") as pool:
            under_way: deque[Future[list[Passage]]] = deque()
            try:
                while rest or under_way:
                    while rest and len(under_way) <= self.engine.workers:
                        under_way.append(pool.submit(self._batch, rest.popleft()))
                    yield under_way.popleft().result()
            finally:  # stopped by Ctrl-C or an error: waiting batches are cancelled
                pool.shutdown(wait=True, cancel_futures=True)

    def _batch(self, windows: Sequence[Window]) -> list[Passage]:
        sounds = [window.cut(self.sound) for window in windows]
        heard = self.engine.decode(sounds, self.language, Attempt(BEAM, self.digits, timed=False))
        bad = [n for n, passage in enumerate(heard) if not self._is_whole(windows[n], passage)]
        if bad:
            again = self.engine.decode([sounds[n] for n in bad], self.language, Attempt(BEAM, self.digits))
            for n, passage in zip(bad, again, strict=True):
                heard[n] = passage
        found = []
        for window, passage in zip(windows, heard, strict=True):
            passages = self._repaired(window, passage)
            found += [*passages, *self._holes(window, passages)]
        return found

    def _is_whole(self, window: Window, passage: Passage) -> bool:
        """Whether a passage decoded without times is reliable and leaves no speech of the window out.

        The alignment stretches a word over what is left out behind it, so that only its beginning counts.
        """
        short = (replace(word, end=min(word.end, word.start + SURE_OF_WORD)) for word in passage.words)
        return is_reliable(passage, window.duration) and not self._without_words(
            window, [_in_recording(word, window) for word in short]
        )

    def _without_words(self, window: Window, words: Sequence[RecognizedWord]) -> list[SpeechSegment]:
        """Speech of the window that none of `words` covers; times of the recording."""
        speech = [SpeechSegment(max(s.start, p.start), min(s.end, p.end)) for p in window.pieces for s in self.speech]
        return speech_without_words(words, [stretch for stretch in speech if stretch.duration > 0])

    def _repaired(self, window: Window, first: Passage) -> list[Passage]:
        """The first reliable result: as decoded, filled up, with digits, or of both halves; if none, the best attempt."""
        tried = [first]
        for attempt in (*self._attempts_again(), None):
            if is_reliable(tried[-1], window.duration):
                return [self._placed(tried[-1], window)]
            if attempt:
                tried.append(self._decode(window, attempt))
        if window.duration > SHORTEST_SPLIT:
            cut = split_window(window, self.probability)
            return [better for part in cut for better in self._repaired(part, self._decode(part))]
        return [self._placed(max(tried, key=lambda passage: attempt_score(passage, window.duration)), window)]

    def _attempts_again(self) -> Iterator[Attempt]:
        filled = self.engine.shortens
        if filled:
            yield Attempt(BEAM, self.digits, filled=True)
        if not self.digits:
            yield Attempt(BEAM, digits=True, filled=filled)

    def _holes(self, window: Window, passages: Sequence[Passage]) -> Iterator[Passage]:
        """Passages decoded from speech of the window that got no words."""
        words = [word for passage in passages for word in passage.words]
        for hole in self._without_words(window, words):
            for around in RETRY_MARGINS:
                wider = Window(
                    (SpeechSegment(max(0.0, hole.start - around), min(self.sound.duration, hole.end + around)),)
                )
                heard = self._decode(wider)
                placed = self._placed(heard, wider)
                new = tuple(between(word, words) for word in placed.words if _is_new(word, words, hole, window))
                if new and is_reliable(heard, wider.duration):
                    words += new
                    yield replace(placed, words=new)
                    break

    def _decode(self, window: Window, attempt: Attempt | None = None) -> Passage:
        (passage,) = self.engine.decode([window.cut(self.sound)], self.language, attempt or Attempt(BEAM, self.digits))
        return passage

    def _numbered(self, passage: Passage, window: Window) -> Passage:
        """The passage with its long numbers in digits, from another attempt at the window that may write them."""
        places = long_numbers([word.text for word in passage.words], self.language)
        if not places:
            return passage
        again = self._decode(window, Attempt(BEAM, digits=True))
        if not is_reliable(again, window.duration):
            return passage
        return replace(passage, words=with_digits(passage.words, again.words, places))

    def _placed(self, passage: Passage, window: Window) -> Passage:
        """The passage with times of the recording and the study's spelling; without echoes, and empty if it is silence."""
        passage = replace(passage, words=() if is_silence(passage) else without_echoes(passage.words))
        passage = passage if self.digits else self._numbered(passage, window)
        if self.speller:
            passage = self.speller.corrected(passage, window.cut(self.sound))
        usual = math.exp(passage.log_probability)
        words = []
        for word in passage.words:
            spoken = not self.digits and is_number_word(word.text, self.language)
            probability = max(word.probability, usual) if spoken else word.probability
            words.append(replace(self._spoken(_in_recording(word, window)), probability=probability))
        return replace(passage, words=tuple(words))

    def _spoken(self, word: RecognizedWord) -> RecognizedWord:
        """The word limited to the speech that it begins in: the alignment stretches it over the pause beside it."""
        at = bisect_right(self.speech, word.start + SPEECH_EDGE, key=lambda stretch: stretch.end)
        if at == len(self.speech) or self.speech[at].start >= word.end:
            return word
        start = max(word.start, self.speech[at].start - SPEECH_EDGE)
        return replace(word, start=start, end=max(start, min(word.end, self.speech[at].end + SPEECH_EDGE)))


def _in_recording(word: RecognizedWord, window: Window) -> RecognizedWord:
    """The word with times of the recording instead of the window."""
    start, end = window.span(word.start, word.end)
    return replace(word, start=start, end=end)


def _is_new(word: RecognizedWord, words: Sequence[RecognizedWord], hole: SpeechSegment, window: Window) -> bool:
    """Whether a word lies in the hole and in the window, since the next one hears its own, and overlaps no other word."""
    middle = (word.start + word.end) / 2
    inside = hole.start - WORD_TIME_TOLERANCE <= middle <= hole.end + WORD_TIME_TOLERANCE
    inside = inside and any(piece.start <= middle < piece.end for piece in window.pieces)
    return inside and not any(other.start < middle < other.end for other in words)
