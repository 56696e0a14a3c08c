"""The notices beside an answer, for the page without script."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any


def cut_at_marks(said: str, citations: Sequence[Mapping[str, Any]]) -> list[str]:
    """A notice cut at the numbers of `citations` (`80 % [1]; 60 % [2].`): those stand at the odd places.

    Another number in brackets belongs to the words of a document.
    """
    numbers = "|".join(str(one["number"]) for one in citations)
    return re.split(rf" \[({numbers})\]", said) if numbers else [said]
