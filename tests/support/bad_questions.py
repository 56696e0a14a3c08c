"""Questions that nobody should ask, and that must do no harm: by name, and at random."""

from __future__ import annotations

from hypothesis import strategies as st

_OPERATORS = (
    '"', "'", "\\", "*", "?", "-", "+", "~1", "^2", "AND", "OR", "NOT", "NEAR", "NEAR/3", "a:b", "title:", "(", ")",
    "[a TO b]", "{", "';--", "DROP TABLE passages", "%", "_", "/.*/", "$", "{{7*7}}", "<script>", "§", "&amp;", "\t",
)  # fmt: skip

QUESTIONS = {
    "one letter": "ß",
    "one digit": "7",
    "one sign": "?",
    "function words only": "wie ist das und was der die das mit den the of and",
    "emoji": "🔋🚗 👩‍🏭 🇩🇪?",
    "operators": " ".join(_OPERATORS),
    "unclosed quote": 'Förderung der "Batterie',
    "operators of FTS5": 'Batterie NEAR(Förderung, 3) AND NOT title:"x" OR *',
    "SQL": "Batterie'; DROP TABLE passages; --",
    "backslashes": "C:\\Förderung\\Batterie\\" + "\\" * 50,
    "mixed scripts": "Förderung Финансирование 资助 تمويل मदद ปีงบประมาณ 지원 Ωμέγα",
    "NUL": "Batt\0erie \0 Förderung\0",
    "control signs": "".join(map(chr, range(1, 32))) + "Batterie\x7f\x85\x9f",
    "half a character": "Batterie \ud83d Förderung \udcff",
    "written from the right": "\u202eBatterie\u202c \u200f\u061cFörderung\u2066",
    "combining marks only": "\u0301\u0308\u0327" * 20,
    "combining marks without end": "a" + "\u0301" * 900,
    "invisible signs only": "\u200b\u00ad\ufeff\u2060",
    "white space of all kinds": "Batterie\u00a0\u2003\u3000\u2028\u2029\v\fFörderung",
    "private and unassigned": "\ue000\U000f0000\U0010ffff\ufffe\uffff",
    "letters of mathematics": "𝔅𝔞𝔱𝔱𝔢𝔯𝔦𝔢 ﬁﬂ ⅷ ①",
    "a word that grows": "ﷺ" * 100,
    "numbers": "1" * 300 + " 1.2.3.4.5 ,,..,, 0,0,0 -5e308 99.99.9999 32.13.2024 §§§ 0",
    "hyphens": "a-" * 300 + "-" * 100,
    "full stops": "z. B. u. a. d. h. " * 30,
    "gender marks": "Lehrer:innen*_/-in(nen) :innen *in /-in",
}

LONG_QUESTIONS = {
    "two thousand words": " ".join(f"Wort{n} Förderung" for n in range(1000)),
    "the same word two thousand times": "Batterie " * 2000,
    "a word of 10,000 characters": "Batterie" * 1250,
    "a compound of 10,000 characters": "Batterie-" * 1111,
    "a number of 10,000 digits": "9" * 10_000,
    "10,000 signs": "?!" * 5000,
    "10,000 combining marks": "e" + "\u0301" * 10_000,
}

ANY_CHARACTER = st.characters(exclude_categories=())
PIECES = st.one_of(
    st.text(ANY_CHARACTER, max_size=12),
    st.sampled_from(_OPERATORS),
    st.sampled_from(("Förderung", "Batterie", "foerderung", "3. Mai 2024", "1.234,50 €", "Abs. 2", "KMU")),
)
AT_RANDOM = st.builds("".join, st.lists(st.builds("{}{}".format, PIECES, st.sampled_from(("", " "))), max_size=30))
