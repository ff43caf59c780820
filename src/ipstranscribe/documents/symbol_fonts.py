"""Signs of symbol fonts in Unicode.

Word keeps `≥` from its dialog of signs, and an arrow or a face that it makes of `-->` and `:)`, as a number in the font
Symbol or Wingdings.
"""

_SYMBOL = {
    0x20: " !∀#∃%&∍()*+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊",
}
"""The font's encoding (Adobe, Symbol) in runs from a code on: Greek letters and signs of mathematics."""
_WINGDINGS = {0x4A: "☺😐☹", 0xA7: "▪", 0xDF: "←→↑↓", 0xE8: "➔", 0xEF: "⇦⇨⇧⇩", 0xFB: "✗✓☒☑"}
"""Of Wingdings what Word and LibreOffice put in by themselves: faces, bullets, arrows, ticks."""

_FONTS = {
    font: {first + at: sign for first, signs in runs.items() for at, sign in enumerate(signs)}
    for font, runs in {"symbol": _SYMBOL, "wingdings": _WINGDINGS}.items()
}
SYMBOLS = range(0xF000, 0xF100)
"""Where the signs of symbol fonts stand in Unicode: Microsoft's private use area."""


def in_unicode(font: str, number: int) -> str:
    """The sign `number` of `font`; the character of that number where the sign has no other; none if it is no character."""
    code = number - SYMBOLS.start if number in SYMBOLS else number
    known = _FONTS.get(font.strip().lower(), {}).get(code)
    if known is not None:
        return known
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
