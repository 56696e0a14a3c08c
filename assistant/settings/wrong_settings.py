"""Errors of settings, in the reader's language: what a value has to be, and which name was probably meant."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from assistant.errors import SettingsError, WrongValueError
from assistant.messages import Explanation, explain, text
from assistant.records import Language
from assistant.settings.settings import PREFIX

# The right form of what is no plain value.
EXAMPLES: Mapping[str, str] = {
    "accent": "#0b5f66",
    "database_schema": "netz_nord",
    "allowed_origins": '["https://www.example.org"]',
    "frame_ancestors": '["https://www.example.org"]',
    "sites": '{"kammer": {"origins": ["https://www.example.org"]}}',
    "examples": '{"de": ["Wer wird gefördert?"]}',
    "operator": '{"name": "Netzwerk e. V."}',
    "chroma_headers": '{"X-Token": "secret"}',
    "networks": '{"nord": {"hosts": ["nord.example.org"]}}',
    "sources": '{"ablage": {"url": "https://cloud.example.org/dav"}}',
    "oidc_roles": '{"group": "reader"}',
}
# A name that is less alike (0 to 1) is not what was meant.
LEAST_ALIKE = 0.6
# What is told to `serve` alone, though many programs have a variable for it.
OPTIONS = frozenset({"host", "port"})
# So many names can be read in one sentence.
MOST_NAMES = 20
_TEXTS: Mapping[str, str] = {
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float", "int_parsing_size"), "setting_whole_number"),
    **dict.fromkeys(("float_parsing", "float_type"), "setting_number"),
    **dict.fromkeys(("bool_parsing", "bool_type"), "setting_yes_or_no"),
    **dict.fromkeys(("tuple_type", "list_type"), "setting_list"),
    **dict.fromkeys(("dict_type", "model_type", "mapping_type"), "setting_table"),
    **dict.fromkeys(("date_from_datetime_parsing", "date_parsing", "date_type"), "setting_date"),
    **dict.fromkeys(("string_type", "path_type"), "setting_text"),
    "literal_error": "setting_choice",
    "greater_than_equal": "setting_least",
    "less_than_equal": "setting_most",
    "string_too_short": "setting_too_short",
    "string_too_long": "setting_too_long",
    "string_pattern_mismatch": "setting_pattern",
    "missing": "setting_missing",
}


class Wrong(NamedTuple):
    """A setting by the name that is shown, and what it has to be: a text and its values; `said` where there is none."""

    name: str
    text: str
    values: Mapping[str, object]
    said: str

    def why(self, language: Language) -> str:
        return text(self.text, language, **self.values) if self.text else self.said


class WrongSettingsError(SettingsError):
    """Values that are not valid, all of them."""

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        super().__init__("bad_setting", name=wrong[0].name, wrong=[one.name for one in wrong])
        self._wrong = wrong

    def explain(self, language: Language = "de") -> Explanation:
        told = "; ".join(f"{one.name}: {one.why(language)}" for one in self._wrong)
        return explain(self.code, language, wrong=told)


class UnknownSettingError(SettingsError):
    """A name that is no setting; `place` is the file that it stands in, "" for the environment, `within` the table."""

    def __init__(self, name: str, place: str, known: Collection[str], within: str = "") -> None:
        self._nearest = _nearest(name, known)
        self._known = sorted(known)
        super().__init__("unknown_setting", name=within + name, place=place)

    def explain(self, language: Language = "de") -> Explanation:
        named = {"name": self.values["name"], "place": self.values["place"] or text("setting_in_environment", language)}
        if (option := _bare(str(self.values["name"]))) in OPTIONS:
            return explain("unknown_setting_option", language, **named, option=option)
        if self._nearest:
            return explain(self.code, language, **named, nearest=text("setting_or", language).join(self._nearest))
        is_short = 0 < len(self._known) <= MOST_NAMES
        known = ", ".join(self._known) if is_short else text("setting_names_in_docs", language)
        return explain("unknown_setting_far", language, **named, known=known)


def wrong(error: Mapping[str, Any], shown: str) -> Wrong:
    """A finding of pydantic on the setting that is shown so; the value, which may be a secret, is not repeated."""
    kind, given, loc = str(error["type"]), error.get("ctx", {}), error["loc"]
    example = EXAMPLES.get(str(loc[0]), "") if loc else ""
    said = str(error["msg"]).removeprefix("Value error, ")
    refused = given.get("error")
    if isinstance(refused, WrongValueError):
        return Wrong(shown, refused.key, refused.values, said)
    key = _TEXTS.get(kind, "")
    if isinstance(refused, json.JSONDecodeError):
        key = "setting_json"
    elif kind in ("too_short", "too_long"):
        is_text = given.get("field_type") == "Value"  # pydantic's word for a secret
        key = ("setting_" if is_text else "setting_items_") + kind
    if key in ("setting_too_short", "setting_items_too_short") and given["min_length"] == 1:
        key = "setting_empty"
    if key in ("setting_list", "setting_table", "setting_pattern") and (not example or len(loc) > 1):
        key = ""
    limit = given.get("ge", given.get("le", given.get("min_length", given.get("max_length"))))
    choices = str(given.get("expected", "")).replace(" or ", ", ").replace("'", '"')
    return Wrong(shown, key, {"limit": limit, "choices": choices, "example": example}, said)


def _nearest(name: str, known: Collection[str]) -> list[str]:
    """The names that are most like it, the best first; those that fall behind it are left out."""
    alike = {one: SequenceMatcher(None, _bare(name), _bare(one)).ratio() for one in known}
    best = max(alike.values(), default=0.0)
    near = [one for one in alike if alike[one] >= max(LEAST_ALIKE, best - 0.1)]
    return sorted(near, key=lambda one: -alike[one])[:2]


def _bare(name: str) -> str:
    """As assistant.toml writes it."""
    return name.lower().removeprefix(PREFIX.lower())
