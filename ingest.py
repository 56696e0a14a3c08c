"""Takes documents in: `python ingest.py PATH... [--data DIR] [--audience A] [--type T] [--prune] [--json]`."""

import sys

from assistant.indexing.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
