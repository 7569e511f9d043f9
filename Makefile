# Thin words over the tools; `make help` tells them. Every path is relative: the checkout may
# lie anywhere, also below a name with spaces.

PYTHON ?= python3
BIN := .venv/bin
ARGS ?=
LOCKER := uv==0.13.9

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench shots voice reader lock clean

help: ## show these words
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

setup: ## make the private environment, and as root install what Qt needs
	@$(PYTHON) .ci/setup.py

demo: setup ## open the kiosk on demo data, with its own hub; without a display play the way through
	@$(BIN)/kiosk demo --out demo-out $(ARGS)

test: ## run every test off screen, with branch coverage
	@$(PYTHON) .ci/setup.py --offscreen --tests
	$(BIN)/python -m pytest --cov --numprocesses auto --maxprocesses 4 --dist loadfile $(ARGS)

check: ## hold format, lint, types, import directions and QML to the house rules
	@$(PYTHON) .ci/setup.py --offscreen
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m ui.qmltypes --lint

bench: ## measure start, memory, search, commit, slip, scrolling and sync; prints JSON
	@$(PYTHON) .ci/setup.py --tests
	@$(BIN)/python -m tests.bench $(ARGS)

shots: setup ## a picture of every page in every state and language, into shots/
	@$(BIN)/kiosk shots --out shots $(ARGS)

voice: setup ## make the spoken clips anew whose words changed (needs espeak-ng, vorbis-tools)
	@$(BIN)/python assets/build_voice.py $(ARGS)

reader: setup ## drive the screens over the real accessibility bus (needs xvfb, python3-gi)
	xvfb-run -a dbus-run-session -- /usr/bin/python3 tests/ui/atspi_client.py $(BIN)/python

lock: setup ## renew requirements.lock: newest versions that pyproject.toml allows, with hashes
	$(BIN)/python -m pip install --quiet --upgrade --target build/lock $(LOCKER)
	build/lock/bin/uv pip compile pyproject.toml --extra hub --extra dev --upgrade --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command "make lock" --quiet --output-file requirements.lock

clean: ## remove what the tools left, and the environment
	rm -rf .venv demo-out shots build dist .coverage .coverage.* .pytest_cache .mypy_cache
	rm -rf .ruff_cache .import_linter_cache .hypothesis
	find kiosk ui sync tests .ci -name __pycache__ -type d -prune -exec rm -rf {} +
