"""The last look at a site before anybody sees it: does one byte of it say what was withheld from its audience?

It judges for itself, from the checked catalog, what the audience may not read; it imports nothing of `kb.editions`,
so that a mistake there cannot hide itself here (the import rule holds that). The one idea: whatever stands in a site
was said by what may be shown, or by the software. So every word, name, id and run of words that only withheld text
has said is a mark, and a mark in the site is a leak. Nothing here opens a file.
"""
