"""What the workers of a server share, on one host or several: sessions, limits, conversations, answers, leases."""
