"""Foreign text → drafts of our entries: what people really have, in the shapes in which they have it.

Nothing here reads or writes a file, and nothing is invented: what a source does not say stays empty and is said
to be empty. What cannot be translated is kept, as text or under a key that begins with `x_`.
"""
