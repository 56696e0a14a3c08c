"""Starts the server: `python server.py --help`."""

import sys

from assistant.web.serve import main

if __name__ == "__main__":
    sys.exit(main())
