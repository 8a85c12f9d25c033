# Every target does its own set-up; the first run takes a minute or two, later ones start in seconds.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
# The newest of the supported Pythons on this machine; `make PYTHON=… demo` chooses another.
PYTHON ?= $(firstword $(foreach v,3.13 3.12 3.11,$(shell command -v python$(v) >/dev/null 2>&1 && python$(v) -c 'import venv, ensurepip' 2>/dev/null && echo python$(v))) python3)
PORT ?= 4600
WORKERS ?= 2

export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test lint sanity molecule sandbox bench clean format

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.runtime ## set up the example organisation on a fresh sandbox and show who is on call
	@scripts/demo

sandbox: $(VENV)/.runtime ## run the local sandbox until Ctrl-C (PORT=4600)
	@exec $(BIN)/python -m sandbox --port $(PORT)

test: lint sanity molecule ## run all gates and tests
	$(BIN)/pytest -n $(WORKERS)

sanity: $(VENV)/.dev ## run ansible-test sanity
	scripts/sanity

# Its state stays in this checkout. After a failure its workers leave the cleaning up to us.
molecule: export ANSIBLE_HOME := $(CURDIR)/.ansible
molecule: $(VENV)/.dev ## run each role on a sandbox of its own
	$(BIN)/molecule test --all --workers 2 || { $(BIN)/molecule cleanup --all >/dev/null 2>&1; exit 1; }

# antsibull-docs copies what git knows: amazon.aws in .venv must not look as if it belonged to this repository.
lint: export GIT_CEILING_DIRECTORIES := $(CURDIR)/$(VENV)
lint: $(VENV)/.dev ## run the fast gates: formatting, style, types, playbooks, documentation
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy plugins sandbox tests bench extensions
	$(BIN)/yamllint --strict .
	$(BIN)/ansible-lint --offline
	$(BIN)/antsibull-changelog lint
	$(BIN)/antsibull-docs lint-collection-docs --plugin-docs --validate-collection-refs dependent --disallow-unknown-collection-refs .

format: $(VENV)/.dev ## format the Python code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## measure the budgets and print them (JSON in build/bench.json)
	$(BIN)/python -m bench

clean: ## remove the environment and everything that was made
	rm -rf $(VENV) .cache build .mypy_cache .ruff_cache .pytest_cache .hypothesis .ansible
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Install one, or say make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' || { echo "$(PYTHON) lacks venv: install it (Debian: apt-get install python3-venv)"; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt sandbox/requirements.txt constraints.txt | $(VENV)/bin/python
	@echo "Installing Ansible and the sandbox (about half a minute) …"
	@$(BIN)/python -m pip install --quiet -r requirements.txt -r sandbox/requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt tests/awscli/requirements.txt $(VENV)/.runtime
	@echo "Installing the tools of the gates …"
	@$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	@$(BIN)/python -m venv $(VENV)/awscli
	@$(VENV)/awscli/bin/python -m pip install --quiet -r tests/awscli/requirements.txt
	@touch $@
