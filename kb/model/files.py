"""Which files beside entries a site may show or offer, by their endings, and how many of them one entry may name."""

from __future__ import annotations

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
DOWNLOADS = (".pdf", ".pptx", ".docx", ".xlsx", ".odp", ".odt", ".ods")
MAX_FILES = 200  # of one entry


def is_picture(path: str) -> bool:
    return path.lower().endswith(PICTURES)


def is_download(path: str) -> bool:
    return path.lower().endswith(DOWNLOADS)
