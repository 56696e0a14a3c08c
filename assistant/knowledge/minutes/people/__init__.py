"""Persons whom minutes name: by title, first name, initials, or because the list of those present names them."""
