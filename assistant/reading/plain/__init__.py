"""Formats that are text: TXT, Markdown, HTML, CSV."""
