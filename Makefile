# `make demo` and `make test` need Python 3.11 or newer and nothing else; they make their own environment in .venv.
PYTHON ?= python3
VENV := .venv
# Where a virtual environment keeps its programs: Scripts on Windows, bin elsewhere.
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
MODELS := whisper-base spacy-en-sm
TEST_MODELS := whisper-base-openai
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo wheel sbom test test-exhaustive coverage site pictures check-style check-types check-layers install install-dev models test-models clean

demo: install models
	rm -rf demo-study demo-study.key.age .demo-study.key.age.*
	$(BIN)/ipstranscribe demo demo-study

# One wheel, the same bytes from the same commit wherever it is built, and its checksum.
wheel: install
	$(BIN)/python scripts/reproducible_wheel.py dist

test: install-dev models test-models check-style check-types check-layers
	$(PYTEST)

# All examples of the property tests, and what is exhaustive by nature; EXAMPLES=new looks for ones not tried before.
LANE ?= exhaustive or property
test-exhaustive: install-dev models test-models
	IPSTRANSCRIBE_EXHAUSTIVE=$(or $(EXAMPLES),1) $(PYTEST) -m "$(LANE)"

# Which lines and branches the tests reach; the tracing takes as long again as the tests.
coverage: install-dev models test-models
	$(PYTEST) --cov --cov-report=term:skip-covered

install: $(VENV)/installed
$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt torch numpy
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[meaning,review]"
	touch $@

install-dev: $(VENV)/installed-dev
$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[meaning,review,cluster,dev]"
	touch $@

models: install
	for model in $(MODELS); do $(BIN)/ipstranscribe models fetch $$model || exit; done

test-models: install models
	for model in $(TEST_MODELS); do $(BIN)/ipstranscribe models fetch $$model || exit; done

# The documentation as a site, in build/site.
site: install-dev
	$(BIN)/python -m sphinx -q -W -b html docs build/site

# The wheel, its checksum (dist/SHA256SUMS), the bill of materials (CycloneDX) and docs/licences.md; a licence that would bind the program stops it.
sbom: wheel
	$(BIN)/python benchmarks/make_sbom.py dist/ipstranscribe.cdx.json docs/licences.md "$$(ls -t dist/ipstranscribe-*.whl | head -n 1)"

# The pictures of the documentation, from the real program in Chromium and LibreOffice.
pictures: install-dev models
	rm -rf pictures-study pictures-study.key.age .pictures-study.key.age.*
	$(BIN)/ipstranscribe demo --by-hand pictures-study
	IPSTRANSCRIBE_PASSPHRASE=only-invented-people $(BIN)/python docs/pictures/take.py pictures-study
	PYTHONPATH=. $(BIN)/python docs/pictures/coders.py
	rm -rf pictures-study pictures-study.key.age .pictures-study.key.age.*

check-style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-types:
	$(BIN)/mypy

check-layers:
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) demo-study demo-study.key.age .demo-study.key.age.*
