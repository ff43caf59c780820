"""Time codes: seconds from the start written as `hh:mm:ss` or for subtitles, lengths of time, and times read back."""

TIME_CODE = r"\d{1,2}:\d{2}:\d{2}"
"""A time as our documents show it (`clock`), the hour typed with one digit or two."""
TYPED_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
"""A time in transcripts typed elsewhere: hours and fractions may be missing."""
CUE_TIME = r"(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}"
"""A time of a subtitle: any number of hours, always with a fraction."""
GIVEN_TIME = r"(\d+:){0,2}\d+(\.\d+)?"
"""A time on the command line: down to bare seconds."""


def clock(seconds: float | None) -> str:
    """Time from the start of the interview as `hh:mm:ss`, cut to the second; empty if unknown."""
    if seconds is None:
        return ""
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"


def cue_clock(milliseconds: int, point: str) -> str:
    """The same for a subtitle: `hh:mm:ss`, then `point` (`.` in WebVTT, `,` in SubRip) and three digits."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{clock(seconds)}{point}{rest:03}"


def duration(seconds: float) -> str:
    """A length of time without colons (`1 h 02 min 07 s`), after which some programs look for what a speaker said."""
    hour, minute, second = (int(part) for part in clock(seconds).split(":"))
    return f"{hour} h {minute:02} min {second:02} s" if hour else f"{minute} min {second:02} s"


def in_minutes(seconds: float) -> str:
    """A length of time in minutes with one decimal, for tables that programs read: the sign is a point."""
    return f"{seconds / 60:.1f}"


def seconds_of(time: str, digits: int | None = None) -> float:
    """Seconds of `7`, `1:02`, `00:01:02` or `00:01:02,500`, rounded to `digits` decimals if given.

    `time` matches one of the patterns above; raises ValueError for what holds no numbers.
    """
    total = 0.0
    for part in time.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total if digits is None else round(total, digits)
