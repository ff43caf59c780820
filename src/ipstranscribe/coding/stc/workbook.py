"""The condensation workbook: themes, code groups, units to sort, a sheet for each code group, and what is still open.

It never drafts a condensate. A hidden column says what state it was made from, so that what comes back can be merged.
"""

from collections.abc import Iterator

from ipstranscribe.coding.stc.material import StcMaterial
from ipstranscribe.coding.stc.words import words
from ipstranscribe.documents.excel import Choice, SheetTable, workbook_bytes
from ipstranscribe.documents.excel_places import FIRST_ROW
from ipstranscribe.text.wording import visible, wording_of

SPARE = 40
"""Empty rows for themes and code groups."""
_GROUPS = "stc_code_groups"
"""The named range of code groups, which the drop-down lists of units show."""
_LAST_WIDTH = 12
_UNIT_COLUMNS = (
    "interview", "unit", "speaker", "time", "question", "text", "code_group", "subgroup", "note", "made_from",
)  # fmt: skip
_GROUP_COLUMNS = (
    "kind", "subgroup", "unit", "speaker", "time", "text", "condensate", "code_group", "as_shown", "made_from",
)  # fmt: skip


def to_xlsx(material: StcMaterial, made_from: str, language: str = "en") -> bytes:
    """Write the workbook; `made_from` is the code of the state it shows. The same material gives the same bytes."""
    told = words(language)
    sheets = [
        SheetTable(
            told["how_to"],
            told["mark"],
            [told["word"], told["meaning"]],
            [44, 100],
            [tuple(r) for r in told["steps"]],
            2,
            "A2",
        ),
        _themes(material, language, made_from),
        _groups(material, language, made_from),
        _units(material, language, made_from),
        *_group_sheets(material, language, made_from),
        _participants(material, language),
        *_coded(material, language),
        _open(material, language),
    ]
    return workbook_bytes(sheets, told["title"], wording_of(language))


def _head(language: str, *columns: str) -> list[str]:
    return [words(language)["columns"][name] for name in columns]


def _themes(material: StcMaterial, language: str, made_from: str) -> SheetTable:
    rows = [(visible(one.name), visible(one.about), made_from) for one in material.state.themes]
    return SheetTable(
        title=words(language)["themes"],
        mark=words(language)["mark"],
        head=_head(language, "theme", "about", "made_from"),
        widths=[34, 90, _LAST_WIDTH],
        rows=rows,
        printed=2,
        frozen=f"A{FIRST_ROW}",
        hidden=[2],
        filled_in=[0, 1],
        spare=SPARE,
    )


def _groups(material: StcMaterial, language: str, made_from: str) -> SheetTable:
    rows = [(visible(o.name), visible(o.about), visible(o.theme), made_from) for o in material.state.groups]
    return SheetTable(
        title=words(language)["groups"],
        mark=words(language)["mark"],
        head=_head(language, "code_group", "about", "theme", "made_from"),
        widths=[34, 80, 30, _LAST_WIDTH],
        rows=rows,
        printed=3,
        frozen=f"A{FIRST_ROW}",
        hidden=[3],
        filled_in=[0, 1, 2],
        spare=SPARE,
        lists={_GROUPS: 0},
    )


def _units(material: StcMaterial, language: str, made_from: str) -> SheetTable:
    placed = material.sorted_units
    rows = []
    for one in material.units:
        mine = placed.get(one.key)
        sorted_to = (visible(mine.group), visible(mine.subgroup), visible(mine.note)) if mine else ("", "", "")
        shown = (one.interview, one.unit, one.speaker, one.time, one.question, visible(one.text))
        rows.append((*shown, *sorted_to, made_from))
    told = words(language)
    return SheetTable(
        title=told["units"],
        mark=told["mark"],
        head=_head(language, *_UNIT_COLUMNS),
        widths=[10, 14, 11, 10, 10, 80, 30, 26, 26, _LAST_WIDTH],
        rows=rows,
        printed=9,
        frozen=f"C{FIRST_ROW}",
        choices={6: Choice(cells=_GROUPS, hint=told["group_hint"])},
        hidden=[9],
        filled_in=[6, 7, 8],
    )


