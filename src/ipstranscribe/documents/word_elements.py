"""Elements of a Word document's XML, made fast: copied, where python-docx would build each anew."""

from copy import copy
from functools import cache
from typing import TYPE_CHECKING

from ipstranscribe.text.wording import visible

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_TWIPS_PER_CM = 1440 / 2.54


def twips(centimetres: float) -> str:
    """A length as Word writes it: twentieths of a point, whole."""
    return str(round(centimetres * _TWIPS_PER_CM))


def new_element(tag: str, *children: "BaseOxmlElement", **attributes: str) -> "BaseOxmlElement":
    """A new element of Word's namespace (`p` for `w:p`), with its attributes in that namespace as well."""
    element = copy(_empty_element(tag))
    for name, value in attributes.items():
        element.set(_name(name), value)
    element.extend(children)
    return element


@cache
def _empty_element(tag: str) -> "BaseOxmlElement":
    """A new element to copy, which the library takes far longer to make."""
    from docx.oxml import OxmlElement

    return OxmlElement(f"w:{tag}")


@cache
def _name(attribute: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{attribute}"))


def add_text(run: "BaseOxmlElement", text: str) -> None:
    """Add text to a run as the library does, which goes through it sign by sign for tabs and line ends."""
    if any(sign in text for sign in "\t\n\r"):
        run.text = text
        return
    if text:
        element = new_element("t")
        element.text = text
        if text != text.strip():
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(element)


def text_run(text: str) -> "BaseOxmlElement":
    """A run of visible text."""
    run = new_element("r")
    add_text(run, visible(text))
    return run


def table_cell(text: str, width: float, style: str) -> "BaseOxmlElement":
    """A cell of a table with one paragraph in a style; `width` in centimetres."""
    styled = new_element("pPr", new_element("pStyle", val=style))
    paragraph = new_element("p", styled, *([text_run(text)] if text else []))
    return new_element("tc", new_element("tcPr", new_element("tcW", w=twips(width), type="dxa")), paragraph)
