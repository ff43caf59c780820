"""Places of pages of the web and of subtitles, out of the lists of elements, attributes and entities of their standards."""

import html.entities
import unicodedata
from collections.abc import Iterator

from lxml.html import defs

from .trick import NAME, Trick

_FIRST, _SECOND = NAME[:2], NAME[2:]
_ATTRIBUTES = [
    *sorted(defs.safe_attrs | defs.event_attrs | defs.link_attrs),
    *(
        "style",
        "srcset",
        "srcdoc",
        "content",
        "placeholder",
        "pattern",
        "poster",
        "ping",
        "integrity",
        "nonce",
        "slot",
        "is",
    ),
    *("itemid", "itemprop", "itemtype", "data-x", "sizes", "step", "min", "max", "low", "high", "list", "form", "as"),
    *("part", "popover", "inputmode", "enterkeyhint", "http-equiv", "kind", "srclang", "property", "about", "typeof"),
]
"""All attributes that lxml knows of, and those of the living standard that it does not."""
_CSS = {
    "content": "p::before{content:'%s'}",
    "content in parts": "p::before{content:'%.2s' '{rest}'}",
    "a class": ".%s{color:red}",
    "an id": "#%s{color:red}",
    "a custom property": "p{--%s:1}",
    "the value of a custom property": "p{--a:%s}",
    "a font": "@font-face{font-family:%s}",
    "an animation": "@keyframes %s{}",
    "a layer": "@layer %s;",
    "a counter": "p{counter-reset:%s}",
    "a grid area": "p{grid-area:%s}",
    "an import": "@import '%s.css';",
    "a comment": "/* %s */",
    "a name space": "@namespace %s url(x);",
    "an attribute's value": "[title=%s]{color:red}",
    "quotes": "q{quotes:'%s' ''}",
    "a sign of a list": "li{list-style-type:'%s'}",
}


def every() -> Iterator[Trick]:
    """All pages and subtitles."""
    yield from _elements()
    yield from _attributes()
    yield from _styles()
    yield from _entities()
    yield from _subtitles()


def _elements() -> Iterator[Trick]:
    """The name in every element, and every element in the midst of it."""
    for tag in sorted(
        defs.tags | {"template", "picture", "dialog", "slot", "search", "tspan", "mi", "x-own", "bdi", "main"}
    ):
        yield _page("HTML: in an element", tag, f"<{tag}>{NAME}</{tag}>")
        yield _page("HTML: half in an element", tag, f"{_FIRST}<{tag}>{_SECOND}</{tag}>")
        yield _page("HTML: an element inside", tag, f"{_FIRST}<{tag}></{tag}>{_SECOND}")
        yield _page("HTML: an element without an end", tag, f"{_FIRST}<{tag}>{_SECOND}")
        inline = f'<{tag} style="display:inline">'
        yield _page("HTML: an element shown in the line", tag, f"{inline}{_FIRST}</{tag}>{inline}{_SECOND}</{tag}>")
    for name, aside in {
        "comment": "<!-- x -->",
        "empty comment": "<!---->",
        "instruction": "<?x?>",
        "declaration": "<!x>",
        "CDATA": "<![CDATA[]]>",
        "wrong end": "</x>",
        "end without a name": "</>",
        "soft hyphen": "&shy;",
        "space of no width": "&ZeroWidthSpace;",
        "joiner": "&zwj;",
    }.items():
        yield _page("HTML: something else inside", name, f"{_FIRST}{aside}{_SECOND}")
    yield _page("HTML: something else inside", "from right to left", f'<bdo dir="rtl">{NAME[::-1]}</bdo>')
    turned = f'<span style="unicode-bidi:bidi-override;direction:rtl">{NAME[::-1]}</span>'
    yield _page("HTML: something else inside", "from right to left by style", turned)


def _attributes() -> Iterator[Trick]:
    for name in _ATTRIBUTES:
        yield _page("HTML: attributes", name, f'<p {name}="{NAME}">x</p>')
        yield _page("HTML: attributes without quotes", name, f"<p {name}={NAME}>x</p>")
        spelt = "".join(f"&#{ord(letter)};" for letter in NAME)
        yield _page("HTML: attributes with entities", name, f"<p {name}='{spelt}'>x</p>")
    inner = f"{_FIRST}<b>{_SECOND}</b>"
    yield _page("HTML: attributes", "a page in srcdoc", f'<iframe srcdoc="{html.escape(inner)}"></iframe>')
    yield _page("HTML: attributes", "name of an attribute", f"<p {NAME.lower()}>x</p>")
    yield _page("HTML: attributes", "name of an element", f"<{NAME}>x</{NAME}>")


def _styles() -> Iterator[Trick]:
    for name, rule in _CSS.items():
        written = rule.replace("{rest}", _SECOND).replace("%.2s", _FIRST).replace("%s", NAME)
        yield _page("HTML: styles", name, f"<style>{written}</style>")


