"""Where the parts of one network's data lie, and how they are opened: a folder alone, or with servers beside it."""
