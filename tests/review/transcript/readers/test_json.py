"""JSON of recognizers and services, each by its own shape; whose words they are; and what is refused with its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.review.transcript.readers import ParsedTranscript, read
from tests.review.transcript.returned_draft import saved

Said = list[tuple[str | None, float | None, float | None, str]]


def parsed(folder: Path, content: object, name: str = "a.json") -> ParsedTranscript:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return read(saved(folder, data, name))


def said(reading: ParsedTranscript) -> Said:
    return [(one.label, one.start, one.end, one.text) for one in reading.said]


# --- shapes --------------------------------------------------------------------------------------------------------------


def _word(text: str, start: float, end: float, **more: Any) -> dict[str, Any]:
    return {"word": text, "start": start, "end": end, **more}


def _token(text: str, start: int, end: int) -> dict[str, Any]:
    return {"text": text, "offsets": {"from": start, "to": end}, "p": 0.9}


def _item(text: str, start: str = "", end: str = "", speaker: str = "") -> dict[str, Any]:
    kind = {"type": "pronunciation", "start_time": start, "end_time": end} if start else {"type": "punctuation"}
    return {
        **kind,
        "alternatives": [{"content": text, "confidence": "0.9"}],
        **({"speaker_label": speaker} if speaker else {}),
    }


WHISPER_CPP = {
    "result": {"language": "en"},
    "transcription": [
        {
            "timestamps": {"from": "00:00:01,000", "to": "00:00:02,000"},
            "offsets": {"from": 1000, "to": 2000},
            "text": " Who?",
            "tokens": [
                _token("[_BEG_]", 1000, 1000),
                _token(" Wh", 1000, 1500),
                _token("o", 1500, 1800),
                _token("?", 1800, 2000),
            ],
        },
        {"timestamps": {"from": "00:00:03,000", "to": "00:00:04,000"}, "text": " No one."},
    ],
}
OPENAI = {
    "task": "transcribe",
    "language": "english",
    "duration": 4.0,
    "text": "Who? No one.",
    "segments": [
        {"id": 0, "start": 1.0, "end": 2.0, "text": " Who?"},
        {"id": 1, "start": 3.0, "end": 4.0, "text": " No one."},
    ],
    "words": [_word("Who", 1.0, 2.0), _word("No", 3.0, 3.4), _word("one", 3.5, 4.0)],
}
FASTER = {
    "text": "Who? No one.",
    "segments": [
        {"id": 1, "start": 1.0, "end": 2.0, "text": " Who?", "words": [_word(" Who?", 1.0, 2.0, probability=0.8)]},
        {
            "id": 2,
            "start": 3.0,
            "end": 4.0,
            "text": " No one.",
            "words": [_word(" No", 3.0, 3.4), _word(" one.", 3.5, 4.0)],
        },
    ],
}
CHUNKS = {
    "text": "…",
    "chunks": [{"timestamp": [1.0, 2.0], "text": " Who?"}, {"timestamp": [3.0, 4.0], "text": " No one."}],
}
VOICES = {**CHUNKS, "speakers": [{**one, "speaker": f"SPEAKER_0{n}"} for n, one in enumerate(CHUNKS["chunks"])]}  # type: ignore[dict-item]
VOSK = [
    {"result": [{"conf": 1.0, "start": 1.0, "end": 2.0, "word": "Who?"}], "text": "Who?"},
    {
        "result": [
            {"conf": 1.0, "start": 3.0, "end": 3.4, "word": "No"},
            {"conf": 0.9, "start": 3.5, "end": 4.0, "word": "one."},
        ],
        "text": "No one.",
    },
]
_SPOKEN = [
    _word("who", 1.0, 2.0, speaker=0, confidence=0.9, punctuated_word="Who?"),
    _word("no", 3.0, 3.4, speaker=1, confidence=0.9, punctuated_word="No"),
    _word("one", 3.5, 4.0, speaker=1, confidence=0.9, punctuated_word="one."),
]
DEEPGRAM = {
    "metadata": {},
    "results": {"channels": [{"alternatives": [{"transcript": "Who? No one.", "words": _SPOKEN}]}]},
}
UTTERANCES = {
    "results": {
        "channels": [{"alternatives": []}],
        "utterances": [
            {"start": 1.0, "end": 2.0, "transcript": "Who?", "speaker": 0, "words": _SPOKEN[:1]},
            {"start": 3.0, "end": 4.0, "transcript": "No one.", "speaker": 1, "words": _SPOKEN[1:]},
        ],
    }
}
CHANNELS = {
    "results": {
        "channels": [
            {"alternatives": [{"transcript": "No one.", "words": [{**w, "speaker": None} for w in _SPOKEN[1:]]}]},
            {"alternatives": [{"transcript": "Who?", "words": [{**w, "speaker": None} for w in _SPOKEN[:1]]}]},
        ]
    }
}
ASSEMBLY = {
    "id": "x",
    "audio_url": "https://example.org/a",
    "language_code": "en_us",
    "text": "…",
    "words": [{"text": "Who?", "start": 1000, "end": 2000, "confidence": 0.9, "speaker": "A"}],
    "utterances": [
        {"speaker": "A", "start": 1000, "end": 2000, "text": "Who?", "words": []},
        {
            "speaker": "B",
            "start": 3000,
            "end": 4000,
            "text": "No one.",
            "words": [
                {"text": "No", "start": 3000, "end": 3400, "speaker": "B"},
                {"text": "one.", "start": 3500, "end": 4000, "speaker": "B"},
            ],
        },
    ],
}
AWS = {
    "jobName": "x",
    "results": {
        "transcripts": [{"transcript": "Who? No one."}],
        "items": [
            _item("Who", "1.0", "2.0", "spk_0"),
            _item("?"),
            _item("No", "3.0", "3.4", "spk_1"),
            _item("one", "3.5", "4.0", "spk_1"),
            _item("."),
        ],
    },
}
AWS_OLD = {
    "results": {
        "speaker_labels": {
            "segments": [
                {"items": [{"start_time": "1.0", "speaker_label": "spk_0"}]},
                {
                    "items": [
                        {"start_time": "3.0", "speaker_label": "spk_1"},
                        {"start_time": "3.5", "speaker_label": "spk_1"},
                    ]
                },
            ]
        },
        "items": [
            _item("Who", "1.0", "2.0"),
            _item("?"),
            _item("No", "3.0", "3.4"),
            _item("one", "3.5", "4.0"),
            _item("."),
        ],
    }
}
_TAGGED = [
    {"word": "Who?", "startTime": "1s", "endTime": "2s", "speakerTag": 1},
    {"word": "No", "startTime": "3s", "endTime": "3.400s", "speakerTag": 2},
    {"word": "one.", "startTime": "3.500s", "endTime": "4s", "speakerTag": 2},
]
_UNTAGGED = [{name: value for name, value in word.items() if name != "speakerTag"} for word in _TAGGED]
GOOGLE = {
    "results": [
        {"alternatives": [{"transcript": "Who?", "words": _UNTAGGED[:1]}]},
        {"alternatives": [{"transcript": " No one.", "words": _UNTAGGED[1:]}]},
        {"alternatives": [{"words": _TAGGED}]},
    ]
}
AZURE = {
    "recognizedPhrases": [
        {
            "speaker": 1,
            "offset": "PT1S",
            "offsetInTicks": 10_000_000,
            "durationInTicks": 10_000_000,
            "nBest": [
                {
                    "display": "Who?",
                    "words": [{"word": "who", "offsetInTicks": 10_000_000, "durationInTicks": 10_000_000}],
                }
            ],
        },
        {
            "speaker": 2,
            "offsetInTicks": 30_000_000.0,
            "durationInTicks": 10_000_000.0,
            "nBest": [{"display": "No one.", "lexical": "no one"}],
        },
    ]
}
AZURE_FAST = {
    "durationMilliseconds": 4000,
    "combinedPhrases": [{"text": "…"}],
    "phrases": [
        {
            "speaker": 1,
            "offsetMilliseconds": 1000,
            "durationMilliseconds": 1000,
            "text": "Who?",
            "words": [{"text": "Who?", "offsetMilliseconds": 1000, "durationMilliseconds": 1000}],
        },
        {"speaker": 2, "offsetMilliseconds": 3000, "durationMilliseconds": 1000, "text": "No one."},
    ],
}
REV = {
    "monologues": [
        {
            "speaker": 0,
            "elements": [{"type": "text", "value": "Who", "ts": 1.0, "end_ts": 2.0}, {"type": "punct", "value": "?"}],
        },
        {
            "speaker": 1,
            "elements": [
                {"type": "text", "value": "No", "ts": 3.0, "end_ts": 3.4},
                {"type": "punct", "value": " "},
                {"type": "text", "value": "one", "ts": 3.5, "end_ts": 4.0},
                {"type": "punct", "value": "."},
            ],
        },
    ]
}
TEAMS = {
    "type": "Transcript",
    "entries": [
        {
            "id": "a",
            "text": "Who?",
            "speakerDisplayName": "Anna Lie",
            "startOffset": "00:00:01.0000000",
            "endOffset": "00:00:02.0000000",
        },
        {
            "id": "b",
            "text": "No one.",
            "speakerDisplayName": "Bo",
            "startOffset": "00:00:03.0000000",
            "endOffset": "00:00:04.0000000",
        },
    ],
}
PODCAST = {
    "version": "1.0.0",
    "segments": [
        {"speaker": "Anna Lie", "startTime": 1, "endTime": 2, "body": "Who?"},
        {"speaker": "Bo", "startTime": 3, "endTime": 4, "body": "No one."},
    ],
}
YOUTUBE = [{"text": "Who?", "start": 1.0, "duration": 1.0}, {"text": "No one.", "start": 3.0, "duration": 1.0}]
MILLISECONDS = {
    "segments": [
        {"speaker_name": "Anna Lie", "startMs": 1000, "endMs": 2000, "text": "Who?"},
        {"speaker_name": "Bo", "startMs": 3000, "endMs": 4000, "text": "No one."},
    ]
}
GLADIA = {
    "result": {
        "transcription": {
            "utterances": [
                {"speaker": 0, "start": 1.0, "end": 2.0, "text": "Who?"},
                {"speaker": 1, "start": 3.0, "end": 4.0, "text": "No one."},
            ]
        }
    }
}

SHAPES: dict[str, tuple[object, tuple[str | None, str | None], str | None]] = {
    "whisper.cpp": (WHISPER_CPP, (None, None), "en"),
    "OpenAI": (OPENAI, (None, None), "en"),
    "faster-whisper": (FASTER, (None, None), None),
    "Transformers": (CHUNKS, (None, None), None),
    "insanely-fast-whisper": (VOICES, ("SPEAKER_00", "SPEAKER_01"), None),
    "Vosk": (VOSK, (None, None), None),
    "Deepgram": (DEEPGRAM, ("0", "1"), None),
    "Deepgram utterances": (UTTERANCES, ("0", "1"), None),
    "Deepgram channels": (CHANNELS, ("Channel 2", "Channel 1"), None),
    "AssemblyAI": (ASSEMBLY, ("A", "B"), "en"),
    "AWS": (AWS, ("spk_0", "spk_1"), None),
    "AWS, older": (AWS_OLD, ("spk_0", "spk_1"), None),
    "Google": (GOOGLE, ("1", "2"), None),
    "Azure batch": (AZURE, ("1", "2"), None),
    "Azure fast": (AZURE_FAST, ("1", "2"), None),
    "Rev AI": (REV, ("0", "1"), None),
    "Teams": (TEAMS, ("Anna Lie", "Bo"), None),
    "podcasts": (PODCAST, ("Anna Lie", "Bo"), None),
    "YouTube": (YOUTUBE, (None, None), None),
    "milliseconds": (MILLISECONDS, ("Anna Lie", "Bo"), None),
    "Gladia": (GLADIA, ("0", "1"), None),
}


@pytest.mark.parametrize(("content", "labels", "language"), SHAPES.values(), ids=SHAPES)
def test_every_shape_says_who_said_what_and_when(
    tmp_path: Path, content: object, labels: tuple[str | None, str | None], language: str | None
) -> None:
    """The same talk in each of them, times in seconds; words that have times lie in those of their turn."""
    reading = parsed(tmp_path, content)
    assert said(reading) == [(labels[0], 1.0, 2.0, "Who?"), (labels[1], 3.0, 4.0, "No one.")]
    assert (reading.language, reading.left_out, reading.doubtful) == (language, (), ())
    for turn in reading.said:
        assert all((turn.start or 0) <= word.start <= word.end <= (turn.end or 0) for word in turn.words)
        assert not turn.words or " ".join(word.text for word in turn.words) == turn.text


def test_turns_may_stand_one_a_line(tmp_path: Path) -> None:
    """JSON Lines, by either name."""
    lines = b'{"speaker": "I", "text": "Who?"}\n\n{"speaker": "P1", "text": "No one."}\n'
    for name in ("a.jsonl", "a.json"):
        assert [(one.label, one.text) for one in parsed(tmp_path, lines, name).said] == [
            ("I", "Who?"),
            ("P1", "No one."),
        ]


# --- whose words ---------------------------------------------------------------------------------------------------------

A, B = "SPEAKER_00", "SPEAKER_01"
MISSING = [
    ("neighbours agree", "a - a", A, "a a a"),
    ("against the segment", "b - b", A, "b b b"),
    ("at the start", "- b b", A, "b b b"),
    ("at the end", "a a -", B, "a a a"),
    ("nearer to the one before", "a -. b", A, "a a b"),
    ("nearer to the one after", "a .- b", A, "a b b"),
    ("no word has one", "- - -", A, "a a a"),
    ("nobody has one", "- -", None, "? ?"),
]


@pytest.mark.parametrize(
    ("words", "segment", "expected"), [row[1:] for row in MISSING], ids=[row[0] for row in MISSING]
)
def test_a_word_without_a_speaker_has_that_of_its_neighbours(
    tmp_path: Path, words: str, segment: str | None, expected: str
) -> None:
    """If they differ, of the nearer in time; the segment's label counts only if no word has one."""
    listed, at = [], 0.0
    for n, sign in enumerate(words.split()):
        early = 0.0 if sign == "-." else 0.8 if sign == ".-" else 0.0
        entry = _word(f"w{n}", at + early, at + early + 0.2)
        listed.append(entry if "-" in sign else {**entry, "end": at + 1, "speaker": A if sign == "a" else B})
        at += 1.0
    text = " ".join(word["word"] for word in listed)
    content = {
        "segments": [
            {"start": 0, "end": at, "text": text, "words": listed, **({"speaker": segment} if segment else {})}
        ]
    }
    reading = parsed(tmp_path, content)
    found = [{A: "a", B: "b", None: "?"}[one.label] for one in reading.said for _ in one.text.split()]
    assert " ".join(found) == expected
    assert any(one.unsure for one in reading.said) == (len(set(expected.split())) > 1)


