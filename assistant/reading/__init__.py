"""File -> Reading: its text, blocks (headings, paragraphs, items, rows), pages, boxes, warnings and files inside.

Begin with `read.py`, which picks the reader of a format by the content of the file; the readers lie in `plain`,
`office`, `packed` and `pages`. `document.py` makes Documents of it, with title, date and type from `describing`.
"""
