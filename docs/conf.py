"""The documentation site: `make site` builds it out of these pages, offline."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "site"))

import reference

project = "ipstranscribe"
author = "ipstranscribe"
extensions = ["myst_parser"]
exclude_patterns = ["site", "schemas", "reference/README.md"]
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
html_theme = "furo"
html_title = "ipstranscribe"
html_show_sphinx = False
html_copy_source = False
html_show_copyright = False
# Pages link to files of the repository that are no pages of the site.
# Sections of commands are smaller than their level, so that the page has few entries of its own.
suppress_warnings = ["myst.xref_missing", "myst.header"]

reference.write(Path(__file__).parent / "reference")
