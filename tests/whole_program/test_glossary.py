"""One word, one meaning: the names by which the code speaks of the field."""

import ast
import importlib.util
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import ipstranscribe

MODULES = {
    module.name: Path(spec.origin)
    for module in pkgutil.walk_packages(ipstranscribe.__path__, "ipstranscribe.")
    if (spec := importlib.util.find_spec(module.name)) and spec.origin
}


def types_of(tree: ast.Module) -> Iterator[str]:
    """Public classes and named types (`Words = tuple[str, ...]`) that a module defines."""
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name):
                pass
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                pass
            case _:
                continue
        if name[0].isupper() and not name.isupper():
            yield name


def test_no_two_public_types_share_a_name() -> None:
    defined = defaultdict(list)
    for module, path in MODULES.items():
        for name in types_of(ast.parse(path.read_text(encoding="utf-8"))):
            defined[name].append(module)
    assert len(defined) > 200
    assert {name: modules for name, modules in defined.items() if len(modules) > 1} == {}


@pytest.mark.parametrize("module", sorted(MODULES))
def test_every_file_says_in_one_sentence_what_it_is(module: str) -> None:
    """A line to be read in a list of files: it ends with a stop or leads into what follows."""
    first = (ast.get_docstring(ast.parse(MODULES[module].read_text(encoding="utf-8"))) or "").split("\n\n")[0]
    assert 20 <= len(first) <= 260, first
    assert first.rstrip().endswith((".", "?", "!", ")", ":")), first
