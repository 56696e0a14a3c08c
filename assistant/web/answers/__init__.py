"""Questions and answers over HTTP: rights, limits, conversations, streams, votes."""
