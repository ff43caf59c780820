"""What of the talk is looked at: the same whether or not the times of its words were read."""

import json

from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import MadeBy, PseudonymizedTranscript, PseudonymizedTurn, Speaker, TalkText, Word
from ipstranscribe.quotes.passages import find_passages
from ipstranscribe.quotes.talk_words import TalkWords
from ipstranscribe.study import storage
from ipstranscribe.text import conventions
from tests.lanes import examples

SAID = (
    "um,",
    "the",
    "the",
    "w-",
    "w-",
    "went",
    "(laughs)",
    "home",
    "early,",
    "I",
    "I",
    "mean",
    "uh",
    "and",
    "in",
    "the",
)


def talk(words: list[str], sure: list[float]) -> PseudonymizedTranscript:
    """One turn of these words, which the recognizer was more or less `sure` of."""
    spans, at = [], 0
    for number, (word, probability) in enumerate(zip(words, sure, strict=True)):
        spans.append(
            Word(char_start=at, char_end=at + len(word), start=number, end=number + 0.5, probability=probability)
        )
        at += len(word) + 1
    turn = PseudonymizedTurn(id="P1-001", speaker="P1", text=" ".join(words), words=tuple(spans))
    return PseudonymizedTranscript(
        interview="P1",
        language="en",
        speakers=(Speaker(label="P1", role="participant"),),
        turns=(turn,),
        made_by=MadeBy(program="a test", inputs=""),
    )


@examples(200)
@given(st.lists(st.tuples(st.sampled_from(SAID), st.floats(0, 1)), min_size=1, max_size=20))
def test_what_is_left_out_does_not_depend_on_the_times_of_words(said: list[tuple[str, float]]) -> None:
    text = talk([word for word, _ in said], [sure for _, sure in said])
    clean = next(one for one in conventions.conventions().values() if one.leaves_out)
    shown = conventions.show(text.turns[0], clean, "en").pieces
    kept = [(p.char_start, p.char_end) for p in shown if p.char_start is not None and p.char_end is not None]
    begun = [word for word in text.turns[0].words if any(a <= word.char_start < b for a, b in kept)]
    said_there = text.turns[0].text
    expected = [w for one in begun for w in TalkWords.of(talk([said_there[one.char_start : one.char_end]], [1])).words]
    assert TalkWords.fluent(text, {0}).words == expected


def test_talk_is_read_without_the_words_and_quoted_as_before() -> None:
    whole = talk(["It", "was", "um,", "hard", "for", "me", "to", "get", "up"], [0.9] * 9)
    light = storage.from_bytes(storage.to_bytes(whole), TalkText, "P1")
    for quoted in ("It was um, hard for me", "hard for me to get", "never said at all"):
        both = [find_passages([quoted], [TalkWords.of(one)])[0].passages for one in (whole, light)]
        assert both[0] == both[1]
    assert not hasattr(light.turns[0], "words")


def test_a_light_reading_is_of_no_other_kind_of_file() -> None:
    told = json.loads(storage.to_bytes(talk(["yes"], [1.0])))
    assert told["kind"] == storage.KINDS[TalkText] == storage.KINDS[PseudonymizedTranscript]
