"""Lessonbook: the knowledge base that a learning community keeps in Git and really uses."""

__version__ = "0.1.0"
