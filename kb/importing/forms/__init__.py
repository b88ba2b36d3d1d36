"""A filled form of a code host → what it asks to be written. Text in, values out; nothing of it is ever run.

A form is the way in for people without Git: the host shows questions, and the answers arrive as one Markdown text
with a heading for each question. The forms themselves are data (`kb/templates`), so a label that an organisation
rewords is still understood.
"""

from kb.importing.forms.answers import Answers, answered
from kb.importing.forms.definition import CHOICES, Form, Question, read_form

__all__ = ["CHOICES", "Answers", "Form", "Question", "answered", "read_form"]
