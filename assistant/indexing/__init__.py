"""Makes documents searchable: passages, vectors, the catalogue, and the indexes made from it. Read `run.py` first."""
