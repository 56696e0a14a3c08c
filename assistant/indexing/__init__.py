"""Documents to a searchable index: passages, vectors, the catalogue, and what is derived from it. Read `run.py` first."""
