"""Interviews made of the guides in `guide_paraphrases/`, in which questions are asked more freely than in whole ones.

Every guide is asked once, half of them in the other language. Questions are put in one of the ways written for them, mostly
in the order of the guide; now and then two are exchanged or one is left out. Between them come turns that ask nothing, and
follow-ups that could stand under any question. Drawn by chance from a fixed seed: the same interviews each time.
"""

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.interviews import Annotated, AnnotatedTurn, AnnotatedUnit

from ipstranscribe.model import Guide, Question

MATERIAL = Path(__file__).parent / "guide_paraphrases"
FOLLOW_UPS = "follow_ups.toml"
"""The file of turns that are asked under any question; it holds no guide."""
OFTEN = {"plain": 2, "free": 3, "idiom": 2, "bridge": 4}
"""How often a question is put in each way, relative to the other ways written for it; bridges are written for few."""
EXCHANGED, LEFT_OUT, PROBED, FOLLOWED_UP = 0.5, 0.3, 0.25, 0.4
"""Chances: of two neighbours exchanged, a question left out, a turn that asks nothing after an answer, one more follow-up."""
OTHER = {"en": "nb", "nb": "en"}
AGREED = {"en": "Yes, that is fine.", "nb": "Ja, det er greit."}


def made(seed: int = 0) -> Iterator[tuple[str, Annotated]]:
    """The interviews, each with the field of its guide."""
    chance = random.Random(seed)
    probes: dict[str, list[str]] = tomllib.loads((MATERIAL / FOLLOW_UPS).read_text(encoding="utf-8"))
    number = 0
    for path in sorted(MATERIAL.glob("*.toml")):
        for guide in tomllib.loads(path.read_text(encoding="utf-8")).get("guide", ()):
            yield path.stem, _asked(guide, f"{path.stem}-{number}", probes, chance, foreign=number % 4 in (1, 2))
            number += 1


def _asked(
    guide: dict[str, Any], name: str, probes: dict[str, list[str]], chance: random.Random, *, foreign: bool
) -> Annotated:
    own = guide["language"]
    language = OTHER[own] if foreign else own
    nothing = chance.sample(guide["none"], len(guide["none"]))
    turns = [AnnotatedTurn("I", nothing.pop(), None, "none"), _said(AGREED[own], None)]
    for number in _order(len(guide["question"]), chance):
        question, force = guide["question"][number], f"Q{number + 1}"
        first, *more = question["answers"]
        turns += [AnnotatedTurn("I", _put(question, chance, foreign=foreign), force, "main"), _said(first, force)]
        if nothing and chance.random() < PROBED:
            turns += [AnnotatedTurn("I", nothing.pop(), None, "none"), _said(more[0], force)]
        while chance.random() < FOLLOWED_UP:
            follow_up = AnnotatedTurn("I", chance.choice(probes[language]), force, "follow_up")
            turns += [follow_up, _said(chance.choice(question["answers"]), force)]
    questions = tuple(
        Question(id=f"Q{n}", text=q["text"], followups=tuple(q.get("followups", ())))
        for n, q in enumerate(guide["question"], 1)
    )
    return Annotated(name, language, "all", Guide(title=name, language=own, questions=questions), tuple(turns))


def _order(count: int, chance: random.Random) -> list[int]:
    order = list(range(count))
    if chance.random() < EXCHANGED:
        at = chance.randrange(count - 1)
        order[at : at + 2] = order[at + 1], order[at]
    if chance.random() < LEFT_OUT:
        order.pop(chance.randrange(1, count))
    return order


def _put(question: dict[str, Any], chance: random.Random, *, foreign: bool) -> str:
    ways = [way for way in OFTEN if way in question]
    way = "other_language" if foreign else chance.choices(ways, [OFTEN[way] for way in ways])[0]
    text: str = question[way]
    return text


def _said(text: str, force: str | None) -> AnnotatedTurn:
    return AnnotatedTurn("P", text, force, "none", (AnnotatedUnit(0, len(text), force),))
