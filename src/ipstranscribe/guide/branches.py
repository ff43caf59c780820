"""Branch detection: the group of participants that a heading names, matched against the branches of the study."""

import re
from collections.abc import Iterator, Sequence

from ipstranscribe.guide.question_signs import BESIDE, EMPTY, EVERYBODY, NOBODY, NOT, PEOPLE, SOME, WORK, words
from ipstranscribe.model import branch_key, same_branch

_ALIKE = 4
"""Length of the prefix shared by two forms of one word: employed, employment."""
_TOPICS = frozenset(("work", "job", "jobs", "employment", "arbeid", "jobb", "jobben"))
"""First words of headings that name a topic and no branch: everybody is asked the questions under `Work`."""
_SHORT_NAME = 3
"""Maximum number of words of a description that becomes the name of a branch."""
_LONGEST = 14
"""Maximum number of words of a heading that names a branch."""
_SECTION = re.compile(
    r"(?:tema|theme|topic|part|del|section|seksjon|bolk|fase|phase|module|modul|block|blokk|step|trinn|steg|kapittel|chapter|"
    r"group|gruppe|version|versjon|guide|schedule|branch|gren|spor|track|spørsmål|questions?)\s*"
    r"(?:(?:\d{1,2}|[a-z]|[ivx]{1,4})\b\.?)?\s*(?=[:.)(–—-]|\s)|(?:\d{1,2}|[A-Z]|[IVX]{1,4})[.):]\s",
    re.IGNORECASE,
)
"""What numbers a section before its name: `Tema 2:`, `Part B –`, `Del 3 (…)`."""
_ONLY = re.compile(
    r"(?:only|kun|bare|berre|gjelder|applies to|(?:to be )?asked of|ask)\s+(?:only\s+|kun\s+)?"
    r"(?:for\s+|to\s+|of\s+|til\s+)?(?P<who>\S.*)$"
    r"|(?P<those>\S.*?)\s+(?:only|kun|bare)$",
    re.IGNORECASE,
)
"""`only night workers`, `kun nattarbeidere`, `nurses only`."""
_FOR = re.compile(
    r"(?:(?:questions?|spørsmål|guide)\s+)?(?:for|to|til)\s+(?:the\s+|our\s+|de\s+)?(?P<who>[^:?!.,]+)$", re.I
)
_NUMBERED = re.compile(
    r"(?P<label>(?:branch|group|track|arm|gruppe|spor|gren|utvalg|participants|deltakere)\s*(?P<which>\d{1,2}|[a-z]))(?:\s*[:.(–—-]\s*(?P<rest>\S.*))?$",
    re.IGNORECASE,
)
_EVERYBODY = frozenset(word for name in ("participant", "informant") for word in (name, f"{name}s", f"{name}er")) | {
    *("deltaker", "deltakere", "deltakar", "deltakarar", "informantar")
}
_COUNT = re.compile(r"\s*[(\[]\s*n\s*=\s*\d+\s*[)\]]", re.IGNORECASE)
"""How many participants there are, behind the name of a group."""
_PLURAL = re.compile(r"(?:[^\W\d_]{3,}s|[^\W\d_]{2,}(?:ere|er|ar|ene|ande|ende|arar|ne|te))$")


def branch_of(heading: str, branches: Sequence[str]) -> str | None:
    """The branch that a heading starts: one of `branches` if it matches, `all`, or a new name; None if it starts none.

    A heading may have a number (`Part B –`) and a topic (`Work (only for …)`) beside the words for whom it is.
    """
    whole = _COUNT.sub("", heading).strip()
    if known := _spelt(whole, branches):
        return known
    if numbered := _NUMBERED.match(whole):
        return _of_numbered(numbered, branches)
    bare = _without_number(whole)
    if found := _branch_of(bare, branches):
        return found
    for part in _parts(bare):
        told = _spelt(part, branches) or (_branch_of(part, branches) if _tells(part) else None)
        if told:
            return told
    return None


