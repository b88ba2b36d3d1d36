"""One module a command that takes more than a call: adapters and use cases of a base, wired into what it does.

Only here do the disk, the cache, Git and the use cases meet for one command; `kb.cli` shows what comes of it.
"""
