"""`kb search`: what was learned before, in English or Chinese, best first."""

from __future__ import annotations

import click

from kb.errors import KbError
from kb.ports.search import Filters, Query
from kb.workspace import Workspace
