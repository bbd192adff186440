# Two commands set the project up: `make run` and `make test`. Both install into .venv once, then start within seconds.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help run test bench docs format lock clean

help:  ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "copydesk needs Python 3.11 or later: make PYTHON=python3.12 run")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: $(STAMP)  ## crawl, clean and flag the bundled example sites over HTTP on loopback
	@$(BIN)/python -m examples.run

test: $(STAMP)  ## format, lint, types and tests: the same as CI
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/python -m pytest -q

bench: $(STAMP)  ## CPU a page by stage, on the bundled pages (PAGES=file.jsonl.gz for others)
	$(BIN)/python -m bench.stages $(PAGES)

docs: $(STAMP)  ## write docs/reasons.md and docs/languages.md from the tables
	$(BIN)/python -m bench.reasons > docs/reasons.md
	$(BIN)/python -m bench.languages > docs/languages.md

format: $(STAMP)  ## put every file into the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:  ## write requirements.lock anew (needs uv)
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras \
	  --generate-hashes --no-emit-index-url --no-header pyproject.toml --output-file requirements.lock

clean:  ## remove what was installed and built
	rm -rf $(VENV) build ./*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
