"""Questions for outcomes and for meetings: what they ask for, of which body, person and time."""
