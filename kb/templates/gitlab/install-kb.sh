#!/usr/bin/env bash
# How the workflows install kb. It is run from the base branch only. If kb comes from a place of your own, say so here.
set -euo pipefail
python -m pip install --disable-pip-version-check --quiet "lessonbook[import]==@@VERSION@@"
