# 网格+ 片区值守台: everything a person or a pipeline does with this tree. `make` lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BARE := .venv-noqt
STAMP := $(VENV)/.installed
BARE_STAMP := $(BARE)/.installed
# Modules are compiled once: a desk that compiles them at each start takes seconds longer to its first window.
unexport PYTHONDONTWRITEBYTECODE
DATA ?= build/central
PROFILE ?= build/profile

.PHONY: help system setup demo test test-desk test-noqt timing bench lint types central client translations package try-package lock clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

system: ## install missing system packages where allowed, else say which
	@packaging/linux/system-packages.sh

$(STAMP): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r packaging/linux/installer.lock
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

$(BARE_STAMP): $(STAMP)
	@test -x $(BARE)/bin/python || $(PYTHON) -m venv $(BARE)
	@$(BIN)/python packaging/linux/without_qt.py requirements.lock > $(BARE)/requirements.lock
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BARE)/bin/python --require-hashes -r $(BARE)/requirements.lock
	@touch $@

setup: system $(STAMP) ## make the environment .venv from the lock file

demo: setup ## the main job on embedded defaults: centre, demo district, live stream, client (or its tour without a display)
	@$(BIN)/gridplus demo

test: setup $(BARE_STAMP) lint types test-noqt timing test-desk ## all checks and all tests, on SQLite and PostgreSQL

test-desk: $(STAMP) ## the tests of the screens, and those that start a window
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist loadgroup -m "screen or window" tests

test-noqt: $(BARE_STAMP) ## all other tests, in an environment without Qt
	$(BARE)/bin/python -m pytest -n 2 --dist loadgroup -m "not window" --ignore=tests/ui tests

timing: $(STAMP) ## the tests that measure times, alone
	GRIDPLUS_TIMING=1 QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q tests/ui/common tests/ui/map tests/sync/test_other_screen.py -k 'in_time or within_its_time'

bench: $(STAMP) ## every figure beside its floor from the same run and its goal; also in build/bench/bench.json
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks $(ROWS)

lint: $(STAMP) ## ruff and the import contracts
	$(BIN)/ruff check app ui services tests packaging
	$(BIN)/ruff format --check app ui services tests packaging
	$(BIN)/lint-imports

types: $(STAMP) ## mypy --strict
	$(BIN)/mypy

central: $(STAMP) ## a central server on loopback, data in DATA=build/central
	@test -e $(DATA)/central.db || $(BIN)/gridplus-central init --data $(DATA)
	$(BIN)/gridplus-central serve --data $(DATA)

client: $(STAMP) ## the desk on PROFILE=build/profile
	$(BIN)/gridplus --profile $(PROFILE)

translations: $(STAMP) ## collect the texts of the screens and compile the English ones
	$(BIN)/python packaging/linux/translations.py

package: export SOURCE_DATE_EPOCH = $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
package: export PYTHONHASHSEED = 0
package: $(STAMP) ## both programs as a folder, dist/gridplus, put through the tour, and a .deb of it
	@$(BIN)/python packaging/linux/icons.py build/package/icons
	$(BIN)/pyinstaller --noconfirm --clean --log-level ERROR --distpath dist --workpath build/bundle packaging/bundle/gridplus.spec
	packaging/linux/try-bundle.sh dist/gridplus build/package/tour
	@PYTHONPATH=packaging/bundle $(BIN)/python packaging/linux/deb.py dist/gridplus dist

try-package: ## install the .deb in a clean Debian and play the tour there (needs root and debootstrap)
	packaging/linux/try-package.sh

lock: $(STAMP) ## pin all dependencies anew, with hashes
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --upgrade -q -o requirements.lock

clean: ## remove what was built, keep the environments
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
