"""What the theme needs to draw the frame: per interface language the tabs, addresses and every word that it says."""

from __future__ import annotations

from kb.editions import Edition
from kb.model.text import INTERFACE_LANGS
from kb.pages import addresses, follow
from kb.pages.conventions.places import feed_base
from kb.pages.labels import WORDS, say

TABS = ("lessons", "practices", "cases", "salons", "people", "projects", "topics")
_FRAME_WORDS = ("nav.", "palette.", "foot.", "search.", "missing.")


def navigation(edition: Edition) -> dict[str, object]:
    """Plain JSON, by language: `name`, `home`, `search`, `tabs` (key, label, url) and `words` by key.

    `languages` lists the interface languages; addresses are below the site's root.
    """
    languages = list(INTERFACE_LANGS)
    return {
        "languages": languages,
        "audience": edition.audience.value,
        **{ui: _frame(edition, ui) for ui in languages},
    }


def _frame(edition: Edition, ui: str) -> dict[str, object]:
    models = [
        {
            "key": addresses.of_framework(one.id),
            "label": one.title.pick(ui),
            "url": addresses.generated(ui, addresses.of_framework(one.id)),
        }
        for one in edition.catalog.frameworks
    ]
    settings = edition.catalog.settings
    tabs = [{"key": key, "label": say(ui, f"nav.{key}"), "url": addresses.generated(ui, f"{key}/")} for key in TABS]
    return {
        "name": settings.name.pick(ui),
        "tagline": settings.tagline.pick(ui) if settings.tagline else "",
        "home": addresses.generated(ui, ""),
        "search": addresses.generated(ui, "search/"),
        "contribute": addresses.generated(ui, "contribute/") if edition.invites else "",
        "follow": addresses.generated(ui, follow.ADDRESS),
        "feed": addresses.generated(ui, feed_base()),
        "tabs": [*tabs, *models],
        "words": {key: say(ui, key) for key in sorted(WORDS) if key.startswith(_FRAME_WORDS)},
    }
