# The commands of the project. Without make: see README.md, "Two commands".
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501
CODE := app.py cli.py bootstrap.py commands crawlers jobs ledger nlp store views data/newsroom tests bench

.PHONY: run test check format install clean

run: ## show the product on the sample newsroom
	$(PYTHON) bootstrap.py
	$(BIN)/python -m data.newsroom.run --port $(PORT)

test: check ## everything that must hold
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CODE)

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

install:
	$(PYTHON) bootstrap.py --dev

clean: ## forget the environment; ledgers under var/ stay
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache
