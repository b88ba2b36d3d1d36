"""A recap in prose → one salon with its programme, its sessions, its people and what might be learned from it.

Rules and no network: headings and lists first, then sentence patterns. Every candidate carries the exact
sentence that it came from and where that sentence stands; whatever the rules propose stays proposed.
"""

from kb.importing.recap.splitting import Recap, split_recap

__all__ = ["Recap", "split_recap"]
