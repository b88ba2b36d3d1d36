"""The search engine on Whoosh: its files hold postings, texts and names of documents; the ranking is ours.

Whoosh gives what it is good at, a transactional inverted index that takes changes in steps. Our analyzer feeds
it finished tokens, one posting for each token and document, and `kb.query.ranking` scores what it gives back,
so that every engine and the browser rank alike. A table beside it (`table.json`) holds what filters and facets
need of every document, in Whoosh's order of documents.

Only what the forks of Whoosh share is used; `import whoosh` is late, because it costs a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from kb import __version__
from kb.adapters.whoosh_files import TABLE, Table, read_table, write_index
from kb.analysis.words import VERSION, units
from kb.ports.search import ASIDE, Document, FacetValue, Filters, Hit, Query, Results
from kb.query.concepts import Concepts
from kb.query.ranking import Match, matches
