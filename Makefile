# Two commands matter: `make run` and `make test`. Everything else is `make help`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONUNBUFFERED = 1
# Without the kept bytecode every process compiles Django and all the rest anew, some seconds each time.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test test-heavy test-browser lint fix lock messages clean-data bench bench-retrieval bench-scale bench-reading

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: $(VENV)/.installed  ## start everything, with a demo workspace; Ctrl-C stops it
	@$(BIN)/python -m config.launch

test: $(VENV)/.installed-dev  ## the suite, on real PostgreSQL, broker and workers
	@$(BIN)/python -m pytest -n auto $(ARGS)

test-heavy: $(VENV)/.installed-dev  ## the long runs: kills, floods
	@$(BIN)/python -m pytest -m heavy $(ARGS)

test-browser: $(VENV)/.installed-dev  ## the browser tests only (needs Chromium)
	@$(BIN)/python -m pytest -m browser $(ARGS)

bench: $(VENV)/.installed-dev  ## how fast the pages are, beside their limits
	@$(BIN)/python -m pytest -n 0 benchmarks $(ARGS)

bench-retrieval: $(VENV)/.installed-dev  ## how well search finds: ARGS="--data DIR" of SQuAD-form JSON
	@$(BIN)/python -m benchmarks.retrieval $(ARGS)

bench-scale: $(VENV)/.installed-dev  ## how search holds in a base of 100,000 passages, or ARGS="--chunks N"
	@$(BIN)/python -m benchmarks.scale $(ARGS)

lint: $(VENV)/.installed-dev  ## style, types, import contracts, templates, migrations
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/mypy
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/python -m tests.architecture.migrations_check

fix: $(VENV)/.installed-dev  ## mend what lint can mend
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

messages: $(VENV)/.installed-dev  ## collect the strings to translate into locale/
	@$(BIN)/python -m config.messages

bench-reading: $(VENV)/.installed-dev  ## what reading large files takes, beside its limit of memory
	@$(BIN)/python -m benchmarks.reading $(ARGS)

lock: $(VENV)/.installed-dev  ## compile the hashed locks from requirements*.in
	@for name in requirements requirements-dev; do \
		$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
			--no-annotate --no-header -o $$name.txt $$name.in; done

clean-data:  ## forget the demo, the database and the secrets of this machine
	@$(PYTHON) -c "from config.paths import data_dir; import shutil; folder = data_dir(); shutil.rmtree(folder, ignore_errors=True); print('removed', folder)"

$(VENV)/.installed: requirements.txt
	@test -x $(BIN)/python || { echo "• Virtual environment"; $(PYTHON) -m venv $(VENV); }
	@echo "• Packages (the first time takes a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.installed
