"""Who reviews what: a CODEOWNERS file made of the vocabulary, so that whoever owns a topic is asked about its entries.

People of the base are named by their accounts at the code host, which the settings hold; a contribution cannot
change them.
"""

from __future__ import annotations

from kb.catalog import Catalog
from kb.model.entry import Entry
from kb.model.kinds import Kind
from kb.model.settings import Settings

_HEAD = """\
# Who is asked for a review. Written by `kb owners --write` from the owners of topics and entries, and the accounts
# in site_config/settings.toml; edit those. The last line that fits a file counts.
"""


def owners(catalog: Catalog, settings: Settings) -> str:
    """The whole file: maintainers for everything, curators for entries, owners of topics for theirs."""
    accounts = dict(settings.logins)
    lines = [f"* {' '.join(settings.maintainers)}"] if settings.maintainers else []
    default = settings.curators or settings.maintainers
    lines += [f"/{folder}/ {' '.join(default)}" for folder in ("content", "lessons") if default]
    for one in sorted(catalog.entries, key=lambda entry: entry.path):
        people = _people(one, catalog)
        named = [accounts[person] for person in people if person in accounts]
        if named:
            lines.append(f"/{one.path} {' '.join(dict.fromkeys(named))}")
    if not lines:
        lines = ["# Nobody yet: name `maintainers` in site_config/settings.toml."]
    return _HEAD + "".join(f"{line}\n" for line in lines)


def _people(entry: Entry, catalog: Catalog) -> list[str]:
    """The people who answer for an entry: its owner, then those of its topics. A person's page is the curators'."""
    if entry.kind is Kind.PERSON:
        return []
    topics = (catalog.vocabulary.get(topic) for topic in catalog.topic_ids(entry))
    found = [entry.owner, *(topic.owner for topic in topics if topic is not None)]
    return [one for one in dict.fromkeys(found) if one]
