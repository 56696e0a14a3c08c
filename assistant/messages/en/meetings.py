"""English texts: what minutes say of the meeting itself."""

TEXTS: dict[str, str] = {
    "meeting_sentence": "{meeting} – {facts}.",
    "meeting_named": "{title} ({day})",
    "meeting_told_date": "date: {value}",
    "meeting_told_time": "time: {value}",
    "meeting_told_place": "place: {value}",
    "meeting_told_chair": "chair: {value}",
    "meeting_told_keeper": "minutes: {value}",
    "meeting_told_present": "present: {value}",
    "meeting_told_excused": "excused: {value}",
    "meeting_told_next": "next meeting: {value}",
    "meeting_on_day": "And on {day}?",
    "meeting_past": "(in the past)",
    "meeting_unstated_date": "day of the meeting",
    "meeting_unstated_time": "hour of the meeting",
    "meeting_unstated_place": "place of the meeting",
    "meeting_unstated_chair": "chair of the meeting",
    "meeting_unstated_keeper": "minute-taker",
    "meeting_unstated_present": "those present",
    "meeting_unstated_excused": "those excused",
    "meeting_unstated_next": "next meeting",
}
