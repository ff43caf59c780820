"""The table of formats: every line has a reader, help and messages are made from it, and nothing makes a reader break."""

from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.errors import UserError
from ipstranscribe.review.transcript.readers import FORMATS, read, suffixes
from ipstranscribe.review.transcript.readers.unread import UNREAD
from tests.lanes import examples

PACKAGE = "ipstranscribe.review.transcript.readers"
MODULES = sorted({one.module for one in FORMATS})


def test_every_ending_occurs_once_and_has_a_reader() -> None:
    """An ending that is read has no advice against it."""
    endings = [one.suffix for one in FORMATS]
    assert len(set(endings)) == len(endings)
    assert all(ending == ending.lower() and ending.startswith(".") for ending in (*endings, *UNREAD))
    assert not set(endings) & set(UNREAD)
    assert all(callable(import_module(f"{PACKAGE}.{module}").read) for module in MODULES)


def test_the_page_on_programs_lists_every_ending() -> None:
    """With how sure it is that it can be read; subtitles, text, JSON and Word are told elsewhere."""
    page = (Path(__file__).parents[4] / "docs" / "programs.md").read_text(encoding="utf-8").lower()
    told_elsewhere = {".docx", ".txt", ".vtt", ".srt", ".json", ".htm"}
    assert all(f"`{one.suffix}`" in page for one in FORMATS if one.suffix not in told_elsewhere)


def test_endings_are_listed_for_people() -> None:
    assert suffixes().startswith(".docx, .txt, ")
    assert f" or {FORMATS[-1].suffix}" in suffixes()


@pytest.mark.parametrize(
    ("ending", "advice"), [(".NVP", "NVivo"), (".pages", "Export To"), (".mp3", "transcribe"), (".xyz", ".docx")]
)
def test_what_is_not_read_gets_advice(tmp_path: Path, ending: str, advice: str) -> None:
    """Which program can make something that is."""
    (tmp_path / f"a{ending}").write_bytes(b"x")
    with pytest.raises(UserError) as error:
        read(tmp_path / f"a{ending}")
    assert advice in error.value.fix


STARTS = {
    "elan": b"<ANNOTATION_DOCUMENT><TIME_ORDER/>",
    "exmaralda": b"<basic-transcription>",
    "transcriber": b"<Trans><Turn>",
    "timed_text": b"<tt><p>",
    "textgrid": b'"ooTextFile" "TextGrid" 0 1 <exists> 1 "IntervalTier" "a" 0 1 1 0 ',
    "otranscribe": b'{"text": "',
    "chat": b"*A: ",
    "rtf": b"{\\rtf1 ",
}
PIECES = [
    b"1e999", b"nan", b"-1", b"</p>", b"<p begin='1s'>", b"x", b'"', b"\x15", b"1_2", b"\xe5", b"\n", b"\t", b"}", b"*A:",
    b"</Turn>", b"<Sync time='inf'/>", b"#00:00:01-0#", b"{", b"0:01", b"%", b"@", b",", b";",
]  # fmt: skip


@pytest.mark.parametrize("module", MODULES)
@examples(60)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_no_file_makes_a_reader_break(module: str, pieces: list[bytes]) -> None:
    """It is read, or refused with a line."""
    data = STARTS.get(module, b"") + b"".join(pieces)
    if not data.strip():
        return
    try:
        import_module(f"{PACKAGE}.{module}").read(data)
    except UserError as error:
        assert error.fix


@pytest.mark.parametrize("number", ["1e999", "nan", "inf", "9" * 5000, "soon"])
def test_times_that_are_no_times_are_refused(number: str) -> None:
    """In every format that has numbers."""
    slot = f'<TIME_ORDER><TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="{number}"/></TIME_ORDER>'
    point = f'<common-timeline><tli id="T0" time="{number}"/></common-timeline>'
    for module, text in {
        "elan": f"<ANNOTATION_DOCUMENT>{slot}</ANNOTATION_DOCUMENT>",
        "exmaralda": f"<basic-transcription>{point}</basic-transcription>",
        "transcriber": f'<Trans><Turn startTime="{number}">a</Turn></Trans>',
        "timed_text": f'<tt><p begin="{number}">a</p></tt>',
        "textgrid": f'"ooTextFile" "TextGrid" 0 1 <exists> 1 "IntervalTier" "a" 0 1 1 0 {number} "x"',
    }.items():
        with pytest.raises(UserError):
            import_module(f"{PACKAGE}.{module}").read(text.encode())
