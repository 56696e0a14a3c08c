"""German texts. ERRORS: code -> (what happened, what to do)."""

from assistant.messages.gathering import gathered

ERRORS, TEXTS = gathered(__name__, __path__)
