# The development machine of Customer Register. Everything it makes is in .dev/.

PYTHON ?= python3
PORT ?= 8069
HOST ?= 127.0.0.1
T ?= tests
ARGS ?=

machine = $(PYTHON) dev/machine.py

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench import check-install check-faults clean

help: ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 24
	@echo
	@echo '  PYTHON=python3.12 chooses the Python, ODOO_SRC=folder an Odoo 19 checkout,'
	@echo '  PGHOST=host (with PGUSER and PGPASSWORD) a running PostgreSQL server.'

run: .python ## Serve the register with demo data on http://localhost:8069 (PORT=, HOST=)
	@$(machine) run --port $(PORT) --host $(HOST)

test: .python ## Run every test (T=tests/test_x.py::TestX runs a part, ARGS=-x is for pytest)
	@$(machine) test --pytest='$(ARGS)' '$(T)'

lint: .python ## Check style, Odoo conventions, XML files and stray machine paths
	@$(machine) lint

format: .python ## Put Python files into the project's form
	@$(machine) format

bench: .python ## Measure the benchmarks in dev/benchmarks/
	@$(machine) bench

import: .python ## Import FILE=customers.csv into the running server
	@test -n '$(FILE)' || { echo 'error: name the file: make import FILE=customers.csv'; exit 2; }
	@$(PYTHON) examples/import_customers.py --url http://localhost:$(PORT) \
		--database customer_register --user admin --password admin '$(FILE)'

check-install: .python ## Install with demo data, update and uninstall; fail on any warning
	@$(machine) check-install

check-faults: .python ## Kill servers in the middle of imports; import one file twice at once
	@$(machine) check-faults

clean: .python ## Stop the private PostgreSQL and remove .dev/ with all data
	@$(machine) clean

.PHONY: .python
.python:
	@command -v $(PYTHON) >/dev/null || { \
		echo 'error: $(PYTHON) is missing: run `apt-get install python3 python3-venv`'; exit 2; }
