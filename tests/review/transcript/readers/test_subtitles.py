"""Subtitles as programs and hands write them: where a cue begins, who speaks in it, and what is no talk."""

import re
from pathlib import Path

import pytest

from ipstranscribe.review.transcript.readers import ParsedTranscript, read
from tests.review.transcript.returned_draft import saved

Said = list[tuple[str | None, float | None, float | None, str]]


def parsed(folder: Path, name: str, text: str) -> ParsedTranscript:
    return read(saved(folder, text.encode(), name))


def said(reading: ParsedTranscript) -> Said:
    return [(one.label, one.start, one.end, one.text) for one in reading.said]


def reasons(reading: ParsedTranscript) -> list[tuple[int, str]]:
    return [(one.place, one.why) for one in reading.left_out]


def timed(text: str) -> str:
    """`<3>` becomes a line of times from second 3 to 4."""
    return re.sub(r"<(\d)>", lambda found: f"00:00:0{found[1]},000 --> 00:00:0{int(found[1]) + 1},000", text)


# --- where a cue begins --------------------------------------------------------------------------------------------------

TALK: Said = [(None, 1, 2, "How many?"), (None, 3, 4, "Two of them. And a dog."), (None, 5, 6, "Right.")]
FORMS = {
    "numbered": "1\n<1>\nHow many?\n\n2\n<3>\nTwo of them.\nAnd a dog.\n\n"
    "3\n<5>\nRight.\n",
    "blank after the times": "1\n<1>\n\nHow many?\n\n2\n<3>\n\n"
    "Two of them.\nAnd a dog.\n\n3\n<5>\nRight.",
    "blanks inside": "1\n<1>\nHow many?\n\n2\n<3>\nTwo of them.\n\n\n"
    "And a dog.\n\n3\n<5>\nRight.\n\n\n",
    "no blank between": "1\n<1>\nHow many?\n2\n<3>\nTwo of them.\n"
    "And a dog.\n3\n<5>\nRight.",
    "every line twice apart": "1\n\n<1>\n\nHow many?\n\n2\n\n<3>\n\n"
    "Two of them.\n\nAnd a dog.\n\n3\n\n<5>\n\nRight.\n",
    "no numbers": "<1>\nHow many?\n\n<3>\nTwo of them.\nAnd a dog.\n\n"
    "<5>\nRight.\n",
    "no hours, and points": "1\n00:01.000 --> 00:02.000\nHow many?\n\n2\n00:03.0 --> 00:04.0\nTwo of them.\nAnd a dog.\n\n"
    "3\n00:05.0 --> 00:06.0\nRight.\n",
    "no fractions": "1\n00:00:01 --> 00:00:02\nHow many?\n\n2\n00:00:03 --> 00:00:04\nTwo of them.\nAnd a dog.\n\n"
    "3\n00:00:05 --> 00:00:06\nRight.\n",
    "through Word": "1\n00:00:01,000 –> 00:00:02,000\nHow many?\n\n2\n00:00:03,000 –> 00:00:04,000\n"
    "Two of them.\nAnd a dog.\n\n3\n00:00:05,000 → 00:00:06,000\nRight.\n",
    "through a translator": "1\n00: 00: 01,000 -> 00: 00: 02,000\nHow many?\n\n2\n00: 00: 03, 000 -> 00: 00: 04, 000\n"
    "Two of them.\nAnd a dog.\n\n3\n00: 00: 05,000 -> 00: 00: 06,000\nRight.\n",
    "numbers with gaps": "7\n<1>\nHow many?\n\n12\n<3>\nTwo of them.\n"
    "And a dog.\n\n1\n<5>\nRight.\n",
    "beside the times": "1\n<1> How many?\n\n2\n<3>  X1:10 X2:200\n"
    "Two of them.\nAnd a dog.\n\n3\n<5> Right.\n",
    "markup": "1\n<1>\n<i>How</i> <font color=\"#ff0\">many?</font>\n\n2\n<3>\n"
    "{\\an8}Two of them.<br/>And a {\\i1}dog.{\\i0}\n\n3\n<5>\n{b}Right.{/b}\n",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_cue_goes_on_to_the_next_line_of_times(tmp_path: Path, form: str) -> None:
    """Whatever blank lines, numbers and signs do; nothing is told, because nothing is lost."""
    form = timed(form)
    for text, name in ((form, "a.srt"), (f"WEBVTT\n\n{form}", "a.vtt"), (form.replace("\n", "\r\n"), "a.srt")):
        reading = parsed(tmp_path, name, text)
        assert said(reading) == TALK
        assert (reading.left_out, reading.doubtful) == ((), ())


NUMBERS = [
    ("an answer", "1\n<1>\nHow many?\n\n2\n<3>\n2\n\n3\n<5>\nSo.\n", "2"),
    ("the last line of an answer", "1\n<1>\nYes.\n\n2\n<3>\nMore than\n3\n\n"
     "3\n<5>\nSo.\n", "More than 3"),
    ("without numbers", "<1>\nHow many?\n\n<3>\n2\n\n<5>\nSo.\n", "2"),
    ("without numbers or blank lines", "<1>\nHow many?\n<3>\n2\n"
     "<5>\nSo.\n", "2"),
    ("before a blank line", "1\n<1>\nHow many?\n\n<3>\n2\n\n<5>\nSo.\n", "2"),
    ("no blank lines", "1\n<1>\nYes.\n2\n<3>\n2\n3\n<5>\nSo.", "2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "answer"), [row[1:] for row in NUMBERS], ids=[row[0] for row in NUMBERS])
def test_a_number_that_somebody_said_stays(tmp_path: Path, text: str, answer: str) -> None:
    """A number is that of a cue only where the file puts such numbers."""
    reading = parsed(tmp_path, "a.srt", timed(text))
    assert [one.text for one in reading.said][1:] == [answer, "So."]


NO_TALK = """WEBVTT Interview of Monday
Kind: captions
Language: nb-NO

STYLE
::cue { color: lime }

NOTE made by somebody
on Monday

NOTE 1
00:01.000 --> 00:02.000
Yes.

NOTE a remark

second part
00:03.000 --> 00:04.000 align:start position:0%
NOTE that I said so.

c2f0a7b1-55aa/7-0
00:05.000 --> 00:06.000
Quite so.
"""


def test_comments_style_sheets_and_identifiers_are_no_talk(tmp_path: Path) -> None:
    """A line right before the times is an identifier also if it begins with NOTE; talk may begin so as well."""
    reading = parsed(tmp_path, "a.vtt", NO_TALK)
    assert [one.text for one in reading.said] == ["Yes.", "NOTE that I said so.", "Quite so."]
    assert reading.language == "nb"
    assert reasons(reading) == [
        (1, "note of the program"), (1, "note of the program"), (1, "comment"), (1, "identifier of a cue"),
        (1, "comment"), (1, "identifier of a cue"),
    ]  # fmt: skip
    assert "Monday" in reading.left_out[0].text


def test_a_sentence_before_a_line_of_times_is_talk(tmp_path: Path) -> None:
    """In SubRip, which has numbers only, and in WebVTT if it reads like a sentence."""
    text = "00:01.000 --> 00:02.000\nI stayed.\n\nThey never told me why.\n00:03.000 --> 00:04.000\nI see.\n"
    for name, form in (("a.srt", text), ("a.vtt", f"WEBVTT\n\n{text}")):
        assert parsed(tmp_path, name, form).said[0].text == "I stayed. They never told me why."


def test_text_before_the_first_cue_is_told(tmp_path: Path) -> None:
    text = "Interview with her\n\n1\n00:00:01,000 --> 00:00:02,000\nYes.\n"
    reading = parsed(tmp_path, "a.srt", text)
    assert (said(reading), reasons(reading)) == ([(None, 1, 2, "Yes.")], [(1, "before the first turn")])


FAULTY = [
    ("00:00:04,000 --> 00:00:03,990", 4.0, 4.0),
    ("-00:00:01,000 --> 00:00:03,000", 0.0, 3.0),
]


@pytest.mark.parametrize(("times", "start", "end"), FAULTY)
def test_a_cue_with_impossible_times_is_read_and_named(tmp_path: Path, times: str, start: float, end: float) -> None:
    text = f"1\n00:00:00,000 --> 00:00:01,000\nOne.\n\n2\n{times}\nTwo.\n"
    reading = parsed(tmp_path, "a.srt", text)
    assert said(reading) == [(None, 0, 1, "One."), (None, start, end, "Two.")]
    assert reading.doubtful == (2,)


# --- who speaks ----------------------------------------------------------------------------------------------------------


def cue(*lines: str, times: str = "00:01.000 --> 00:05.000") -> str:
    return "\n".join((times, *lines)) + "\n\n"


ASKED = cue("I: Who helped you?", times="00:00.000 --> 00:01.000") + cue("P1: Nobody.", times="00:06.000 --> 00:07.000")
SEVERAL = [
    ("two dashes", cue("- How are you?", "- Fine."), [(None, "How are you?"), (None, "Fine.")]),
    ("dashes of another kind", cue("–How are you?", "now?", "–Fine."), [(None, "How are you? now?"), (None, "Fine.")]),
    ("one dash is talk", cue("How are", "- you?"), [(None, "How are - you?")]),
    ("two labelled lines", ASKED + cue("I: And now?", "P1: Fine."), [("I", "And now?"), ("P1", "Fine.")]),
    ("two labels after a sign", cue(">> ANNA: How are you?", ">> BEA: Fine.") * 2,
     [("ANNA", "How are you?"), ("BEA", "Fine.")] * 2),
    ("signs inside a line", cue("How are you? &gt;&gt; Fine.") + cue("And you?") + cue(">> Fine."),
     [(None, "How are you?"), (None, "Fine. And you?"), (None, "Fine.")]),
    ("two voices", cue("<v Anna>How are you?</v> <v Bea Lie>Fine.</v>"), [("Anna", "How are you?"), ("Bea Lie", "Fine.")]),
    ("a voice over two lines", cue("<v.loud Anna>How are", "you?</v>"), [("Anna", "How are you?")]),
    ("dashes among labels", ASKED + cue("- Who?", "- He."), [("?", "Who?"), ("?", "He.")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in SEVERAL], ids=[row[0] for row in SEVERAL])
def test_two_speakers_in_a_cue_are_two_turns(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    """Dashes and `>>` say that somebody else speaks; a label, who it is. Both have the time of the cue."""
    reading = parsed(tmp_path, "a.vtt", f"WEBVTT\n\n{text}")
    assert [(one.label, one.text) for one in reading.said][-len(expected) :] == expected
    assert all(word.start < word.end for one in reading.said for word in one.words)


def test_cues_of_one_turn_keep_their_times(tmp_path: Path) -> None:
    """A cue without label goes on with the turn before, and is told; each stays a stretch."""
    text = cue("I: Who?", times="00:00.000 --> 00:01.000") + "".join(
        cue(said, times=f"00:0{n}.000 --> 00:0{n}.900")
        for n, said in enumerate(("P1: Nobody", "helped me,", "ever."), 2)
    )
    reading = parsed(tmp_path, "a.vtt", f"WEBVTT\n\n{text}")
    assert said(reading) == [("I", 0, 1, "Who?"), ("P1", 2, 4.9, "Nobody helped me, ever.")]
    assert [(word.text, word.start, word.end) for word in reading.said[1].words] == [
        ("Nobody", 2.0, 2.9), ("helped me,", 3.0, 3.9), ("ever.", 4.0, 4.9),
    ]  # fmt: skip
    assert reading.joined == (3, 4)


# --- captions that repeat ------------------------------------------------------------------------------------------------

YOUTUBE = """WEBVTT

00:00.000 --> 00:02.000 align:start position:0%

no<00:00.500><c> it</c><00:01.000><c> was</c>

00:02.000 --> 00:02.010
no it was

00:02.010 --> 00:04.000
no it was
no

00:04.000 --> 00:04.010
no

00:04.010 --> 00:06.000
no
no<00:05.000><c> way</c>
"""
ROLLING = "".join(
    cue(*lines, times=f"00:0{n}.000 --> 00:0{n + 1}.000")
    for n, lines in enumerate((["how did"], ["how did", "it start"], ["it start", "for you"], ["for you", "then"]))
)
GROWING = "".join(
    cue(*lines, times=f"00:0{n}.000 --> 00:0{n + 1}.000")
    for n, lines in enumerate((["so"], ["so it"], ["so it was"], ["so it was", "right"], ["so it was", "right then"]))
)
KARAOKE = "".join(
    cue(line, times=f"00:0{n}.000 --> 00:0{n + 1}.000")
    for n, line in enumerate(
        ("<u>How</u> was it?", "How <u>was</u> it?", "How was <u>it?</u>", "<u>Good.</u>", "<u>Good.</u>")
    )
)
REPEATED = [
    ("YouTube", YOUTUBE, ["no it was", "no", "no way"], 4),
    ("lines that move up", f"WEBVTT\n\n{ROLLING}", ["how did", "it start", "for you", "then"], 3),
    ("a line that grows", f"WEBVTT\n\n{GROWING}", ["so it was right then"], 5),
    ("a word at a time", f"WEBVTT\n\n{KARAOKE}", ["How was it?", "Good.", "Good."], 2),
]


@pytest.mark.parametrize(("text", "expected", "count"), [row[1:] for row in REPEATED], ids=[row[0] for row in REPEATED])
def test_what_a_caption_repeats_is_left_out_and_told(
    tmp_path: Path, text: str, expected: list[str], count: int
) -> None:
    """And nothing else: words said twice stay."""
    reading = parsed(tmp_path, "a.vtt", text)
    assert [one.text for one in reading.said] == expected
    assert [one.why for one in reading.left_out] == ["repeated caption"] * count


def test_times_inside_a_caption_are_those_of_words(tmp_path: Path) -> None:
    first = parsed(tmp_path, "a.vtt", YOUTUBE).said[0]
    assert [(word.text, word.start, word.end) for word in first.words] == [
        ("no", 0.0, 0.5), ("it", 0.5, 1.0), ("was", 1.0, 2.0),
    ]  # fmt: skip


SAID_TWICE = [
    [["Yes."], ["Yes."], ["Yes."]],
    [["Yes."], ["Yes.", "I did."]],
    [["I"], ["I was"], ["there"]],
    [["No, no."], ["No, no.", "Never."], ["Really?"], ["Never", "ever."]],
]


@pytest.mark.parametrize("cues", SAID_TWICE)
def test_what_somebody_says_twice_stays(tmp_path: Path, cues: list[list[str]]) -> None:
    """Cues that touch and begin alike, once or twice in a file, are no rolling captions."""
    text = "".join(cue(*lines, times=f"00:0{n}.000 --> 00:0{n + 1}.000") for n, lines in enumerate(cues))
    reading = parsed(tmp_path, "a.srt", text)
    assert [one.text for one in reading.said] == [" ".join(lines) for lines in cues]


def test_no_sign_is_lost_for_markup(tmp_path: Path) -> None:
    """Entities become what they stand for, and what only looks like a tag stays."""
    text = "WEBVTT\n\n" + cue("AT&amp;T &lt;b&gt; <laughs> R&D a < b &copy;")
    assert parsed(tmp_path, "a.vtt", text).said[0].text == "AT&T <b> <laughs> R&D a < b ©"


TEAMS = """

00:00:01.000 --> 00:00:02.000
{"speakerName": "Kari Moe", "spokenText": "Who \\ud83d helped?", "spokenLanguage": "en-us"}

00:00:03.000 --> 00:00:04.000
{"speakerName": "Ola", "spokenText": "No one."}
"""


def test_records_in_cues_are_read(tmp_path: Path) -> None:
    """As Teams gives them to programs; a record of something else is talk."""
    reading = parsed(tmp_path, "a.vtt", f"WEBVTT{TEAMS}")
    assert said(reading) == [("Kari Moe", 1, 2, "Who \ufffd helped?"), ("Ola", 3, 4, "No one.")]
    assert parsed(tmp_path, "a.vtt", "WEBVTT\n\n" + cue('{"a": 1}')).said[0].text == '{"a": 1}'


BARE = [TEAMS, f"\n\nWEBVTT\n{TEAMS}", f"WEBVTT\nKind: captions\n{TEAMS}"]


@pytest.mark.parametrize("text", BARE)
def test_a_file_is_webvtt_by_its_name_or_its_first_line(tmp_path: Path, text: str) -> None:
    """Also where blank lines stand before it, or the line is missing."""
    reading = parsed(tmp_path, "a.vtt", text.replace("00:00:03", "a1-b2/7-0\n00:00:03"))
    assert ([one.text for one in reading.said][1], reading.left_out) == ("No one.", ())