def test_no_word_of_a_segment_is_lost_for_its_list_of_words(tmp_path: Path) -> None:
    """Neither one that is only in the text, nor one that is only in the list."""
    words = [_word("One", 0, 1, speaker=A), _word("three", 2, 3, speaker=B), _word("four", 3, 4, speaker=B)]
    reading = parsed(tmp_path, {"segments": [{"start": 0, "end": 4, "text": "One, two and three.", "words": words}]})
    assert " ".join(one.text for one in reading.said) == "One, two and three. four"
    assert reading.said[-1].label == B


def test_words_that_contradict_the_text_are_named(tmp_path: Path) -> None:
    """The text counts, and the segment is doubtful."""
    words = [_word("twenty", 0, 1), _word("five", 1, 2), _word("years", 2, 3)]
    reading = parsed(tmp_path, {"segments": [{"start": 0, "end": 3, "text": "25 years.", "words": words}]})
    assert (reading.said[0].text, reading.doubtful) == ("25 years.", (1,))


# --- signs ---------------------------------------------------------------------------------------------------------------

SIGNS = [
    (b'"so \\ud83d then"', "so \ufffd then"),
    (b'"so \\ud83d\\ude00 then"', "so \U0001f600 then"),
    (b'"so \\u0000 then"', "so \ufffd then"),
    (b'"so\\n\\u000bthen"', "so then"),
    (b'"so \\uffff then"', "so \ufffd then"),
    (b'"so\xe2\x80\xa8then"', "so then"),
    (b'"l\xc3\xa6re \xc3 \xa6"', "l\u00e6re \ufffd \ufffd"),
]


