"""English texts. ERRORS: code -> (what happened, what to do)."""

ERRORS: dict[str, tuple[str, str]] = {
    # settings and commands
    "unknown_setting": ("There is no setting {name}.", "Known settings: {known}."),
    "bad_setting": ("The setting {name} is not valid: {why}.", "Please correct the value in {source}."),
    "settings_file": ("The settings file {path} cannot be read: {why}.", "Please correct the TOML file."),
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
