"""Interviews whose words have times, for subtitles."""

from hypothesis import strategies as st

from ipstranscribe.export import Document
from ipstranscribe.model import PseudonymizedTranscript, PseudonymizedTurn, Speaker, Units, Word
from tests.export.export_sample import MADE_BY, document


def timed(*said: tuple[str, float | None, list[tuple[str, float, float]]]) -> Document:
    """Turns of one speaker: what was said, when it began, and words in it with their times."""
    turns = []
    for number, (text, start, words) in enumerate(said, 1):
        at, found = 0, []
        for word, begin, end in words:
            at = text.index(word, at)
            found.append(Word(char_start=at, char_end=at + len(word), start=begin, end=end))
            at += len(word)
        stop = None if start is None else start + 5
        turns.append(
            PseudonymizedTurn(id=f"P9-{number:03}", speaker="P9", text=text, start=start, end=stop, words=tuple(found))
        )
    return _spoken(tuple(turns))


def _spoken(turns: tuple[PseudonymizedTurn, ...]) -> Document:
    sample = document()
    return Document(
        transcript=PseudonymizedTranscript(
            interview="P9",
            language="en",
            speakers=(Speaker(label="P9", role="participant"),),
            turns=turns,
            made_by=MADE_BY,
        ),
        units=Units(interview="P9", asked=(), units=(), made_by=MADE_BY),
        guide=sample.guide,
        header=sample.header,
    )


def evenly(text: str, start: float, seconds: float = 0.4) -> tuple[str, float, list[tuple[str, float, float]]]:
    """A turn in which each word takes as long as the others."""
    words = [(word, start + n * seconds, start + n * seconds + seconds * 0.9) for n, word in enumerate(text.split())]
    return text, start, words


times = st.floats(-5, 7200, allow_nan=False)
words_said = st.lists(
    st.tuples(st.sampled_from(["so", "and", "work.", "<b>", "-->", "🇳🇴", "a" * 90]), times, times), max_size=40
)


@st.composite
def any_times(draw: st.DrawFn) -> Document:
    """Turns whose times are anything at all: negative, backwards, missing."""
    turns = []
    for _ in range(draw(st.integers(1, 4))):
        words = draw(words_said)
        text = " ".join(word for word, _, _ in words) or "Nothing."
        turns.append((text, draw(st.none() | times), words))
    return timed(*turns)
