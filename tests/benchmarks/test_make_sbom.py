"""The bill of materials: what is needed is followed through what is installed, and a binding licence is seen."""

import tomllib

import pytest
from benchmarks.make_sbom import PROGRAM, ROOT, Package, binding, installed, sbom
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

BINDS = {
    "GPL-3.0-or-later": True,
    "GNU General Public License v3 (GPLv3)": True,
    "AGPL-3.0-only": True,
    "GNU Affero General Public License v3": True,
    "MIT": False,
    "LGPL": False,
    "GNU Lesser General Public License v2 or later (LGPLv2+)": False,
    "MPL-2.0 AND MIT": False,
    "GPL-2.0-only OR MIT": False,
}


@pytest.mark.parametrize("licence", BINDS)
def test_a_licence_that_would_bind_the_program_is_seen(licence: str) -> None:
    assert bool(binding({"it": Package("it", "1", licence, ())})) == BINDS[licence]


def test_everything_that_the_program_needs_is_listed_and_nothing_binds_it() -> None:
    packages = installed()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    assert named <= set(packages)
    assert "ctranslate2" in packages  # needed by one of them
    assert not {"pytest", "mypy"} & set(packages)
    assert binding(packages) == []
    bill = sbom(packages, "1.0", None)
    refs = {one["bom-ref"] for one in bill["components"]} | {PROGRAM}
    assert {one["ref"] for one in bill["dependencies"]} == refs
    assert {need for one in bill["dependencies"] for need in one["dependsOn"]} <= refs
    assert sbom(installed(), "1.0", None) == bill


def test_the_page_of_licences_names_every_package_that_is_needed_by_name() -> None:
    """Versions may be others on another machine; a new dependency has to be looked at."""
    written = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    rows = {canonicalize_name(line.split("|")[1].strip()) for line in written.splitlines() if line.startswith("| ")}
    assert {canonicalize_name(Requirement(line).name) for line in project["dependencies"]} <= rows
