"""The scripts of the element in fewer bytes than a minifier that only drops white space and comments gives.

Every visitor of each website that embeds the element loads it, and it may have 15,000 bytes, compressed. These rules
save 600 of them. They know the way in which these scripts are written, not all of JavaScript: a test asks the rules,
and a browser the result.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import product
from string import ascii_letters

# A property (but no spread), part of a name with a dash, a key, what is taken out of an object or put in, a method.
_NOT_A_NAME = re.compile(
    r"(?:(?<=[^.]\.)|(?<=['-]))\w+|\b\w+(?=['-])|(?<=[{,?(])\w+(?=:)|(?<!\$\{)(?<=[{,])\w+(?=[,}=])"
    r"|\b\w+(?=\([^()]{0,200}\)\{)"
)


def smallest(script: str) -> str:
    """Without the last semicolon of a block, the line end behind it and the last comma of a list; "let" for "const".

    Numbers stand for the constants that name them, one letter for each private field, and short names for its own.
    """
    for stated, name, number in re.findall(r"(const ([A-Z_]+)=([\de]+);)", script):
        script = re.sub(rf"\b{name}\b", number, script.replace(stated, ""))
    script = lettered(script, "#", r"\bthis\.#(\w+)")
    return shortly_named(re.sub(r"\bconst\b", "let", re.sub(r";(?=})|,(?=[\])}])|(?<=})\n", "", script)))


def shortly_named(script: str) -> str:
    """The script with short names, the most frequent first, for those that it states and that are a name only.

    What is a property, a key, a method or a word in a string somewhere keeps its name everywhere.
    """
    counts = Counter(re.findall(r"\w+", script))
    said = "".join(re.sub(r"\$\{[^`{}]*\}", "", one) for one in re.findall(r'"[^"]*"|`[^`]*`', script))
    elsewhere = set(re.findall(r"\w+", said)) | set(re.findall(_NOT_A_NAME, script))
    stated = dict.fromkeys(re.findall(r"(?:\b(?:let|function\*?|class) |[(,](?=[,\w]{0,60}\)=>))(\w{3,})", script))
    names = sorted((name for name in stated if name not in elsewhere), key=lambda name: -counts[name])
    short = [*ascii_letters, *("".join(pair) for pair in product("ab", ascii_letters))]
    shorter = dict(zip(names, (one for one in short if one not in counts), strict=False))
    return re.sub(r"\w+", lambda name: shorter.get(name[0], name[0]), script)


def lettered(text: str, mark: str, used: str) -> str:
    """The text with one letter behind `mark` for each name that `used` finds there, and nobody else knows."""
    letters = dict(zip(dict.fromkeys(re.findall(used, text)), ascii_letters, strict=False))
    return re.sub(rf"{mark}([\w-]+)", lambda name: f"{mark}{letters.get(name[1], name[1])}", text)
