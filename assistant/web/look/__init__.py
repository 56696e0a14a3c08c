"""How pages look: templates, colours, logo, files that they load, and what the law wants on them."""
