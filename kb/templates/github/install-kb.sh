#!/usr/bin/env bash
# How the workflows install kb. It is run from the base branch only.
# Name its source in full: "lessonbook[import] @ git+https://host/path@COMMIT", or a version on an index of your own.
set -euo pipefail
kb_comes_from="@@SOURCE@@"
if [ -z "$kb_comes_from" ]; then
  echo "say in $0 where kb comes from · 请在 $0 里写明 kb 的来源" >&2
  exit 1
fi
python -m pip install --disable-pip-version-check --quiet "$kb_comes_from"
