#!/usr/bin/env bash
# How the workflows install kb. It is run from the base branch only. Here kb comes from this repository itself.
set -euo pipefail
cd "$(dirname "$0")/.."
python -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements-dev.lock
python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
