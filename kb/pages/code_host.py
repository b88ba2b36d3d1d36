"""Where a page leads at the code host: to its file, to the file's history, and to the forms for whoever has no Git.

The one idea: `repo_url` alone is enough. A form is asked for by the name of the file that `kb init` writes, in the
language of the page, with the entry's id filled in; GitLab has no such forms, so its pages have no links to them.
Addresses name the page's own entry and nothing else, so both editions may carry them.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from kb.model.entry import Entry
from kb.model.kinds import Kind
from kb.pages.leaf import Leaf
from kb.pages.markup import DOT, Markup

_LESSON, _RECAP = "1-lesson", "2-recap"
_CORRECTION, _APPLIED, _NOT_FOUND = "3-correction", "4-applied", "5-not-found"


def edit_links(leaf: Leaf, entry: Entry) -> Mapping[str, str]:
    """Addresses `edit` and `history` of an entry's file, as far as the settings tell them."""
    repo = _repository(leaf)
    if not repo:
        return {}
    place = leaf.catalog.settings.edit_path.strip("/") or ("-/edit/main" if _is_gitlab(repo) else "edit/main")
    edit, path = f"{repo}/{place}", quote(entry.path)
    found = {"edit": f"{edit}/{path}"}
    if "/edit/" in f"/{place}/":
        found["history"] = f"{repo}/{f'/{place}/'.replace('/edit/', '/commits/', 1).strip('/')}/{path}"
    return found


def entry_forms(leaf: Leaf, entry: Entry) -> Markup:
    """The foot of an entry's page: report that a lesson was applied, suggest a correction. Empty without forms."""
    forms = [("report.applied", _APPLIED, "lesson")] if entry.kind is Kind.LESSON else []
    forms.append(("report.correction", _CORRECTION, "entry"))
    return _foot([(leaf.say(label), _form(leaf, name, f"&{field}={quote(entry.id)}")) for label, name, field in forms])


def writing_forms(leaf: Leaf) -> list[tuple[str, str]]:
    """(words, address) of each form in which one writes something new without Git. Empty without forms."""
    named = (("help.lesson", _LESSON), ("help.recap", _RECAP), ("report.not_found", _NOT_FOUND))
    return [(leaf.say(label), form) for label, name in named if (form := _form(leaf, name))]


def not_found_form(leaf: Leaf) -> Markup:
    """A line for whoever searched in vain. Empty without forms."""
    return _foot([(leaf.say("report.not_found"), _form(leaf, _NOT_FOUND))])


def _foot(links: list[tuple[str, str]]) -> Markup:
    shown = [Markup('<a href="{1}" rel="noopener noreferrer">{0}</a>').format(*link) for link in links if link[1]]
    return Markup('<p class="kb-quiet kb-report">{}</p>\n').format(DOT.join(shown)) if shown else Markup()


def _form(leaf: Leaf, name: str, fields: str = "") -> str:
    """The address of a new issue in this form, or nothing."""
    repo = _repository(leaf)
    return f"{repo}/issues/new?template={name}.{leaf.ui}.yml{fields}" if repo and not _is_gitlab(repo) else ""


def _repository(leaf: Leaf) -> str:
    address = leaf.catalog.settings.repo_url
    return address.rstrip("/") if address.startswith(("https://", "http://")) else ""


def _is_gitlab(repository: str) -> bool:
    return "gitlab" in (urlsplit(repository).hostname or "")