def _entities() -> Iterator[Trick]:
    """Every named entity of a letter or of nothing, and numbers in every way that the standard reads."""
    for name, sign in html.entities.html5.items():
        if len(sign) == 1 and sign.isalpha() and not sign.isascii():
            yield Trick("HTML: named letters", name, _file(f"<p>Ba&{name}dog</p>", ";" in name), f"Ba{sign}dog")
        if len(sign) == 1 and unicodedata.category(sign) == "Cf":
            yield _page("HTML: named invisible signs", name, f"{_FIRST}&{name}{_SECOND}")
    for name, write in {
        "decimal": "&#%d;",
        "with zeros": "&#%07d;",
        "without an end": "&#%d",
        "hexadecimal": "&#x%x;",
        "capital X": "&#X%X;",
        "hexadecimal with zeros": "&#x%06x;",
        "twice": "&amp;#%d;",
        "three times": "&amp;amp;#%d;",
    }.items():
        yield _page("HTML: numbers of letters", name, "".join(write % ord(letter) for letter in NAME))


def _subtitles() -> Iterator[Trick]:
    time = "00:00:01.000 --> 00:00:02.000"
    webvtt = {
        "header": f"WEBVTT {NAME}\n\n",
        "lines of the header": f"WEBVTT\nKind: {NAME}\n\n",
        "note": f"WEBVTT\n\nNOTE {NAME}\n\n",
        "note of lines": f"WEBVTT\n\nNOTE\nx\n{NAME}\n\n",
        "style": f"WEBVTT\n\nSTYLE\n::cue(.{NAME}){{}}\n\n",
        "region": f"WEBVTT\n\nREGION\nid:{NAME}\n\n",
        "id of a cue": f"WEBVTT\n\n{NAME}\n{time}\nx\n",
        "setting": f"WEBVTT\n\n{time} region:{NAME}\nx\n",
        "text": f"WEBVTT\n\n{time}\n{NAME}\n",
        "voice": f"WEBVTT\n\n{time}\n<v {NAME}>x</v>\n",
        "voice with a class": f"WEBVTT\n\n{time}\n<v.loud {NAME}>x\n",
        "class": f"WEBVTT\n\n{time}\n<c.{NAME}>x</c>\n",
        "language": f"WEBVTT\n\n{time}\n<lang {NAME}>x</lang>\n",
        "time inside": f"WEBVTT\n\n{time}\n{_FIRST}<00:00:01.500>{_SECOND}\n",
        "ruby": f"WEBVTT\n\n{time}\n<ruby>{_FIRST}<rt>x</rt>{_SECOND}</ruby>\n",
        "over two lines, hyphen": f"WEBVTT\n\n{time}\n{_FIRST}-\n{_SECOND}\n",
        "over two lines": f"WEBVTT\n\n{time}\n{_FIRST}\n{_SECOND}\n",
        "over two cues": f"WEBVTT\n\n{time}\n{_FIRST}\n\n{time}\n{_SECOND}\n",
        "two words over two cues": f"WEBVTT\n\n{time}\nKari\n\n{time}\n{NAME}\n",
        **{f"tag {tag} inside": f"WEBVTT\n\n{time}\n{_FIRST}<{tag}>{_SECOND}</{tag}>\n" for tag in "bicuv"},
    }
    for name, text in webvtt.items():
        yield Trick("subtitles: WebVTT", name, {"a.vtt": text.encode()})
    time = "00:00:01,000 --> 00:00:02,000"
    subrip = {
        "text": NAME,
        "font": f'<font face="{NAME}">x</font>',
        "place": f"{{\\an8}}{NAME}",
        "place inside": f"{_FIRST}{{\\an8}}{_SECOND}",
        "style inside": f"{_FIRST}{{\\b1}}{_SECOND}{{\\b0}}",
        "line sign inside": f"x\\N{NAME}",
        "comment": f"{{{NAME}}}x",
        **{f"tag {tag} inside": f"{_FIRST}<{tag}>{_SECOND}</{tag}>" for tag in ("b", "i", "u", "font", "s")},
        **{f"tag {tag} in braces": f"{_FIRST}{{{tag}}}{_SECOND}{{/{tag}}}" for tag in "biu"},
    }
    for name, text in subrip.items():
        yield Trick("subtitles: SubRip", name, {"a.srt": f"1\n{time}\n{text}\n".encode()})
    yield Trick("subtitles: SubRip", "number", {"a.srt": f"{NAME}\n{time}\nx\n".encode()})
    yield Trick("subtitles: SubRip", "after the time", {"a.srt": f"1\n{time} {NAME}\nx\n".encode()})


def _page(kind: str, name: str, inside: str) -> Trick:
    return Trick(kind, name, _file(inside))


def _file(inside: str, whole: bool = True) -> dict[str, bytes]:
    return {"a.html": f"<!doctype html><html><body>{inside}{'' if whole else ' '}</body></html>".encode()}