def _of_numbered(found: re.Match[str], branches: Sequence[str]) -> str:
    """The branch of `Group 2: …`: by its name if participants have it, by what follows if that is short, or by its number."""
    rest = (found["rest"] or "").strip(" ()")
    known = _spelt(found["label"], branches) or _spelt(found["which"], branches) or (rest and branch_of(rest, branches))
    short = rest and len(words(rest)) <= _SHORT_NAME
    return known or (named_branch(rest) if short else f"group_{found['which'].casefold()}")


def branches_of_cell(text: str, branches: Sequence[str]) -> tuple[str, ...]:
    """The branches that a cell of a table names, in a column that says for whom a question is; `all` if it is empty."""
    if not words(text) and not text.strip(" -–—*"):
        return ("all",)
    if one := _spelt(text, branches):
        return (one,)
    named = [part.strip() for part in re.split(r"[,;/&+]|\s(?:and|og)\s", text) if part.strip()]
    found = [_of_cell(part, branches) for part in (named if len(named) > 1 else [text.strip()])]
    return tuple(dict.fromkeys(found)) if "all" not in found else ("all",)


def _of_cell(text: str, branches: Sequence[str]) -> str:
    if text.isdigit() or len(text) == 1:
        text = f"group {text}"
    if text.casefold() in ("both", "begge", "everybody", "everyone"):
        return "all"
    return branch_of(text, branches) or branch_of(f"for participants {text}", branches) or named_branch(text)


def named_branch(text: str) -> str:
    """A name for a new branch, of the words of a text: `permanent_nights`."""
    said = re.findall(r"[^\W_]+", text.casefold())
    return "_".join(said[:4]) or "group"


def _spelt(text: str, branches: Sequence[str]) -> str | None:
    """The branch whose name the text is, however it is spelt; None if that is not certain."""
    key = branch_key(text)
    exact = [one for one in branches if branch_key(one) == key]
    alike = exact or [one for one in branches if key and same_branch(one, text)]
    return alike[0] if len(alike) == 1 else None


def _without_number(heading: str) -> str:
    found = _SECTION.match(heading)
    rest = heading[found.end() :].strip(" :.–—-\t") if found else ""
    return rest.strip("()[] ") if rest and not rest.startswith(("(", "[")) else (rest.strip("()[] ") or heading)


def _parts(heading: str) -> Iterator[str]:
    """The parts of a heading between colons, dashes, brackets; the last ones say most often for whom it is."""
    found = re.split(r"\s*[:;()\[\]]\s*|\s+[–—-]+\s+|,\s+", heading)
    if len(found) > 1:
        yield from (part for part in reversed(found) if part.strip())


def _tells(part: str) -> bool:
    """Whether a part of a heading says by itself that it is about participants."""
    return bool(SOME.match(part) or _ONLY.match(part) or _FOR.match(part))


def _branch_of(heading: str, branches: Sequence[str]) -> str | None:
    if only := _ONLY.match(heading):
        return _of_some(only["who"] or only["those"], branches)
    said = words(heading)
    if not said or len(said) > _LONGEST:
        return None
    told = bool(SOME.match(heading))
    if not told and EVERYBODY.match(heading):
        return "all"
    if not told and said[0] in _TOPICS and not any(words(one) == said for one in branches):
        return None
    return _fitting(said, branches, told=told) or _unknown(heading, said, branches, told=told)


def _fitting(said: Sequence[str], branches: Sequence[str], *, told: bool) -> str | None:
    """The known branch that the words of a heading mean; `told`: it says by itself that it is about some participants."""
    meant, negative = _meant(said), bool(NOT & set(said))
    fitting = [
        one
        for one in branches
        if _fits(one, meant, negative=negative, wholly=not told) or _is_named(one, said, negative=negative, told=told)
    ]
    if fitting:
        return max(fitting, key=lambda one: len(_meant(words(one.replace("_", " ")))))
    return max((one for one in branches if _holds(said, one, negative=negative)), key=len, default=None)


