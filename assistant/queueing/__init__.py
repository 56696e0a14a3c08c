"""Work that waits: what was asked for, tried again where that may help, and told where it may not."""
