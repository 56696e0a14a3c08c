"""What staff take in: uploads, ingestion runs, and the list of all documents."""