def _unknown(heading: str, said: Sequence[str], branches: Sequence[str], *, told: bool) -> str | None:
    """A name for a branch that no participant has yet."""
    meant, negative = _meant(said), bool(NOT & set(said))
    if told and not meant and not negative:
        return "all" if _EVERYBODY & set(said) else named_branch(said[-1])
    if told or meant == {"work"}:
        return _new(said, meant, negative=negative)
    return _group(heading, branches)


def _of_some(who: str, branches: Sequence[str]) -> str | None:
    """The branch of `only …`: known to participants, or people in the plural; None for `only if time allows`."""
    said = words(who)
    if not said or len(said) > _LONGEST or (said[0] in ("if", "hvis", "dersom", "when", "når") and not SOME.match(who)):
        return None
    told = _spelt(who, branches) or _branch_of(who, branches)
    if told:
        return told
    return named_branch(who) if len(said) <= _SHORT_NAME + 1 and _are_people(said) else None


def _holds(said: Sequence[str], branch: str, *, negative: bool) -> bool:
    """Whether a heading has the name of a branch in it: all of two or more words in a row, or one with nothing of its own."""
    name = words(branch.replace("_", " ").replace("-", " "))
    if not name or bool(NOT & set(name)) != negative:
        return False
    keys = [branch_key(word) for word in said]
    at = next((i for i in range(len(said)) if keys[i : i + len(name)] == [branch_key(word) for word in name]), None)
    if at is None:
        return False
    beside = {*said[:at], *said[at + len(name) :]} - EMPTY
    return len(name) > 1 or (beside <= BESIDE and not WORK & set(name))


def _group(heading: str, branches: Sequence[str]) -> str | None:
    """The branch of a heading such as `For nurses`: some people in the plural, and nothing else."""
    found = _FOR.match(heading)
    said = words(found["who"]) if found else []
    if not found or not 1 <= len(said) <= 4 or NOBODY & set(said):
        return None
    if not _are_people(said):
        return None
    return _spelt(found["who"], branches) or named_branch(found["who"])


def _are_people(said: Sequence[str]) -> bool:
    return bool(_PLURAL.match(said[-1]) or _PLURAL.match(said[0]) or (PEOPLE | BESIDE) & set(said))


def _meant(said: Sequence[str]) -> set[str]:
    return {"work" if word in WORK else word for word in said if word not in EMPTY}


def _fits(branch: str, meant: set[str], *, negative: bool, wholly: bool) -> bool:
    """Whether a heading matches a branch: it has all words of the name, and both are negated or neither is.

    With `wholly`, the heading may hold no other words.
    """
    name = words(branch.replace("_", " ").replace("-", " "))
    wanted = _meant(name)
    if bool(NOT & set(name)) != negative or not wanted:
        return False
    same = all(any(_alike(a, b) for b in meant) for a in wanted)
    return same and (not wholly or all(any(_alike(a, b) for b in wanted) for a in meant))


def _is_named(branch: str, said: Sequence[str], *, negative: bool, told: bool) -> bool:
    """Whether the heading names a branch whose name has no content words of its own (`patients`)."""
    name = words(branch.replace("_", " ").replace("-", " "))
    return told and bool(name) and not _meant(name) and set(name) <= set(said) and not negative


def _alike(one: str, other: str) -> bool:
    one, other = branch_key(one), branch_key(other)
    beginning = max(_ALIKE, min(len(one), len(other)) - 2)
    return one == other or (one[:beginning] == other[:beginning] and min(len(one), len(other)) >= _ALIKE)


def _new(said: Sequence[str], meant: set[str], *, negative: bool) -> str:
    told = ["working"] if "work" in meant else [word for word in said if word in meant][:3] or ["group"]
    return "_".join((["not"] if negative else []) + told)
