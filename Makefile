# `make demo` builds the knowledge base in this repository; `make test` proves it. Nothing else is needed
# than Python 3.11 or later, make and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
KB := $(BIN)/kb

.DEFAULT_GOAL := help
.PHONY: help demo documents serve test test-all lint format rules browser bench bench-search man hostile lock clean

help:
	@echo "make demo      install, check, index and build the knowledge base in this repository"
	@echo "make documents  what kb ingest needs to read slides, Word files and workbooks"
	@echo "make serve     show its site on this machine and follow your edits"
	@echo "make test      install what tests need and run them"
	@echo "make test-all  the slower checks too"
	@echo "make lint      ruff, mypy and the import rule alone"
	@echo "make format    lay the code out as ruff does"
	@echo "make rules     write what is generated: docs/rules.md, the search script of the site"
	@echo "make man       the manual as man pages in both languages, in build/man"
	@echo "make bench     the measurements; CORPORA=DIR names the sample collections, HUGO=PROGRAM a second peer"
	@echo "make bench-search  what search costs, in the terminal and in Chromium; JUDGED=DIR, BASES='DIR DIR'"
	@echo "make hostile   hostile files and payloads, and what came of them"
	@echo "make lock      choose the versions anew"
	@echo "make clean     remove what was built"

$(VENV)/.core: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Lessonbook needs Python 3.11 or later: make PYTHON=python3.11 …"; exit 1; }
	@echo "installing into $(VENV) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.core requirements-dev.lock
	@echo "installing what the tests need …"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.core
	@$(KB) check
	@$(KB) index
	@$(KB) build
	@$(KB) build --audience public
	@echo; echo '$$ kb search kickoff'
	@$(KB) search kickoff --limit 3
	@echo; echo '$$ kb search 启动会'
	@$(KB) search 启动会 --limit 3
	@echo; echo "The site is in build/internal/site, its public edition in build/public/site."
	@echo "\`make serve\` shows it; \`$(KB) --help\` lists the commands."

documents: $(VENV)/.core
	@$(PIP) install --require-hashes -r requirements-import.lock

serve: $(VENV)/.core
	@$(KB) serve

# The browser tests drive Debian's Chromium, with real Chinese fonts.
browser:
	@if command -v chromium >/dev/null && fc-list 2>/dev/null | grep -qi 'noto.*cjk'; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing chromium and fonts-noto-cjk …"; \
		apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
			--no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null; \
	fi

lint: $(VENV)/.dev
	@$(BIN)/ruff check kb tests
	@$(BIN)/ruff format --check kb tests
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache --config pyproject.toml >/dev/null || $(BIN)/lint-imports --no-cache --config pyproject.toml

test: $(VENV)/.dev browser lint
	@$(KB) check --strict --search
	@$(BIN)/python -m pytest -n 2 -m "not slow and not shared"

test-all: $(VENV)/.dev browser lint
	@$(KB) check --strict --search
	@$(BIN)/python -m pytest -n 2

format: $(VENV)/.dev
	@$(BIN)/ruff check --fix-only -q kb tests
	@$(BIN)/ruff format kb tests

rules: $(VENV)/.dev
	@$(BIN)/python -m tests.rules_page
	@$(BIN)/python -m tests.search_script

man: $(VENV)/.core
	@$(BIN)/python -m kb.cli.manual build/man
	@echo "man -M build/man kb"

bench: $(VENV)/.dev
	@test -n "$(CORPORA)" || { echo "make bench CORPORA=DIR: the folder of the sample collections"; exit 2; }
	@$(BIN)/python -m tests.benchmarks.run --corpora "$(CORPORA)" $(if $(HUGO),--hugo "$(HUGO)")

bench-search: $(VENV)/.dev browser
	@test -n "$(JUDGED)" || { echo "make bench-search JUDGED=DIR [BASES='DIR DIR']: the folder of the judged questions"; exit 2; }
	@$(BIN)/python -m tests.benchmarks.search --entries 1000 10000 --large --judged "$(JUDGED)"
	@$(BIN)/python -m tests.benchmarks.search_site --base $(BASES) --judged "$(JUDGED)"

hostile: $(VENV)/.dev browser
	@$(BIN)/python -m tests.hostile

lock: $(VENV)/.dev
	@$(PIP) install uv
	@$(BIN)/uv pip compile pyproject.toml requirements.in --universal --generate-hashes --python-version 3.11 \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet --upgrade -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml requirements.in --all-extras --group dev -c requirements.lock --universal \
		--generate-hashes --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
		--quiet --upgrade -o requirements-dev.lock
	@$(BIN)/uv pip compile pyproject.toml requirements.in --extra import -c requirements-dev.lock --universal \
		--generate-hashes --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
		--quiet -o requirements-import.lock

clean:
	@rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
