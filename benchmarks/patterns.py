"""How the time of each regular expression of the program grows with hostile text.

Run with `python benchmarks/patterns.py [N] [SECONDS]`. Every compiled pattern of every module is searched for in strings
made to let a backtracking engine run wild, of N and of 2 N characters (10 000). Linear patterns take twice as long for
twice as much. What takes more than SECONDS (2) is stopped and counts as unbounded. Patterns that a function compiles when
it is called are found by recording `re.compile` while a small interview goes through the program.
"""

import gc
import importlib
import inspect
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from types import FrameType

import ipstranscribe

N, SECONDS = 10_000, 2
SLOW = 0.05
"""Seconds below which a growth is not judged: the clock and the machine's other work would be."""
GROWTH = 3.0
"""How many times as long twice as much may take: linear is 2, quadratic 4."""

UNITS = {
    "letters": "a",
    "capitals": "A",
    "digits": "5",
    "spaced digits": "5 ",
    "dotted digits": "5.",
    "spaces": " ",
    "hyphens": "-",
    "underscores": "_",
    "dots": ".",
    "commas": ",",
    "semicolons": ";",
    "apostrophes": "'",
    "quotes": '"',
    "ats": "a@",
    "addresses": "a@a.",
    "dotted words": "a.",
    "hyphened words": "a-",
    "opening": "(",
    "opening square": "[",
    "opening angle": "<",
    "curly": "{",
    "brackets": "[a",
    "tags": "<a",
    "backslashes": "\\",
    "escapes": "\\u0",
    "entities": "&#",
    "plus": "+",
    "plus digits": "+4",
    "slashes": "/",
    "www": "www.",
    "http": "http://",
    "words": "ab ",
    "capitalised words": "Ab ",
    "capitalised letters": "A ",
    "names": "Per-Ole ",
    "number words": "tjueto ",
    "English number words": "twenty-",
    "months": "mai ",
    "dates": "1.1.",
    "ordinals": "3rd of ",
    "lines": "\n",
    "lines of words": "a\n",
    "blank lines": "\n \n",
    "tabs": "\t",
    "no-break spaces": "\u00a0",
    "soft hyphens": "a\u00ad",
    "zero width": "\u200b",
    "combining": "e\u0301",
    "only combining": "\u0301",
    "right to left": "\u202e",
    "emoji": "\U0001f469\u200d",
    "ae": "æ",
    "control": "\x01",
    "dashes": "–",
    "colons": ":",
    "times": "1:",
    "percent": "%",
    "question": "? ",
    "ellipses": "… ",
    "labels": "P1: ",
    "my": "my sister ",
    "the only": "the only ",
    "den eneste": "den eneste ",
    "I am": "I am a ",
    "streets": "Storgata ",
    "of": "of ",
    "og": "og ",
    "plates": "AB ",
    "years old": "forty years ",
    "i": "i ",
    "nineteen": "nineteen ninety ",
    "hundred": "hundred and ",
}
ENDS = ("", "!", "x", "1", "@", ">", "]", "\n")
"""What comes after the run: a match that fails at the very end makes a backtracking engine try everything."""


class Stopped(Exception):
    """The time is up."""


def patterns() -> dict[str, re.Pattern[str] | re.Pattern[bytes]]:
    """Every pattern that is there after all modules are loaded and the rules have been used, by where it was found."""
    named: dict[str, re.Pattern[str] | re.Pattern[bytes]] = {}
    for info in pkgutil.walk_packages(ipstranscribe.__path__, "ipstranscribe."):
        if not info.name.endswith("__main__"):
            module = importlib.import_module(info.name)
            for name, value in vars(module).items():
                for number, pattern in enumerate(_inside(value)):
                    named.setdefault(f"{info.name}.{name}" + (f" {number}" if number else ""), pattern)
    known = {pattern.pattern for pattern in named.values()}
    for pattern in _made_when_used():
        if pattern.pattern not in known:
            known.add(pattern.pattern)
            named[f"made when used: {str(pattern.pattern)[:60]}"] = pattern
    return named


def _inside(value: object, depth: int = 0) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, dict):
        for inner in value.values():
            yield from _inside(inner, depth + 1)
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _inside(inner, depth + 1)
    elif depth < 4 and type(value).__module__.startswith("ipstranscribe") and hasattr(value, "__dict__"):
        yield from _inside(vars(value), depth + 1)


