"""Funding programmes and the outcomes of meetings: as pages, JSON, CSV and commands."""
