"""Signs at the edges of words, as conventions of transcription put them there: `-It` of another voice, `*no*`, `/yeah/`.

A word is judged without them: with its dash `-It` is in no vocabulary, and a names model takes it for a name.
"""

import re

_DASHES = "-‐‑"
_OTHERS = r"*/\~^°=|#•·↑↓_"
_SIGN = f"[{re.escape(_DASHES + _OTHERS)}]"
_EDGE = f"{_SIGN}+"
_OPENING = r"""[(\[{<"'“„«‘‹]*"""
_CLOSING = r"""[.,;:!?…)\]}>"'”»’›]*"""
_LETTER = r"[^\W\d_]"
_HAS_EDGE = re.compile(f"(?<!{_LETTER}){_SIGN}(?={_LETTER})|(?<={_LETTER}){_SIGN}(?!{_LETTER})")
"""Of several signs in a row the last, or the first, tells as much; a row of a hundred thousand takes no longer for that."""
_LEADING = re.compile(rf"(?<=\A){_OPENING}({_EDGE})(?={_LETTER})")
_GLUED = re.compile(rf"(?<=[.,;:!?…)\]”»])({_EDGE})(?=[A-ZÆØÅÄÖÉÜ])")
_TRAILING = re.compile(rf"(?<={_LETTER})({_EDGE}){_CLOSING}\Z")
_STUCK_TOGETHER = re.compile(r"\S+")
_NO_WORD = re.compile(r"[\d@]|://|\w\.\w|[^\W_]_[^\W_]|\A/\w+/\w|\A[^_]*[^\W_]_+\W*\Z|\A\W*_+[^\W_][^_]*\Z")
"""What addresses, codes, user names and folders have and words do not: their signs belong to them."""
_GOES_ON = re.compile(r"\s+(?:and|or|to|og|eller|til|samt)\b", re.IGNORECASE)
"""What follows the first half of two words that share their end: `dag- og nattevakt`."""
_CLITIC = re.compile(r"['’](?:s|ll|d|ve|re)?\Z", re.IGNORECASE)
_BREAK = "–"
"""What stands for a dash beside a word: programs that split text into words split here, and a sentence may begin after it."""


def bared(text: str) -> str:
    """The text with the signs at the edges of words blanked, and a dash there parted from the word; length unchanged.

    Quotation marks, brackets and stops stay, which every recognizer understands. Signs inside words stay (`Anne-Berit`,
    `J-P`, `Kari/Ola`), and all signs of what is no word (addresses, codes, user names).
    """
    if not _HAS_EDGE.search(text):
        return text
    return _STUCK_TOGETHER.sub(_bared_word, text)


def _bared_word(match: re.Match[str]) -> str:
    word = match.group()
    if _NO_WORD.search(word):
        return word
    word = _GLUED.sub(lambda signs: " " * len(signs.group()), word)
    word = _LEADING.sub(_parted, word)
    return word if _is_half(match) else _TRAILING.sub(_parted, word)


def _is_half(match: re.Match[str]) -> bool:
    return match.group()[-1] in _DASHES and _GOES_ON.match(match.string, match.end()) is not None


def _parted(match: re.Match[str]) -> str:
    """The match with its signs exchanged: dashes for one that parts, others for blanks."""
    start, end = (at - match.start() for at in match.span(1))
    whole = match.group()
    return whole[:start] + "".join(_BREAK if sign in _DASHES else " " for sign in whole[start:end]) + whole[end:]


def without_clitic(text: str, start: int, end: int) -> int:
    """The end of a name without what is said in one with it: `Anna's`, `Ray'll`, `Kari'd`."""
    clitic = _CLITIC.search(text, start, end)
    return clitic.start() if clitic else end
