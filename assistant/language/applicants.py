"""Who may ask for funding, by the nouns that questions have for them, in German and English."""

from __future__ import annotations

from typing import NamedTuple

from assistant.language.word_lists import in_both_spellings


class Nouns(NamedTuple):
    """`kinds` tell only what somebody is, and `named` may begin a name: "Vereine", but "Stiftung Ahl".

    In small letters; signs as in `any_of`.
    """

    kinds: str
    named: str = ""


APPLICANTS = {
    "company": Nouns(
        "*unternehmen firmen betrieb *betriebe *betrieben konzerne konzernen companies enterprises firms",
        "firma konzern company enterprise firm",
    ),
    "sme": Nouns("kmu kmus sme smes *mittelständler*"),
    "startup": Nouns("start-up start-ups startup startups *gründer *gründern *gründerin *gründerinnen founders"),
    "craft": Nouns("handwerker handwerkern"),
    "farm": Nouns("landwirt landwirte landwirten farmers"),
    "self_employed": Nouns("freiberufler* selbständige* selbstständige* freelancers"),
    "university": Nouns("hochschulen universitäten universities", "hochschule universität university"),
    "research": Nouns(
        "forschungseinrichtungen forschungsinstitute forschungsinstituten",
        "forschungseinrichtung forschungsinstitut institut institute institution institutionen institutions",
    ),
    "school": Nouns("schulen schools", "schule school"),
    "municipality": Nouns("gemeinde gemeinden kommune kommunen landkreise landkreisen municipalities", "landkreis"),
    "association": Nouns(
        "verein vereine vereinen verbände verbänden associations clubs non-profits", "verband association club"
    ),
    "foundation": Nouns("stiftungen foundations", "stiftung foundation"),
    "cooperative": Nouns("genossenschaften cooperatives", "genossenschaft cooperative"),
    "person": Nouns(
        "*beschäftigte *beschäftigten auszubildende auszubildenden azubi azubis einzelpersonen privatpersonen"
        " promovierte promovierten studenten studierende studierenden students"
    ),
}


def kinds() -> list[str]:
    """The nouns of all groups that name nobody, as people type them and folded."""
    return in_both_spellings(word for nouns in APPLICANTS.values() for word in nouns.kinds.split())


def all_but(*groups: str) -> list[str]:
    """The nouns of the other groups, with those that names begin with."""
    others = (nouns for group, nouns in APPLICANTS.items() if group not in groups)
    return in_both_spellings(word for nouns in others for word in f"{nouns.kinds} {nouns.named}".split())
