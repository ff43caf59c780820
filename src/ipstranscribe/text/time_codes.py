"""Time codes: seconds from the start written as `hh:mm:ss` or for subtitles, lengths of time, and times read back."""

import re

TIME_CODE = r"\d{1,2}:\d{2}:\d{2}"
"""A time as our documents show it (`clock`), the hour typed with one digit or two."""
CLOCK = r"\d{1,3}:[0-5]?\d:[0-5]?\d(?:[.,]\d{1,9})?"
"""A time with hours in transcripts typed elsewhere or by other programs: `0:0:5.120`, `00:00:05,120`."""
SHORT_CLOCK = r"\d{1,3}:[0-5]\d(?:[.,]\d{1,9})?"
"""The same without hours: `0:05`, `75:12.5`."""
FRAMES = r"\d{1,2}:[0-5]\d:[0-5]\d[:;]\d{2,3}"
"""A time code of film (SMPTE): hours, minutes, seconds, frames."""
DOTTED = r"\d{1,2}\.[0-5]\d\.[0-5]\d"
"""Hours, minutes, seconds with full stops, as people in Norway type them."""
UNITS = (
    r"(?:\d{1,3}\s?(?:hours?|hrs?|h|timer?|t|stunden?)(?:,?\s?(?:(?:and|og|und)\s)?(?=\d)|(?![^\W\d_])))?"
    r"(?:\d{1,3}\s?(?:minutes?|mins?|m|minutt(?:er|ar)?|minut(?:ter|er)?|minuten)"
    r"(?:,?\s?(?:(?:and|og|und)\s)?(?=\d)|(?![^\W\d_])))?"
    r"\d{1,3}\s?(?:seconds?|secs?|s|sekund(?:er|ar|en?)?|sek)(?![^\W\d_])"
    r"|\d{1,3}\s?(?:hours?|hrs?|h|timer?|t|stunden?),?\s?(?:(?:and|og|und)\s)?"
    r"\d{1,3}\s?(?:minutes?|mins?|m|minutt(?:er|ar)?|minut(?:ter|er)?|minuten)(?![^\W\d_])"
    r"|\d{1,3}\s?(?:minutes?|mins?|minutt(?:er|ar)?|minuter|minuten)(?![^\W\d_])"
)
"""A time in words: `1 hour 2 minutes 9 seconds`, `1 minutt 5 sekunder`, `0m 5s`. To be matched without regard to case."""
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


def seconds_in(time: str) -> float:
    """Seconds of a time in any way of writing above (`CLOCK`, `FRAMES`, `DOTTED`, `UNITS`, bare seconds), to milliseconds.

    Frames are counted as 25 a second, as in Europe, or as more if there are more; nobody writes the rate beside them.
    """
    plain = time.strip().lower()
    if not re.search(r"[a-zæøå]", plain.rstrip("s")):
        plain = plain.rstrip("s ")
        if re.fullmatch(FRAMES, plain):
            clock_part, frames = re.split(r"[:;](?=\d+$)", plain)
            rate = next(rate for rate in (25, 30, 60, 1000) if int(frames) < rate)
            return round(seconds_of(clock_part) + int(frames) / rate, 3)
        return seconds_of(plain.replace(".", ":") if re.fullmatch(DOTTED, plain) else plain, 3)
    total = 0.0
    for number, unit in re.findall(r"(\d+)\s?([a-zæøå])", plain):
        total += float(number) * {"h": 3600, "t": 3600, "m": 60}.get(unit, 1)
    return total
