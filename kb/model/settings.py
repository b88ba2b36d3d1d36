"""What `site_config/settings.toml` may say. Everything has a default, so an empty file is a valid one."""

from __future__ import annotations

from dataclasses import dataclass

from kb.model.fields import Duration
from kb.model.publication import Publication
from kb.model.text import Text


@dataclass(frozen=True, slots=True)
class Settings:
    name: Text = Text((("en", "Lessonbook"), ("zh", "经验手册")))
    tagline: Text | None = None
    languages: tuple[str, ...] = ("en", "zh")  # the first one is the default of entries and of the site
    timezone: str = "UTC"
    site_url: str = ""
    repo_url: str = ""
    edit_path: str = ""
    search_engine: str = "whoosh"
    site_engine: str = "mkdocs"
    review_every: Duration = Duration(12, "months")
    causes: tuple[tuple[str, Text], ...] = ()
    project_types: tuple[tuple[str, Text], ...] = ()
    questions: tuple[Text, ...] = ()  # what one might ask; home and search offer the first three
    series: tuple[tuple[str, Text], ...] = ()
    maintainers: tuple[str, ...] = ()  # accounts at the code host that answer for its settings: @name, @org/team
    curators: tuple[str, ...] = ()  # accounts that review entries whose topics have no owner with an account
    logins: tuple[tuple[str, str], ...] = ()  # (person id, account at the code host)
    publish: Publication = Publication()
