# Every target works after a fresh clone. The logic lives in setup_env.py and in management commands.
# The system's own Python where it is new enough: distributions build theirs with profiles of its use, which those built on
# the machine itself often lack: with one of these everything takes longer (docs/performance.md).
SYSTEM := /usr/bin/python3
PYTHON ?= $(shell $(SYSTEM) -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(SYSTEM) || echo python3)
BIN := .venv/bin
# Where a machine forbids compiled files, every process that a test or the demo starts would compile all of it anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test check soak fix env help

demo: ## Start Kretsløp with a demo region on this machine (another port: PORT=8001 make demo)
	@$(PYTHON) setup_env.py demo
	@exec $(BIN)/python manage.py demo

test: env ## Run every test; the browser journeys too when Chromium is there
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: env ## Formatting, lint, types, import contracts, templates, migrations, translations, then every test
	@KRETSLOP_TEST=1 $(BIN)/python manage.py check_code
	@$(MAKE) --no-print-directory test

soak: env ## Long runs: many seeds, many examples, races again and again
	@KRETSLOP_SOAK=1 $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

fix: env ## Format, mend what can be mended, write new strings into the catalogues
	@$(BIN)/ruff format .; $(BIN)/ruff check --fix .; $(BIN)/python manage.py translations update

env:
	@$(PYTHON) setup_env.py

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 16
