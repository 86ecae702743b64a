# What a newcomer types. Everything lives in .venv, build and dist; `make clean` removes the last two.
# The longer steps are in .ci/prepare.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCALE := resources/locale
CATALOGUE := $(LOCALE)/ru/LC_MESSAGES/enable_desktop.po
# A file of tests mostly stays with one worker, for what it makes once; who has nothing left takes from the others.
SPREAD := -n auto --dist worksteal
COMPILED := $(patsubst %.po,%.mo,$(wildcard $(LOCALE)/*/LC_MESSAGES/*.po))

export PYTHON VENV
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help: ## say what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{ printf "make %-9s %s\n", $$1, $$2 }'

install: $(VENV)/.packages $(VENV)/.fonts $(COMPILED) ## prepare .venv and nothing else; .venv/bin/enable-desktop is then the program

$(VENV)/.packages: pyproject.toml requirements.lock
	@.ci/prepare system packages
	@touch $@

# The faces of PDFs are cut now, so that a first export is as quick as a later one.
$(VENV)/.fonts: $(VENV)/.packages exports/font_cutting.py
	@$(BIN)/python -m exports.fonts
	@touch $@

%.mo: %.po $(VENV)/.packages
	@$(BIN)/pybabel -q compile -i $< -o $@

run: install ## open the program on the sample programme
	@.ci/demo

test: install ## the test suite, headless, on every core
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(SPREAD)

coverage: install ## the test suite once more, to see which lines of ours it never runs; takes several times as long
	@mkdir -p build
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(SPREAD) --cov --cov-report=term

faults: install ## kill, cut off, fill up and damage, many times; prints what was tried and lost, at length in build/faults.md
	@mkdir -p build
	ENABLE_FAULTS=full QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(SPREAD) -q $$($(BIN)/python -m tests.faults.table)

check: lint coverage ## everything that must be green: style, types, import rules, tests with coverage

lint: style format types imports ## style, types and import rules only

style: install
	$(BIN)/ruff check .

format: install
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

imports: install
	$(BIN)/lint-imports

bench: install ## measure speed against the floors; prints a table, writes JSON
	$(BIN)/python -m tests.bench

screens: install ## every page and every PDF page as PNG into build/screens
	$(BIN)/python -m tests.screens

app: install ## the frozen program, in dist/enable-desktop
	@.ci/prepare frozen
	$(BIN)/pyinstaller --noconfirm --log-level ERROR --workpath build/frozen --distpath dist build.spec
	@echo "The program is dist/enable-desktop/enable-desktop"

lock: $(VENV)/.packages ## write requirements.lock anew from pyproject.toml
	@.ci/prepare lock

words: install ## collect the marked words into the catalogue and compile it
	@mkdir -p $(dir $(CATALOGUE)) build
	$(BIN)/pybabel -q extract -k words -k mark -k n:1,2 -k counted:1,2 --no-location --omit-header -w 110 -o $(LOCALE)/enable_desktop.pot enable_desktop db exports ui
	@test -f $(CATALOGUE) || $(BIN)/pybabel -q init -D enable_desktop -i $(LOCALE)/enable_desktop.pot -d $(LOCALE) -l ru -w 110
	$(BIN)/pybabel -q update -D enable_desktop -i $(LOCALE)/enable_desktop.pot -d $(LOCALE) -l ru -w 110 --no-fuzzy-matching --ignore-pot-creation-date --ignore-obsolete
	$(BIN)/pybabel compile -i $(CATALOGUE) -o $(CATALOGUE:.po=.mo) --statistics

clean: ## remove what was built; .venv stays
	rm -rf build dist

.PHONY: help install run test faults check lint style format types imports bench screens app lock words clean
