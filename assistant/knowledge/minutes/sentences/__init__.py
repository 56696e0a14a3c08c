"""Running text of minutes: where its sentences end, which of them belong together, and what a vote was on."""
