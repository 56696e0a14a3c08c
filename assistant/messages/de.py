"""German texts. ERRORS: code -> (what happened, what to do)."""

ERRORS: dict[str, tuple[str, str]] = {
    # settings and commands
    "unknown_setting": ("Die Einstellung {name} gibt es nicht.", "Bekannt sind: {known}."),
    "bad_setting": ("Die Einstellung {name} ist ungültig: {why}.", "Bitte den Wert in {source} berichtigen."),
    "settings_file": ("Die Einstellungsdatei {path} ist nicht lesbar: {why}.", "Bitte die TOML-Datei berichtigen."),
    # reading
    # indexing
    # retrieving and answering
    # web
}

TEXTS: dict[str, str] = {
    # command line
    # answers
    # web
}
