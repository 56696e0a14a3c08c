"""A knowledge assistant that answers from a project's own documents and proves every sentence."""

__version__ = "0.1.0"
