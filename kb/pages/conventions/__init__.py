"""What other programs expect of a site, made from the edition alone: feeds, calendars, the API, tables, `llms.txt`.

Pure: an edition in, files out; nothing that its audience may not see is in any of them. One idea: each file is a
view of the pages, so every address in it is one of theirs, absolute where the settings name the site's own address
and relative to the file where they do not.
"""
