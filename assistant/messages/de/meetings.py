"""German texts: what minutes say of the meeting itself."""

TEXTS: dict[str, str] = {
    "meeting_sentence": "{meeting} – {facts}.",
    "meeting_named": "{title} ({day})",
    "meeting_told_date": "Datum: {value}",
    "meeting_told_time": "Zeit: {value}",
    "meeting_told_place": "Ort: {value}",
    "meeting_told_chair": "Leitung: {value}",
    "meeting_told_keeper": "Protokoll: {value}",
    "meeting_told_present": "anwesend: {value}",
    "meeting_told_excused": "entschuldigt: {value}",
    "meeting_told_next": "nächster Termin: {value}",
    "meeting_on_day": "Und am {day}?",
    "meeting_past": "(liegt zurück)",
    "meeting_unstated_date": "Tag der Sitzung",
    "meeting_unstated_time": "Uhrzeit der Sitzung",
    "meeting_unstated_place": "Ort der Sitzung",
    "meeting_unstated_chair": "Leitung der Sitzung",
    "meeting_unstated_keeper": "Protokollführung",
    "meeting_unstated_present": "Anwesende",
    "meeting_unstated_excused": "Entschuldigte",
    "meeting_unstated_next": "nächster Termin",
}
