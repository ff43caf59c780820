"""What is handed on of the agreed coding: codes, code groups and definitions, and, where readers may have them, remarks.

What was agreed on a unit that is another one by now is left out and named: nobody has agreed on what stands there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ipstranscribe.coding.comparison import ReturnedInterview
from ipstranscribe.export.content.agreed import AgreedCoding, AgreedEntry, AgreedUnit
from ipstranscribe.model import Coding, ConsensusDecision

_REMARKS = ("note", "comment")
"""What coders wrote beside a unit; condensates belong to an analysis of their own."""


def agreed_coding(
    interviews: Sequence[ReturnedInterview], merged: Mapping[str, str], *, remarks: bool = True
) -> AgreedCoding:
    """The agreed coding of these interviews, and of nothing else; `remarks` are reasons, and what coders wrote beside.

    `merged` maps a code to the one that stands for it. A code has a group where all coders who grouped it said the same.
    """
    units = tuple(
        AgreedUnit(
            interview=one.text.interview,
            unit=unit,
            codes=tuple(dict.fromkeys(merged.get(code, code) for code in decision.codes)),
            note="\n".join(_remarks(one, unit, decision)) if remarks else "",
        )
        for one in interviews
        for unit, decision in _standing(one)
    )
    used = dict.fromkeys(code for one in units for code in one.codes)
    groups, definitions = defaultdict[str, set[str]](set), defaultdict[str, dict[str, None]](dict)
    for coding in (coding for one in interviews for _, coding in sorted(one.codings.items())):
        for code, group, definition in _described(coding):
            name = merged.get(code, code)
            groups[name] |= {group} - {""}
            definitions[name] |= dict.fromkeys([definition] if definition else [])
    entries = tuple(
        AgreedEntry(
            code=code,
            group=next(iter(groups[code])) if len(groups[code]) == 1 else "",
            definition="\n".join(definitions[code]),
        )
        for code in used
    )
    return AgreedCoding(units=units, codes=entries)


def outdated(interviews: Iterable[ReturnedInterview]) -> Iterator[str]:
    """The units, by id, that are not as they were when people agreed on their codes, or are no more."""
    for one in interviews:
        current = dict(_standing(one))
        yield from (unit for unit in one.agreed if unit not in current)


def _standing(one: ReturnedInterview) -> Iterator[tuple[str, ConsensusDecision]]:
    """What was agreed on units that are as they were, in the order of the text."""
    for unit in one.text.units.values():
        decision = one.agreed.get(unit.id)
        if decision and decision.text == unit.text:
            yield unit.id, decision


def _remarks(one: ReturnedInterview, unit: str, decision: ConsensusDecision) -> list[str]:
    """The reason, and what coders wrote beside the unit, each once; not who wrote it."""
    written = (note for _, coding in sorted(one.codings.items()) for note in coding.notes)
    beside = [note.text for note in written if note.unit == unit and note.kind in _REMARKS]
    return list(dict.fromkeys(text for text in (decision.why, *beside) if text))


def _described(coding: Coding) -> Iterator[tuple[str, str, str]]:
    """The codes of a coding with group and definition, from the list of codes and from the passages."""
    for entry in coding.codebook:
        yield entry.code, entry.groups[-1] if entry.groups else "", entry.definition
    for stretch in coding.stretches:
        yield stretch.code, stretch.group, ""
