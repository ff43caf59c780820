"""A trick: a known name, and files that hide it in one way; what the gate makes of it."""

from functools import lru_cache
from typing import Literal, NamedTuple

from ipstranscribe.model import Category, Decisions, Entity, Key
from ipstranscribe.release.gate import Gate

from ..carrying import Files

NAME = "Hanne"
"""The name that most tricks hide: the shortest that a reader knows again, of plain letters."""
Outcome = Literal["found", "refused", "escapes"]


class Trick(NamedTuple):
    """One way of hiding the known `form`; `kind` is the row of the table, `name` tells it from others of its kind."""

    kind: str
    name: str
    files: Files
    form: str = NAME
    category: Category = "person"

    def outcome(self) -> Outcome:
        """`refused` is a file that the gate cannot look into, and in which it does not see the name."""
        gate = _gate(self.form, self.category)
        findings = [one for name, data in self.files.items() for one in gate.search_file(name, data).findings]
        return "found" if any(one.decidable for one in findings) else "refused" if findings else "escapes"


def typed(kind: str, name: str, text: str, form: str = NAME, category: Category = "person") -> Trick:
    """A trick of spelling: the text alone on a line of a text file, among words."""
    content = f"so then\n{text}\nas it was\n"
    return Trick(kind, name, {"a.txt": content.encode("utf-8", "surrogatepass")}, form, category)


@lru_cache(maxsize=4096)
def _gate(form: str, category: Category) -> Gate:
    entity = Entity(id="E0001", category=category, replacement=f"[{category} 1]", forms=(form,))
    return Gate.of(Key(study="s", entities=(entity,)), Decisions())
