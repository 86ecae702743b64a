# What a newcomer types. Everything lives in .venv, build and dist; `make clean` removes the last two.
# The longer steps are in .ci/prepare.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := enable_desktop db exports ui resources
LOCALE := resources/locale
CATALOGUE := $(LOCALE)/ru/LC_MESSAGES/enable_desktop.po

export PYTHON VENV
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help: ## say what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{ printf "make %-9s %s\n", $$1, $$2 }'

install: $(VENV)/.ready ## prepare .venv and nothing else; .venv/bin/enable-desktop is then the program

$(VENV)/.packages: pyproject.toml requirements.lock
	@.ci/prepare system packages
	@touch $@

$(VENV)/.ready: $(VENV)/.packages
	@.ci/prepare fonts
	@touch $@

run: install ## open the program on the sample programme
	@.ci/demo

test: install ## the test suite, headless, with coverage
	@mkdir -p build
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --cov --cov-report=term

check: lint test ## everything that must be green: style, types, import rules, tests

lint: install ## style, types and import rules only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install ## measure speed against the floors; prints a table, writes JSON
	$(BIN)/python -m tests.bench

screens: install ## every page and every PDF page as PNG into build/screens
	$(BIN)/python -m tests.screens

app: install ## the frozen program, in dist/enable-desktop
	@.ci/prepare frozen
	$(BIN)/pyinstaller --noconfirm --log-level WARN --workpath build/frozen --distpath dist build.spec
	@echo "The program is dist/enable-desktop/enable-desktop"

lock: $(VENV)/.packages ## write requirements.lock anew from pyproject.toml
	@.ci/prepare lock

words: install ## collect the marked words into the catalogue and compile it
	@mkdir -p $(dir $(CATALOGUE)) build
	$(BIN)/pybabel -q extract -k words -k mark -k n:1,2 --no-location --omit-header -w 110 -o $(LOCALE)/enable_desktop.pot enable_desktop db exports ui
	@test -f $(CATALOGUE) || $(BIN)/pybabel -q init -D enable_desktop -i $(LOCALE)/enable_desktop.pot -d $(LOCALE) -l ru -w 110
	$(BIN)/pybabel -q update -D enable_desktop -i $(LOCALE)/enable_desktop.pot -d $(LOCALE) -l ru -w 110 --no-fuzzy-matching --ignore-pot-creation-date --ignore-obsolete
	$(BIN)/pybabel compile -D enable_desktop -d $(LOCALE)

clean: ## remove what was built; .venv stays
	rm -rf build dist

.PHONY: help install run test check lint bench screens app lock words clean
