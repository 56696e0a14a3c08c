"""What makes the pages and the element the operator's own: the colours of the accent, and the logo."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.settings.settings import Settings
from assistant.web.look.logo import Logo
from assistant.web.look.theme import Theme


@dataclass(frozen=True, slots=True)
class Look:
    theme: Theme
    logo: Logo | None

    @classmethod
    def of(cls, settings: Settings) -> Look:
        """Raises SettingsError when the logo cannot be shown."""
        return cls(Theme.of(settings.accent.lower()), Logo.read(settings.logo) if settings.logo else None)
