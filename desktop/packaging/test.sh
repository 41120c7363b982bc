#!/usr/bin/env bash
# Pass the tests: style, types, import order, then the suite. Arguments go to pytest.
here=$(dirname "${BASH_SOURCE[0]}")
source "$here/prepare.sh" tests
bin=.venv/bin
$bin/ruff check --no-cache .
$bin/ruff format --check .
$bin/mypy
$bin/lint-imports
exec $bin/python -m pytest -n 2 --dist worksteal "$@"  # each worker on a screen of its own
