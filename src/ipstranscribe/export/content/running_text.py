"""An interview as one running text with the positions of every turn and unit; shared by all plain text formats."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ipstranscribe.export.content.beside import beside
from ipstranscribe.export.content.document import Document, shared_facts
from ipstranscribe.model import PseudonymizedTurn
from ipstranscribe.text.wording import Wording, visible

_LINE_ENDS = dict.fromkeys(map(ord, "\n\r\t\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), " ")


class TextSpan(NamedTuple):
    """The position of a turn or unit in the text, without its label: code points from the start, end exclusive."""

    id: str
    start: int
    end: int


class RunningText(NamedTuple):
    """A text with the positions of its turns and units, in order. A unit that the convention leaves out has none."""

    text: str
    turns: tuple[TextSpan, ...]
    units: tuple[TextSpan, ...]


def running_text(
    document: Document, label: Callable[[PseudonymizedTurn], str], opening: str = "", line_end: str = "\n"
) -> RunningText:
    """Build the running text: `opening`, if any, then a line per turn with its `label`, and empty lines between turns."""
    parts = [opening.replace("\n", line_end)]
    at = len(parts[0])
    places: dict[str, TextSpan] = {}
    for turn in document.transcript.turns:
        before, said = f"{line_end if places else ''}{label(turn)}", one_line(document.said(turn))
        places[turn.id] = TextSpan(turn.id, at + len(before), at + len(before) + len(said))
        parts += [before, said, line_end]
        at = places[turn.id].end + len(line_end)
    return RunningText("".join(parts), tuple(places.values()), tuple(_units(document, places)))


def _units(document: Document, turns: dict[str, TextSpan]) -> Iterator[TextSpan]:
    for unit in document.units.units:
        spot = document.spot(unit)
        if spot is not None:
            start = turns[unit.turn].start
            yield TextSpan(unit.id, start + spot[0], start + spot[1])


def one_line(text: str) -> str:
    """The text on one line, with visible substitutes for characters that documents cannot hold. The length stays the same."""
    return visible(text.translate(_LINE_ENDS))


def opening(document: Document, wording: Wording) -> str:
    """The status mark and the header block as lines without colons, then an empty line. The same in every coder's copy."""
    told = [document.header.mark(wording), *(f"{name} – {value}" for name, value in shared_facts(document, wording))]
    return "\n".join(map(one_line, told)) + "\n\n"


def shown_lines(document: Document) -> Iterator[tuple[str, str]]:
    """Every line with which a file may show this interview, with and without the speaker's label, each with its turn.

    Ids are lines as well, of no turn.
    """
    for turn in document.transcript.turns:
        yield "", turn.id
        whole, said = visible(document.said(turn)), one_line(document.said(turn))
        lines = (whole, said, speaker_prefix(turn) + said, beside(whole))
        yield from ((turn.id, one) for one in dict.fromkeys(lines))
    for unit in document.units.units:
        yield "", unit.id
        said, prefix = one_line(document.said(unit)), speaker_prefix(document.turns[unit.turn])
        yield from ((unit.turn, one) for one in (visible(document.said(unit)), said, prefix + said))


def speaker_prefix(turn: PseudonymizedTurn) -> str:
    """The speaker's label before a turn, by the usual convention: `P1: `."""
    return f"{turn.speaker}: "
