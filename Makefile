# `make demo` and `make test` set everything up on a fresh machine: Python 3.11 or newer, git, make.
# PYTHON=python3.12 chooses the interpreter; VENV=… another place for the environment.

VENV ?= .venv
BIN := $(VENV)/bin
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11 python
PYTHON ?= $(firstword $(foreach each,$(CANDIDATES),$(shell $(each) -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && echo $(each))))
DEMO := build/demo
DAY := 2026-11-23

.DEFAULT_GOAL := help
.PHONY: help demo test test-all check lint format types layers fresh docs prepare golden bench build clean

help: ## Say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name does; do printf '%-14s %s\n' "$$name" "$$does"; done

demo: $(VENV)/.installed ## Set up, and judge two real declarations
	@rm -rf $(DEMO)
	@for name in recruitment-ranker minimal-pilot; do \
	  $(BIN)/python tests/support/examples.py $$name $(DEMO)/$$name && \
	  echo "\$$ govlint check --as-of $(DAY)   # in $(DEMO)/$$name" && \
	  (cd $(DEMO)/$$name && $(abspath $(BIN))/govlint check --as-of $(DAY)) && echo || exit 1; \
	done

test: $(VENV)/.ready ## Set up, and run the tests; those with a limit of the clock alone
	$(BIN)/pytest --numprocesses=auto -m "not clock"
	$(BIN)/pytest -m clock

test-all: ## Run the tests on every Python that is here
	@for version in 3.11 3.12 3.13 3.14; do export PYENV_VERSION=$$version; \
	  if python$$version -c '$(NEW_ENOUGH)' >/dev/null 2>&1; then \
	    echo "== Python $$version" && $(MAKE) --no-print-directory test PYTHON=python$$version VENV=.venv-$$version || exit 1; \
	  else echo "== Python $$version is not here"; fi; \
	done

check: lint types layers fresh test ## Everything that has to hold before a commit

lint: $(VENV)/.ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.ready
	$(BIN)/mypy

layers: $(VENV)/.ready
	$(BIN)/lint-imports

fresh: $(VENV)/.ready
	$(BIN)/python -m govlint.prepare --check
	$(BIN)/python -m govlint.docs --check

format: $(VENV)/.ready ## Write the code as ruff would
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

prepare: $(VENV)/.ready ## Prepare the built-in policies anew
	$(BIN)/python -m govlint.prepare

docs: prepare ## Write the pages of policies and questions anew
	$(BIN)/python -m govlint.docs

golden: $(VENV)/.ready ## Write the golden files anew; look at what changed
	$(BIN)/pytest --golden
	git status --short tests

bench: $(VENV)/.ready ## Compare with a bare interpreter and with other linters
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/history.py build/benchmarks
	$(BIN)/python benchmarks/evidence.py build/benchmarks

build: $(VENV)/.ready ## Build the wheel and the source archive into dist/
	rm -rf dist
	$(BIN)/hatchling build

clean: ## Remove what these commands made
	rm -rf .venv .venv-3.* dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; PYTHON=/path/to/python names one." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.ready: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@