@pytest.mark.parametrize(("written", "text"), SIGNS)
def test_what_is_no_character_becomes_a_sign_in_its_place(tmp_path: Path, written: bytes, text: str) -> None:
    """Half a surrogate pair, control characters, half a character of UTF-8: the rest of the file is read as it is."""
    reading = parsed(tmp_path, b'[{"speaker": "I", "text": ' + written + b'}, {"speaker": "P", "text": "ok"}]')
    assert [one.text for one in reading.said] == [text, "ok"]


# --- refused -------------------------------------------------------------------------------------------------------------

REFUSED = [
    ([{"text": "ok"}, {"text": 5}], "Turn 2", "`text`"),
    ([{"text": "ok"}, {"secret_name": "x"}], "Turn 2", "`text`"),
    ([{"text": "ok", "speaker": True}], "Turn 1", "`speaker`"),
    ({"segments": [{"text": "ok"}, {"text": "ok", "startTime": "soon"}]}, "Turn 2", "`start`"),
    ({"segments": [{"text": "ok", "words": [{"secret_name": 1}]}]}, "Turn 1", "`words`"),
    ({"transcription": [{"text": "ok"}, {"offsets": {}}]}, "Turn 2", "`text`"),
    ({"monologues": [{"elements": 3}]}, "Turn 1", "`elements`"),
    ({"secret_name": [{"text": "ok"}]}, "no transcript", "JSON"),
    ({"format": "ipstranscribe interview 1", "turns": [{"text": "ok"}]}, "pseudonymized", "export"),
]


@pytest.mark.parametrize(("content", "where", "what"), REFUSED)
def test_what_is_not_understood_is_refused_with_its_place(
    tmp_path: Path, content: object, where: str, what: str
) -> None:
    """By turn and a key that we know, never one of the file."""
    with pytest.raises(UserError) as error:
        parsed(tmp_path, content)
    assert where in error.value.what
    assert what in error.value.what
    assert "secret" not in error.value.what + error.value.fix
