"""Workers are killed at random moments: what was acknowledged is in at the end, once."""

from __future__ import annotations

import random
from pathlib import Path

from killed_workers import expected, killed

from assistant.settings.settings import Settings
from assistant.storage.folder import DataFolder

KILLS = 5


def test_whoever_is_killed_whenever_everything_is_in_at_the_end_and_once(on_server: DataFolder, tmp_path: Path) -> None:
    settings = Settings(data=on_server.path, database_url=on_server.database_url, database_schema=on_server.schema)
    assert killed(settings, tmp_path, KILLS, random.Random(7)) == expected(KILLS)


def test_without_a_database_server_one_of_two_works_and_the_other_takes_over(tmp_path: Path) -> None:
    assert killed(Settings(data=tmp_path / "data"), tmp_path, 2, random.Random(8)) == expected(2)
