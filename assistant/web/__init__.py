"""The server: chat page, document view, widget and the HTTP contract. Read `app.py` first."""