def _group_sheets(material: StcMaterial, language: str, made_from: str) -> Iterator[SheetTable]:
    """A sheet for each code group: its subgroups, each with a cell for the condensate above its units."""
    told = words(language)
    for number, group in enumerate(material.state.groups, 1):
        yield SheetTable(
            title=told["group"].format(number=number),
            mark=f"{visible(group.name)}. {told['mark']}",
            head=_head(language, *_GROUP_COLUMNS),
            widths=[12, 26, 14, 11, 10, 70, 70, 26, _LAST_WIDTH, _LAST_WIDTH],
            rows=list(_group_rows(material, group.name, language, made_from)),
            printed=8,
            frozen=f"C{FIRST_ROW}",
            choices={6: Choice(hint=told["condensate_hint"])},
            hidden=[8, 9],
            filled_in=[6],
            waits=f'AND($A{FIRST_ROW}="{told["condensate_row"]}",$G{FIRST_ROW}="")',
            printed_mark=told["mark"],
        )


def _group_rows(material: StcMaterial, group: str, language: str, made_from: str) -> Iterator[tuple[str, ...]]:
    told, shown = words(language), visible(group)
    for subgroup, units in material.in_group(group):
        name, written = visible(subgroup), visible(material.condensate(group, subgroup))
        yield told["condensate_row"], name, "", "", "", "", written, shown, "", made_from
        for one in units:
            yield told["unit_row"], name, one.unit, one.speaker, one.time, visible(one.text), "", "", name, ""


def _participants(material: StcMaterial, language: str) -> SheetTable:
    """Participants × code groups: how many units of each."""
    told, counts = words(language), material.counts()
    groups = [one.name for one in material.state.groups]
    people = material.participants
    rows: list[tuple[str | float, ...]] = [
        (person, *(float(counts.get((person, group), 0)) for group in groups)) for person in people
    ]
    rows.append((told["total"], *(float(sum(counts.get((one, group), 0) for one in people)) for group in groups)))
    return SheetTable(
        title=told["participants"],
        mark=told["mark"],
        head=[told["columns"]["speaker"], *map(visible, groups)],
        widths=[16, *(18 for _ in groups)],
        rows=rows,
        printed=len(groups) + 1,
        frozen=f"B{FIRST_ROW}",
    )


def _coded(material: StcMaterial, language: str) -> Iterator[SheetTable]:
    """Units × the code groups of coders: who coded what. There is none until codings have come back."""
    told, columns, placed = words(language), material.coded_columns, material.sorted_units
    if not columns:
        return
    rows = [
        (
            one.interview,
            one.unit,
            one.speaker,
            visible(one.text),
            visible(placed[one.key].group) if one.key in placed else "",
            *(visible(material.coded(one, column)) for column in columns),
        )
        for one in material.units
        if any(material.given.get(one.key, {}).values())
    ]
    yield SheetTable(
        title=told["coded"],
        mark=told["mark"],
        head=[
            *_head(language, "interview", "unit", "speaker", "text", "code_group"),
            *(told["coded_by"].format(group=visible(column)) for column in columns),
        ],
        widths=[10, 14, 11, 60, 26, *(26 for _ in columns)],
        rows=rows,
        printed=5 + len(columns),
        frozen=f"C{FIRST_ROW}",
    )


def _open(material: StcMaterial, language: str) -> SheetTable:
    """What is still open: units in no group, groups and condensates without units, subgroups without a condensate."""
    told = words(language)
    return SheetTable(
        title=told["open"],
        mark=told["mark"],
        head=_head(language, "kind", "unit", "speaker", "code_group", "subgroup", "text"),
        widths=[30, 14, 11, 26, 26, 80],
        rows=list(_open_rows(material, language)),
        printed=6,
        frozen=f"A{FIRST_ROW}",
    )


def _open_rows(material: StcMaterial, language: str) -> Iterator[tuple[str, ...]]:
    told = words(language)
    for group in material.state.groups:
        for subgroup, units in material.in_group(group.name):
            names = (visible(group.name), visible(subgroup))
            if not units and not material.condensate(group.name, subgroup):
                yield (told["empty_group"], "", "", *names, "")
            elif units and not material.condensate(group.name, subgroup):
                yield (told["missing"], "", "", *names, "")
    for group_name, subgroup in material.unsupported():
        text = material.condensate(group_name, subgroup)
        yield told["unsupported"], "", "", visible(group_name), visible(subgroup), visible(text)
    for one in material.gone:
        yield told["gone"], one.unit, "", visible(one.group), visible(one.subgroup), visible(one.note)
    for unit in material.open_units:
        yield told["unsorted"], unit.unit, unit.speaker, "", "", visible(unit.text)
