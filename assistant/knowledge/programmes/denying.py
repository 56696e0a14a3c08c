"""Does a text say what is not funded? "Nicht bezuschusst werden Fahrtkosten", "Das Land fördert keine Neuwagen"."""

from __future__ import annotations

import re

_PAID = (
    r"(?:gefördert|bezuschusst|unterstützt|finanziert|übernommen|erstattet|begünstigt|förderfähig|zuwendungsfähig"
    r"|bezuschussungsfähig|erstattungsfähig)"
)
_PAYS = (
    r"(?:fördern|fördert|unterstützt|bezuschussen|bezuschusst|finanzieren|finanziert|übernehmen|übernimmt|erstattet)"
)
_DENIED = re.compile(
    rf"\bnicht (?!nur\b)(?:\w+ ){{0,2}}{_PAID}"
    rf"|\b(?:{_PAYS}|gefördert (?:wird|werden)|förderfähig (?:ist|sind)|zuwendungsfähig (?:ist|sind))"
    r" (?:\w+ ){0,2}(?:nicht\b(?! nur\b)|keine?[nmrs]?\b)"
    rf"|\b{_PAYS}\b[^,;:.]{{0,100}} nicht\s*(?:[,;.!]|$)"
    r"|\bkeine[rn]? (?:förderung|zuschuss|zuschüsse|zuwendung)|\bnicht: "
    r"|\b(?:ausgeschlossen|ausgenommen|excluded)\b"
    rf"|\bkeine?[nmrs]? (?:[\w-]+ ){{1,4}}{_PAID}"
    r"|\bnot (?:\w+ )?(?:eligible|funded|covered|supported)|\bdo(?:es)? not (?:fund|support|cover|pay)\b",
    re.IGNORECASE,
)


def denies_funding(text: str) -> bool:
    """Whether it says of something that it is not paid for, be it beside what is."""
    return _DENIED.search(text) is not None