def _made_when_used() -> list[re.Pattern[str] | re.Pattern[bytes]]:
    """Those that live in memory after the recognizers of both languages and the cues have been used."""
    from ipstranscribe.pseudonymize.recognizers import patterns as recognizers
    from ipstranscribe.split.questions.cues import cues_of

    kept: list[object] = []
    for language in ("en", "nb", "nn"):
        found = recognizers(language)
        kept += [found, cues_of(language)]
        for recognizer in found:
            kept.append(
                list(recognizer.find("I am a 45 years old vet. My sister Per-Ole Moen, Storgata 5, tlf. 22 22 22 22. "))
            )
    mine = re.compile("ipstranscribe|benchmarks")
    alive = [one for one in gc.get_objects() if isinstance(one, dict | tuple | list)]
    return [p for one in alive for p in (one.values() if isinstance(one, dict) else one) if _is_ours(p, mine)]


def _is_ours(value: object, mine: re.Pattern[str]) -> bool:
    return isinstance(value, re.Pattern) and value is not mine and value in _OURS


_OURS: set[re.Pattern[str]] = set()
_compile = re.compile


def _recording(pattern: object, flags: int = 0) -> object:
    made = _compile(pattern, flags)  # type: ignore[call-overload]
    frame: FrameType | None = sys._getframe(1)
    if frame and str(frame.f_globals.get("__name__", "")).startswith("ipstranscribe"):
        _OURS.add(made)
    return made


def anchored(name: str) -> bool:
    """Whether the module that has a pattern only ever asks if a text begins with it or is one."""
    module, _, attribute = name.split(maxsplit=1)[0].rpartition(".")
    if module not in sys.modules:
        return False
    used = re.findall(rf"\b{attribute}(?:\[\w+\])?\.(\w+)\(", inspect.getsource(sys.modules[module]))
    return bool(used) and {*used} <= {"match", "fullmatch"}


def seconds(pattern: re.Pattern[str] | re.Pattern[bytes], text: str, *, whole: bool) -> float:
    """How long it takes to find all matches in `text`, or one at its beginning; infinite if it is stopped."""
    given = text.encode("utf-8", "surrogatepass") if isinstance(pattern.pattern, bytes) else text
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    begun = time.perf_counter()
    try:
        if whole:
            pattern.match(given)  # type: ignore[arg-type]
            pattern.fullmatch(given)  # type: ignore[arg-type]
        else:
            for _ in pattern.finditer(given):  # type: ignore[arg-type]
                pass
    except Stopped:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.perf_counter() - begun


def growth(pattern: re.Pattern[str] | re.Pattern[bytes], n: int, *, whole: bool) -> tuple[float, float, str]:
    """The worst growth from n to 2 n, how long 2 n took, and on which text; 0 where it is too quick to be judged."""
    worst = (0.0, 0.0, "")
    for name, unit in UNITS.items():
        for end in ENDS:
            text, twice = (unit * (size // len(unit)) + end for size in (n, 2 * n))
            long = seconds(pattern, twice, whole=whole)
            if long > SLOW:
                short = min(seconds(pattern, text, whole=whole) for _ in range(3))
                again = min(long, seconds(pattern, twice, whole=whole)) if long < SECONDS else long
                ratio = again / max(short, SLOW / 4) if again != short else float("inf")
                worst = max(worst, (ratio, again, f"{name} {end!r}"))
                if long > SECONDS or worst[0] > GROWTH:
                    return worst
    return worst


def main() -> None:
    """Print the patterns that take the longest, and those that grow more than linearly."""
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N

    def stop(*_: object) -> None:
        raise Stopped

    signal.signal(signal.SIGALRM, stop)
    found = patterns()
    rows = []
    for name, pattern in found.items():
        rows.append((*growth(pattern, n, whole=anchored(name)), name))
        if rows[-1][0] > GROWTH:
            print(f"not linear: {name}: {rows[-1][2]}", file=sys.stderr, flush=True)
    rows.sort(reverse=True)
    print(f"{len(found)} patterns, {len(UNITS) * len(ENDS)} texts of {n} and {2 * n} characters\n")
    print("growth  seconds  pattern: text")
    for ratio, long, text, name in rows:
        if long:
            print(f"{ratio:6.1f}  {long:7.3f}  {name}: {text}{'   NOT LINEAR' if ratio > GROWTH else ''}")
    worse = [row for row in rows if row[0] > GROWTH]
    print(f"\n{len(worse)} of {len(found)} grow more than linearly.")


if __name__ == "__main__":
    re.compile = _recording  # type: ignore[assignment]
    main()
