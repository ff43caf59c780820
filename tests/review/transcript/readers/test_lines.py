"""Stamped and labelled lines, as programs write them and people type them: who says what, and when."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.review.transcript.readers import ParsedTranscript
from ipstranscribe.review.transcript.readers.lines import LabelledLine, labels_before_colon, parse_lines
from tests.lanes import examples

ASKED, TOLD, AGAIN, MORE = "How was the first day?", "I came late, of course.", "And now?", "Now it goes well."
Turn = tuple[str | None, float | None, str]


def parsed(text: str) -> ParsedTranscript:
    return parse_lines((LabelledLine(line, n) for n, line in enumerate(text.split("\n"), 1)), "text")


def turns(text: str) -> list[Turn]:
    return [(one.label, one.start, one.text) for one in parsed(text).said]


def talk(asks: str | None, answers: str | None, *times: float | None) -> list[Turn]:
    """The four turns of the interview, with the times at which they begin."""
    when: Sequence[float | None] = times or (None,) * 4
    return list(zip((asks, answers) * 2, when, (ASKED, TOLD, AGAIN, MORE), strict=True))


def written(head: str, *values: tuple[str, str], between: str = "\n") -> str:
    """The interview with a head before each turn; `{w}` stands for the label, `{t}` for its time."""
    said = (ASKED, TOLD, AGAIN, MORE)
    return between.join(head.format(w=who, t=time, x=text) for (who, time), text in zip(values, said, strict=True))


NORA, OLA = "Nora Lie", "Ola Berg"
LONG = ("00:00:04", "00:00:09", "00:01:02", "01:02:03")
SHORT = ("0:04", "0:09", "1:02", "1:02:03")
SECONDS = (4.0, 9.0, 62.0, 3723.0)


def both(asks: str, answers: str, times: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip((asks, answers) * 2, times, strict=True))


HEADS = [
    # program, how it writes a turn, times
    ("Word, Transcribe", "{t} {w}\n{x}", LONG),
    ("Teams, new", "{w}   {t}\n{x}", SHORT),
    (
        "Teams, in words",
        "{w}   {t}\n{x}",
        ("0 minutes 4 seconds", "0 minutes 9 seconds", "1 minute 2 seconds", "1 hour 2 minutes 3 seconds"),
    ),
    (
        "Teams, in Norwegian",
        "{w}   {t}\n{x}",
        ("4 sekunder", "0 minutter 9 sekunder", "1 minutt 2 sekunder", "1 time 2 minutter 3 sekunder"),
    ),
    ("Teams, old", "{t} --> 2:0:0.0\n{w}\n{x}", ("0:0:4.0", "0:0:9.0", "0:1:2.0", "1:2:3.0")),
    (
        "Teams, copied",
        "{w}\n{t}\n{w} {t}\n{x}",
        ("0 minutes 4 seconds", "0 minutes 9 seconds", "1 minute 2 seconds", "1 hour 2 minutes 3 seconds"),
    ),
    ("Zoom", "[{w}] {t}\n{x}\n", LONG),
    ("Otter", "{w}  {t}  \n{x}\n", SHORT),
    ("Trint", "{w} [{t}] {x}", LONG),
    ("Trint, above", "[{t}] {w}\n{x}", LONG),
    ("Sonix", "{w}: [{t}] {x}", LONG),
    ("Rev", "{w} ({t}):\n{x}\n", SHORT),
    ("Descript", "[{t}] {w}: {x}", LONG),
    ("Descript, Markdown", "**{w}:** [{t}] {x}", LONG),
    ("Happy Scribe", "[{t}] - {w}\n{x}\n", LONG),
    ("aTrain", "{t} - {w}:\n{x}", LONG),
    ("noScribe", "{w} [{t}]: {x}\n", LONG),
    ("noScribe, stamp behind", "{w}: [{t}] {x}\n", LONG),
    ("oTranscribe", "{t} {w}: {x}\n", SHORT),
    ("transcribee", "{t}.000 --> 02:00:00.000\n{w}:\n{x}\n", LONG),
    ("whisper.cpp", "[{t}.000 --> 02:00:00.000]  {w}: {x}", LONG),
    ("InqScribe", "[{t}.00] {w}: {x}", LONG),
    ("film", "{t}:00 {w}: {x}", LONG),
    ("film, drop frame", "{t};00\t{w}\t{x}", LONG),
    ("Express Scribe", "{t}.0 {w}: {x}", LONG),
    ("MAXQDA", "#{t}-0# {w}: {x}", LONG),
    ("with a comma", "{t},000 {w}: {x}", LONG),
    ("angle brackets", "<{t}> {w}: {x}", LONG),
    ("ranges in words", "{w} ({t} to 2:00:00): {x}", SHORT),
    ("ranges in brackets", "[{t}] - [02:00:00] {w}: {x}", LONG),
    ("by hand, full stops", "{t} {w}: {x}", ("00.00.04", "00.00.09", "00.01.02", "01.02.03")),
    ("by hand, behind a comma", "{w}, {t}: {x}", SHORT),
    ("by hand, behind a bar", "{w} | {t}\n{x}", SHORT),
    ("by hand, a name and a time below", "{w}\n{t}\n{x}", SHORT),
    ("by hand, tabs", "{w}\t{t}\t{x}", SHORT),
    ("by hand, a time above", "{t}\n{w}: {x}\n", SHORT),
    ("by hand, a dash", "{t} {w} – {x}", SHORT),
]
LABELS = [
    (NORA, OLA),
    ("Speaker 1", "Speaker 2"),
    ("SPEAKER_00", "SPEAKER_01"),
    ("S00", "S01"),
    ("I", "P1"),
    ("Intervjuer", "Informant"),
]


@pytest.mark.parametrize(("asks", "answers"), LABELS)
@pytest.mark.parametrize(("program", "head", "times"), HEADS, ids=[row[0] for row in HEADS])
def test_labels_and_stamps_of_every_program_are_understood(
    program: str, head: str, times: Sequence[str], asks: str, answers: str
) -> None:
    """Whatever the labels are made of, and without a word of them in the talk."""
    reading = parsed(written(head, *both(asks, answers, times)))
    assert turns(written(head, *both(asks, answers, times))) == talk(asks, answers, *SECONDS), program
    assert (reading.left_out, reading.doubtful) == ((), ())


UNTIMED = [
    ("colon", "{w}: {x}"),
    ("wide colon", "{w}：{x}"),
    ("tab", "{w}\t{x}"),
    ("alone", "{w}\n{x}\n"),
    ("alone with a colon", "{w}:\n{x}\n"),
    ("dash", "{w} – {x}"),
    ("hyphen", "{w} - {x}"),
    ("arrow", "{w}> {x}"),
    ("wide gap", "{w}     {x}"),
    ("square brackets", "[{w}] {x}"),
    ("square brackets and colon", "[{w}]: {x}"),
    ("Markdown", "**{w}:** {x}"),
    ("Markdown, outside", "**{w}**: {x}"),
]


@pytest.mark.parametrize(("asks", "answers"), LABELS)
@pytest.mark.parametrize(("name", "head"), UNTIMED, ids=[row[0] for row in UNTIMED])
def test_labels_without_times_are_understood(name: str, head: str, asks: str, answers: str) -> None:
    assert turns(written(head, *both(asks, answers, ("",) * 4))) == talk(asks, answers), name


MADE_OF = [
    ("Nora Lie (she/her)", "Ola Kristian Berg Aasen"),
    ("Lie, Nora", "Berg, Ola"),
    ("Nora Lie | NAV", "Ola Berg | OUS HF"),
    ("Nora von der Lippe", "Ola de la Cruz"),
    ("Dr. Lie", "Pasient Berg"),
    ("Nora (ekstern)", "Ola (gjest)"),
    ("nora.lie@example.org", "+47 000 00 000"),
    ("intervjueren", "mannen med hunden"),
    ("1", "2"),
    ("Person med mobil 03", "Nora Lie, forsker ved OUS"),
    ("Nora-Marie O’Lie", "Åse Ærlig"),
    ("N.L.", "O.B."),
]


@pytest.mark.parametrize(("asks", "answers"), MADE_OF)
@pytest.mark.parametrize("head", ["{w}: {x}", "[{t}] {w}: {x}", "{w}   {t}\n{x}", "{w}\n{t}\n{x}"])
def test_what_comes_again_at_the_same_place_is_a_label(head: str, asks: str, answers: str) -> None:
    """Long names, pronouns, organisations, addresses, words that are no names."""
    found = parsed(written(head, *both(asks, answers, SHORT))).said
    assert [one.label for one in found] == [asks, answers] * 2
    assert [one.text for one in found] == [ASKED, TOLD, AGAIN, MORE]


UNLABELLED = [
    ("[{t}] {x}", LONG, SECONDS),
    ("{t} {x}", LONG, SECONDS),
    ("{t} {x}", SHORT, SECONDS),
    ("{t}\n{x}", LONG, SECONDS),
    ("{t}\n{x}\n", SHORT, SECONDS),
    ("{t}  \n{x}\n", SHORT, SECONDS),
    ("({t})\t{x}", SHORT, SECONDS),
    ("[{t}.000 --> 02:00:00.000]   {x}", LONG, SECONDS),
    ("{x} [{t}]", LONG, (0.0, *SECONDS[:3])),
    ("{x} #{t}-0#", LONG, (0.0, *SECONDS[:3])),
    ("{x}\n#{t}-0#", LONG, (0.0, *SECONDS[:3])),
]


@pytest.mark.parametrize(("head", "times", "starts"), UNLABELLED)
def test_stamps_without_labels_begin_turns_of_nobody(head: str, times: Sequence[str], starts: Sequence[float]) -> None:
    """At the end of a line or below it, a stamp ends what stands before it."""
    assert turns(written(head, *both("", "", times))) == talk(None, None, *starts)


F4 = [
    ("{w}: {x} #{t}-0#", LONG),
    ("{w}: {x} #{t}-0#\n", LONG),
    ("{w}: {x}\n#{t}-0#", LONG),
    ("{w}: {x}\n#{t}-0#\n", LONG),
    ("{w}: {x} [{t}]", LONG),
    ("{w}:\t{x} ({t})", SHORT),
    ("{w}: {x}\n{t}\n", LONG),
]


@pytest.mark.parametrize(("head", "times"), F4)
def test_stamps_behind_the_talk_end_it(head: str, times: Sequence[str]) -> None:
    """As f4 and f5 write them: a turn begins where the one before ends."""
    found = parsed(written(head, *both("I", "B", times))).said
    assert [(one.label, one.start, one.end, one.text) for one in found] == [
        ("I", 0.0, 4.0, ASKED),
        ("B", 4.0, 9.0, TOLD),
        ("I", 9.0, 62.0, AGAIN),
        ("B", 62.0, 3723.0, MORE),
    ]


def test_f4_counts_tenths() -> None:
    assert parsed("I: One. #00:00:05-2#\nB: Two. #00:01:12-7#").said[1].end == 72.7


# --- times inside a turn ---------------------------------------------------------------------------------------------------

INSIDE = [
    (
        "S1: [00:00:02] One.\nS2: [00:00:07] Two.\n[00:01:07] Three.\n[00:02:08] Four.\nS1: [00:02:20] Five.",
        [2, 7, 67, 128, 140],
    ),
    ("0:02 I: One.\n0:07 P: Two. 1:07 Three.\n2:08 Four.\n2:20 I: Five.", [2, 7, 67, 128, 140]),
    ("I: [00:02] One.\nP: [00:07] Two. [01:07] Three. [02:08] Four.\nI: [02:20] Five.", [2, 7, 67, 128, 140]),
    (
        "I: One. #00:00:07-0#\nP: Two. #00:01:07-0#\nThree. #00:02:08-0#\nFour. #00:02:20-0#\nI: Five. #00:02:30-0#",
        [0, 7, 67, 128, 140],
    ),
    (
        "Nora Lie  0:02\nOne.\nOla Berg  0:07\nTwo.\n1:07\nThree.\n2:08\nFour.\nNora Lie  2:20\nFive.",
        [2, 7, 67, 128, 140],
    ),
]


@pytest.mark.parametrize(("text", "times"), INSIDE)
def test_a_line_that_only_begins_with_a_time_goes_on_with_the_turn(text: str, times: list[float]) -> None:
    """The times inside a turn are those of its stretches, each up to the next stamp."""
    one, two, three = parsed(text).said
    assert (one.text, two.text, three.text) == ("One.", "Two. Three. Four.", "Five.")
    assert [one.start, *(w.start for w in two.words), three.start] == times
    assert [(w.text, w.end) for w in two.words] == list(zip(("Two.", "Three.", "Four."), times[2:], strict=True))


SPARSE = [
    ("I: One.\nP: Two (02:10) and three (03:45) and four.", (130.0, 225.0)),
    ("I: One.\nP: Two [02:10] and three [03:45] and four.", (130.0, 225.0)),
    ("I: One.\nP: Two 00:02:10 and three 00:03:45\nand four 00:04:00 and.", None),
    ("I: One.\nP: Two\n[02:10] and three\n[03:45] and four.", (130.0, 225.0)),
    ("0:30 I: One.\nP: Two\n2:10 and three\n3:45 and four.\nI: Oh.\nP: No.", (130.0, 225.0)),
    ("I: One.\nP: Two\n02:10\nand three\n03:45\nand four.\n04:50\nI: Oh.", (130.0, 225.0)),
]


@pytest.mark.parametrize(("text", "times"), SPARSE)
def test_stamps_that_somebody_typed_now_and_then_are_used(text: str, times: tuple[float, ...] | None) -> None:
    """In the middle of long answers; without brackets only if they are many and early."""
    told = parsed(text).said[1]
    assert told.text.startswith("Two and three and four" if times or "00:02" in text else "Two 0")
    assert times is None or tuple(w.start for w in told.words)[1:] == times


def test_times_of_the_day_count_from_the_first() -> None:
    """Captions saved by Zoom; also past midnight."""
    head = "[{w}] {t}\n{x}\n"
    noon = both(NORA, OLA, ("12:15:05", "12:15:12", "12:16:03", "13:15:05"))
    night = both(NORA, OLA, ("23:59:50", "23:59:57", "00:00:48", "00:59:50"))
    assert turns(written(head, *noon)) == turns(written(head, *night)) == talk(NORA, OLA, 0.0, 7.0, 58.0, 3600.0)


def test_sparse_stamps_give_a_time_to_the_turn_below() -> None:
    """Google Meet has one every five minutes; the other turns have none."""
    text = f"00:00:00\n{NORA}: One.\n{OLA}: Two.\n00:05:00\n{NORA}: Three.\n{OLA}: Four."
    reading = parsed(f"{text}\nTranscription ended after 00:09:30\n")
    assert [one.start for one in reading.said] == [0.0, None, 300.0, None]
    assert [(one.place, one.why) for one in reading.left_out] == [(7, "note of the program")]


# --- times that are talk ---------------------------------------------------------------------------------------------------

CLOCK = [
    "I: When?\nP1: I get up at 6:30 and then I work.\n8:15 I have breakfast: eggs.\n9:30 I go to bed: it hurts.\nI: And?",
    "I: When?\nP1: 8:15 is when I have breakfast.\nI: And then?\nP1: 9:30 I sleep again.",
    "I: When?\nP1: Between 8:15 and 9:30 or so.\nI: Always?\nP1: At 10:45 on Sundays.",
    "0:04 I: When?\n0:09 P1: I get up at 6:30. My bus goes 8:15.\n0:20 I: And?\n0:31 P1: Kl. 9:30 I rest.",
    "[00:00:04] I: When?\n[00:00:09] P1: At 8:15.\n8:30 is too late: no.\n[00:20:20] I: And?\n[00:20:31] P1: No.",
    "Nora Lie   0:04\nWhen?\nOla Berg   0:09\n8:15 I have breakfast.\nNora Lie   0:20\nAnd?\nOla Berg   0:31\nNo.",
    "I: When? #00:00:05-2#\nB: I get up at 6:30 #00:00:12-7#\nI: And? #00:01:03-0#",
    "I: Når?\nP: Klokka 8:15 eller 8.30.\nI: Ja?\nP: Klokken 10:00 sover jeg.",
    "I: When?\nP1: Matthew 5:12. The score was 3:15.\nI: Oh.\nP1: 8:15 am is early.",
    "I: What did you say?\nP1: (unclear 00:03:12) and then (laughs, 0:04) it was [inaudible 00:04:01] over.\nI: Oh.",
    "I: How long?\nP1: It took 1 minute 5 seconds, or 4 s (2 min) at most.\nI: Oh.\nP1: 5 minutes later I slept.",
    "When?\nI get up at 6:30.\n8:15 I have breakfast.\n9:30 I sleep.",
    "0:04 I: When?\n0:09 P1: I rise.\n8:15 I eat.\n9:30 I sleep.\n30:20 I: And?\n30:31 P1: So.\n45:00 I: Oh.",
    "0:04 I: When?\n0:09 P1: I rise.\n0:20 I: And?\n0:31 P1: So.\n8:15 I eat.",
]


@pytest.mark.parametrize("text", CLOCK)
def test_a_clock_time_in_talk_is_talk(text: str) -> None:
    """It stays whole, and the stamps around it are still taken out."""
    reading = parsed(text)
    said = " ".join(one.text for one in reading.said)
    for time in (
        "6:30",
        "8:15",
        "9:30",
        "10:45",
        "8:30 is",
        "5:12",
        "3:15",
        "00:03:12",
        "00:04:01",
        "1 minute 5",
        "5 minutes",
        "8.30",
    ):
        assert (time in said) == (time in text), time
    assert not any(stamp in said for stamp in ("0:04 ", "00:00:0", "0:20", "0:31", "#"))
    assert reading.left_out == ()


# --- labels that are none --------------------------------------------------------------------------------------------------

NO_LABELS = [
    ("I: What?\nP1: He said it.\nListen: I know.\nI: Oh.", ["I", "P1", "I"]),
    (
        "Kari: One.\nOla: Two.\nKari: Three.\nOla: Four. Listen: he said so.\nBut: not this.",
        ["Kari", "Ola", "Kari", "Ola"],
    ),
    ("Nora Lie   0:04\nListen: what?\nOla Berg   0:09\nI: that is me.\nNora Lie   0:12\nOh.", [NORA, OLA, NORA]),
    ("How are you?\nYes\nAnd now?\nYes\nReally?\nNo\nGood.", [None] * 7),
    ("We talked.\nFor long.\nThen he said: go.\nI went.\nThen he said: come.\nI came.\nSo.\nThat was it.", [None] * 8),
    ("Date: May\nPlace: Oslo\nDate: June\nPlace: Bergen\nI: One.\nP: Two.", ["I", "P"]),
    ("Interviewer: Nora Lie\nParticipant: Ola Berg\n\nN: One.\nO: Two.\nN: Three.\nO: Four.", ["N", "O", "N", "O"]),
    ("https://a.example\nhttps://b.example\nI: One.\nP: Two.", ["I", "P"]),
    ("I: What?\nP: One.\nThe nurse said: rest.\nThe nurse said: go.\nI: Oh.\nP: Yes.", ["I", "P", "I", "P"]),
    ("(laughs) Yes.\nNo.\n(laughs) Well.\n(pause) So.\n(pause) Oh.", [None] * 5),
]


@pytest.mark.parametrize(("text", "labels"), NO_LABELS)
def test_words_at_the_beginning_of_a_line_are_no_labels_for_that(text: str, labels: list[str | None]) -> None:
    assert [one.label for one in parsed(text).said] == labels


def test_somebody_who_speaks_only_once_has_a_label_where_all_have_one() -> None:
    once = f"{NORA}: One.\n{OLA}: Two.\n{NORA}: Three.\nEva Ness: Hello.\n{OLA}: Four."
    assert [one.label for one in parsed(once).said][3] == "Eva Ness"
    beside = f"{NORA}  0:01\nOne.\n{OLA}  0:02\nTwo.\nEva  0:03\nHi.\n{NORA}  0:04\nThree.\n{OLA}  0:05\nFour."
    assert [one.label for one in parsed(beside).said][2] == "Eva"


NOTES = [
    "Nora Lie started transcription",
    "Nora Lie stopped transcription",
    "Nora Lie startet transkripsjonen",
    "Ola Berg stoppet transkribering",
    "Transcribed by https://otter.ai",
    "This editable transcript was computer generated and might contain errors. People can also change the text.",
    "Meeting ended after 00:25:03 👋",
    "Transcribed with noScribe vers. 0.7",
    "Page 2 of 7",
    "Side 2 av 7",
]


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("where", ["top", "middle", "end"])
def test_what_a_program_says_of_itself_is_left_out_and_told(note: str, where: str) -> None:
    lines = [f"{NORA}: One.", f"{OLA}: Two.", f"{NORA}: Three."]
    lines.insert({"top": 0, "middle": 2, "end": 3}[where], note)
    reading = parsed("\n".join(lines))
    assert [one.text for one in reading.said] == ["One.", "Two.", "Three."]
    assert [(one.why, one.text) for one in reading.left_out] == [("note of the program", note)]


TALK_OF_IT = [
    "I stopped transcription then.",
    "He stopped recording",
    "We transcribed with whisper",
    "So the meeting ended.",
]


@pytest.mark.parametrize("said", TALK_OF_IT)
def test_people_may_talk_of_transcription(said: str) -> None:
    reading = parsed(f"{NORA}: One.\n{OLA}: Two.\n{said}\n{NORA}: Three.")
    assert reading.said[1].text == f"Two. {said}"


def test_running_numbers_of_lines_are_left_out_and_told() -> None:
    reading = parsed("1 I: One.\n2 P: Two.\n3 I: Three.\n4 P: Four.")
    assert [(one.label, one.text) for one in reading.said] == [
        ("I", "One."),
        ("P", "Two."),
        ("I", "Three."),
        ("P", "Four."),
    ]
    assert [one.why for one in reading.left_out] == ["number of a line"] * 4


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\u2028", "\u2029", "\x85"])
def test_soft_breaks_end_lines(sign: str) -> None:
    assert turns(sign.join(f"{w}: {x}" for w, x in (("I", ASKED), ("P", TOLD), ("I", AGAIN), ("P", MORE)))) == talk(
        "I", "P"
    )


@pytest.mark.parametrize(
    ("typed", "read"),
    [("No\x1c and no\x1f.", "No and no."), ("well\x1eknown", "well-known"), ("a\x1db", "a b"), ("\u200eYes", "Yes")],
)
def test_control_characters_are_no_reason_to_refuse(typed: str, read: str) -> None:
    assert turns(f"I: One.\nP: {typed}")[1][2].lstrip("\u200e") == read


def test_stamps_that_run_backwards_are_used_and_told() -> None:
    """A mistyped stamp, or the second part of a recording."""
    reading = parsed("[00:00:04] I: One.\n[00:10:09] P: Two.\n[00:01:02] I: Three.\n[00:01:20] P: Four.")
    assert [one.start for one in reading.said] == [4.0, 609.0, 62.0, 80.0]
    assert reading.doubtful == (3,)


# --- every word ------------------------------------------------------------------------------------------------------------

_PIECE = st.sampled_from(
    [
        "I:",
        "P1:",
        "Nora Lie:",
        "Nora Lie",
        "8:15",
        "[00:01:02]",
        "00:00:05",
        "#00:00:05-2#",
        "0:05 --> 0:09",
        "word",
        "and then",
        "Oh:",
        "\t",
        "   ",
        "-",
        "(pause)",
        "1 minute 5 seconds",
        "stopped transcription",
        "Date:",
        "\x1c",
        "**",
        "yes.",
    ]
)
_FILE = st.lists(st.lists(_PIECE, max_size=5).map(" ".join), max_size=14).map("\n".join)


@examples(400)
@given(_FILE)
def test_every_word_is_talk_or_understood_or_told(text: str) -> None:
    """Nothing is silently lost, in whatever order pieces of lines come."""
    reading = parsed(text)
    told = " ".join(one.text for one in (*reading.said, *reading.left_out))
    labels = " ".join(one.label or "" for one in reading.said)
    for word in ("word", "then", "pause", "stopped", "yes", "Lie", "Oh", "Date"):
        assert told.count(word) == text.count(word) or word in labels, word
    for one in reading.said:
        assert all(w.start <= w.end and w.text in one.text for w in one.words)
        assert one.start is None or one.end is None or one.start <= one.end


@examples(200)
@given(st.lists(st.sampled_from(["I", "P1", NORA, OLA]), min_size=1, max_size=12), st.data())
def test_no_stamp_is_left_in_the_talk_or_cut(labels: list[str], data: st.DataObject) -> None:
    """Whatever is written at whichever of the usual places, all of the talk comes back."""
    head = data.draw(st.sampled_from(["[{t}] {w}: {x}", "{w}: [{t}] {x}", "{w} ({t}): {x}", "{w}: {x} #{t}-1#"]))
    words = [data.draw(st.sampled_from(["Yes.", "No, no.", "It was hard."])) for _ in labels]
    text = "\n".join(
        head.format(w=w, t=f"00:{n // 60:02}:{n % 60:02}", x=x)
        for n, (w, x) in enumerate(zip(labels, words, strict=True))
    )
    assert [one.text for one in parsed(text).said if one.text] == words or len(set(labels)) == 1


# --- cues ------------------------------------------------------------------------------------------------------------------


def test_labels_of_cues_are_found_before_the_colon() -> None:
    cues = [
        "Nora Lie (she/her): One?",
        "and more",
        "Ola Kristian Berg: At 8:15: really.",
        "Nora Lie (she/her): Oh.",
        "Ola Kristian Berg: Yes.",
    ]
    assert labels_before_colon(cues) == [
        ("Nora Lie (she/her)", "One?"),
        (None, "and more"),
        ("Ola Kristian Berg", "At 8:15: really."),
        ("Nora Lie (she/her)", "Oh."),
        ("Ola Kristian Berg", "Yes."),
    ]
    assert labels_before_colon(["One.", "So: two.", ""]) == [(None, "One."), (None, "So: two."), (None, "")]


@pytest.mark.parametrize(
    ("slip", "label", "said"),
    [
        ("I; How was it? Well: how?", "I", "How was it? Well: how?"),
        ('I" How was it?', "I", "How was it?"),
        ("Nora Lie ; How was it?", "Nora Lie", "How was it?"),
        ("P No, never.", "P", "No, never."),
        ("P. No, never.", "P", "No, never."),
        ("P7 No, never.", "P7", "No, never."),
        # words, and what only looks like a label of this file
        ("I know.", None, "I know."),
        ("I. Know", None, "I. Know"),
        ("P is a letter.", None, "P is a letter."),
        ("Q No, never.", None, "Q No, never."),
        ("Ola; he was there.", None, "Ola; he was there."),
        ("Nora Lie No, never.", None, "Nora Lie No, never."),
    ],
)
def test_a_label_after_which_the_colon_was_missed_is_one_if_the_file_has_it(
    slip: str, label: str | None, said: str
) -> None:
    file = "\n".join(f"{who}: {ASKED}" for who in ("I", "P", "Nora Lie", "P7") * 2)
    parsed_file = parsed(f"{file}\n{slip}")
    if label:
        assert (parsed_file.said[-1].label, parsed_file.said[-1].text) == (label, said)
        assert (parsed_file.doubtful, parsed_file.joined) == ((9,), ())
    else:
        assert parsed_file.said[-1].text == f"{ASKED} {said}"
        assert (parsed_file.doubtful, parsed_file.joined) == ((), (9,))
