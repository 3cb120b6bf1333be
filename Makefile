# Two commands do all the set-up: `make run` and `make test`. `make check` is what a commit must pass.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RAW ?= data/raw
OUT ?= data/out

.PHONY: run test check format bench notebooks clean

run: $(VENV)/.run
	$(BIN)/python pipeline.py run $(RAW) --out $(OUT)

test: $(VENV)/.dev
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.values
	$(BIN)/python -m benchmarks.html
	$(BIN)/python -m benchmarks.pdf
	$(BIN)/python -m benchmarks.batch
	$(BIN)/python -m benchmarks.review

# Runs the notebooks over data/out and keeps their pictures in them.
notebooks: run $(VENV)/.dev
	$(BIN)/python pipeline.py panel $(OUT)
	$(BIN)/python pipeline.py quality $(OUT)
	$(BIN)/python -m notebooks.execute

clean:
	rm -rf $(VENV) data/out build *.egg-info

$(VENV)/.made:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.run
