"""Branch detection: the group of participants that a heading names, matched against the branches of the study."""

from collections.abc import Sequence

from ipstranscribe.guide.question_signs import EMPTY, EVERYBODY, NOT, SOME, WORK, words

_ALIKE = 4
"""Length of the prefix shared by two forms of one word: employed, employment."""
_TOPICS = frozenset(("work", "job", "jobs", "employment", "arbeid", "jobb", "jobben"))
"""First words of headings that name a topic and no branch: everybody is asked the questions under `Work`."""
_LONGEST = 14
"""Maximum number of words of a heading that names a branch."""


def branch_of(heading: str, branches: Sequence[str]) -> str | None:
    """The branch that a heading starts: one of `branches` if it matches, `all`, or a new name; None if it starts none."""
    said = words(heading)
    if not said or len(said) > _LONGEST:
        return None
    told = bool(SOME.match(heading.strip()))
    if not told and EVERYBODY.match(heading.strip()):
        return "all"
    if not told and said[0] in _TOPICS and not any(words(one) == said for one in branches):
        return None
    meant, negative = _meant(said), bool(NOT & set(said))
    fitting = [
        one
        for one in branches
        if _fits(one, meant, negative=negative, wholly=not told) or _is_named(one, said, negative=negative, told=told)
    ]
    if fitting:
        return max(fitting, key=lambda one: len(_meant(words(one.replace("_", " ")))))
    if told or meant == {"work"}:
        return _new(said, meant, negative=negative)
    return None


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
    beginning = max(_ALIKE, min(len(one), len(other)) - 2)
    return one == other or (one[:beginning] == other[:beginning] and min(len(one), len(other)) >= _ALIKE)


def _new(said: Sequence[str], meant: set[str], *, negative: bool) -> str:
    told = ["working"] if "work" in meant else [word for word in said if word in meant][:3] or ["group"]
    return "_".join((["not"] if negative else []) + told)
