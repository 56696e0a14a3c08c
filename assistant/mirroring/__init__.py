"""Files that lie elsewhere, mirrored into a folder, from where they are taken in as any others."""
