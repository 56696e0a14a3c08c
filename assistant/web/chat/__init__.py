"""The chat page, and what holds on the websites that embed it."""
