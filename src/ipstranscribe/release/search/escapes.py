"""Escapes undone: letters written as numbers or codes (`%41`, `&#97;`, `_x0048_`, `xn--…`), by the rules of many formats.

Base64, hexadecimal digits and other codes of whole texts are no escapes, except where a mark says what they are.
"""

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Callable, Iterator

_TIMES = 3
"""Maximum nesting of escapes (`%2541`, `&amp;#65;`); programs never nest deeper."""
_HEX = "[0-9A-Fa-f]"
_CSS = re.compile(rf"\\(?:u\{{({_HEX}{{1,6}})\}}|({_HEX}{{1,6}})[ \t]?)")
"""Escapes of style sheets (`\\48 anne`) and of newer JavaScript (`\\u{48}anne`)."""


def unescaped(text: str) -> Iterator[str]:
    """`text` with its escapes decoded zero, one, two, … times."""
    yield text
    for _ in range(_TIMES):
        if not _is_escaped(text):
            return
        for pattern, decode in _DECODERS:
            text = pattern.sub(decode, text)
        text = html.unescape(text)
        yield text


def _is_escaped(text: str) -> bool:
    """Whether there is anything to decode."""
    if "U+" in text or "n--" in text or "N--" in text:
        return True
    return any(sign in text for sign in "%\\&=_+") and bool(_ANY.search(text))


def without_css(text: str) -> str:
    """`text` with escapes of style sheets decoded, which in other texts may be something else."""
    return _CSS.sub(lambda escape: _character(int(escape[1] or escape[2], 16)), text) if "\\" in text else text


def _of_units(run: re.Match[str]) -> str:
    """Escaped UTF-16 units; surrogate pairs give one character."""
    return bytes.fromhex(re.sub(r"[\\%]u", "", run.group())).decode("utf-16-be", "replace")


def _of_bytes(run: re.Match[str]) -> str:
    r"""Escaped bytes (`\xc3\xb8`, `=C3=B8`, `%C3%B8`)."""
    return _read(bytes.fromhex(re.sub(r"[\\x=%]", "", run.group())))


def _of_octal(run: re.Match[str]) -> str:
    return _read(bytes(int(one, 8) for one in run.group().split("\\")[1:]))


def _of_name(escape: re.Match[str]) -> str:
    try:
        return unicodedata.lookup(escape[1])
    except KeyError:
        return escape.group()


def _of_mail(word: re.Match[str]) -> str:
    """A Base64 word in the header of a mail (RFC 2047)."""
    try:
        return _read(base64.b64decode(word[1], validate=True))
    except (binascii.Error, ValueError):
        return word.group()


def _of_utf7(run: re.Match[str]) -> str:
    return _by_codec(run.group(), run.group(), "utf-7")


def _of_the_net(label: re.Match[str]) -> str:
    """A part of a name of the net in letters beyond a to z (RFC 3492)."""
    return _by_codec(label[1], label.group(), "punycode")


def _by_codec(written: str, otherwise: str, codec: str) -> str:
    try:
        return written.encode("ascii").decode(codec)
    except (UnicodeError, ValueError):
        return otherwise


def _read(data: bytes) -> str:
    """Bytes as UTF-8, or else Latin-1."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


_DECODERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"=\r?\n"), lambda _: ""),  # a line that goes on, in quoted-printable
    (re.compile(r"=\?[\w-]{2,20}\?[bB]\?([A-Za-z0-9+/=]{4,400})\?="), _of_mail),
    (re.compile(rf"(?:\\u{_HEX}{{4}})+|(?:%u{_HEX}{{4}})+"), _of_units),
    (re.compile(rf"\\U(?:00)({_HEX}{{6}})"), lambda escape: _character(int(escape[1], 16))),
    (re.compile(r"\\N\{([A-Z0-9 -]{3,80})\}"), _of_name),
    (re.compile(r"\\u(\d{2,5})\?"), lambda escape: _character(int(escape[1]))),  # RTF
    (re.compile(rf"\\'({_HEX}{{2}})"), lambda escape: bytes.fromhex(escape[1]).decode("cp1252", "replace")),  # RTF
    (re.compile(rf"(?:\\x{_HEX}{{2}})+|(?:=[0-9A-F]{{2}})+|(?:%{_HEX}{{2}})+"), _of_bytes),
    (re.compile(r"(?:\\[0-3][0-7]{2})+"), _of_octal),
    (re.compile(rf"_x({_HEX}{{4}})_"), lambda escape: _character(int(escape[1], 16))),  # Excel
    (re.compile(rf"U\+({_HEX}{{4,6}})(?:[ ,](?=U\+))?"), lambda escape: _character(int(escape[1], 16))),
    (re.compile(r"\+(?=[0-9]{0,20}[A-Za-z])[A-Za-z0-9+/]{3,400}-"), _of_utf7),
    (re.compile(r"xn--([a-z0-9-]{2,60})", re.IGNORECASE), _of_the_net),
)
_ANY = re.compile(
    rf"%(?:u{_HEX}{{4}}|{_HEX}{{2}})|\\(?:[ux]{_HEX}{{2}}|U00|N\{{|'{_HEX}{{2}}|u\d{{2}}|[0-3][0-7]{{2}})"
    rf"|&#?\w{{1,10}};|=(?:[0-9A-F]{{2}}|\r?\n|\?[\w-]{{2,20}}\?[bB])|_x{_HEX}{{4}}_"
    r"|\+[0-9]{0,20}[A-Za-z][A-Za-z0-9+/]{2,400}-"
)
"""The beginnings of escapes; those that begin with a letter are looked for by themselves, which is faster."""
