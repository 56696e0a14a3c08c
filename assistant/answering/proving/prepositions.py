"""Which role a preposition gives to the noun behind it."""

from __future__ import annotations

# Words before a noun -> its role. "von" in a passive names who acts.
PREPOSITIONS = {
    **dict.fromkeys(("von", "vom", "durch", "seitens", "by"), "by"),
    **dict.fromkeys(("an", "to"), "to"),
    **dict.fromkeys(("aus", "from"), "from"),
    **dict.fromkeys(("als", "than"), "than"),
    **dict.fromkeys(("für", "for"), "for"),
    **dict.fromkeys(("mit", "with"), "with"),
    **dict.fromkeys(
        ("in", "im", "ins", "bei", "beim", "am", "auf", "über", "unter", "zu", "zum", "zur", "nach", "vor"), "in"
    ),
    **dict.fromkeys(
        ("seit", "bis", "ab", "laut", "gemäß", "um", "neben", "ohne", "gegen", "at", "on", "of", "under"), "in"
    ),
    **dict.fromkeys(("before", "after", "until", "since", "within", "innerhalb", "trotz", "wegen", "pro", "je"), "in"),
}
