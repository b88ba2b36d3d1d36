"""Sentences of advice, labelled by hand before any rule was written.

`vague`: nobody could say a month later whether it was done, because it names no deed, or no who, how much or by when.
`concrete`: somebody could. A wish that is followed by its deed is concrete; a number beside a wish makes no deed.
`held` rows were not looked at while the rules were made; `seen` rows were.
"""
