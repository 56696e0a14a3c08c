"""A program that a client starts and speaks to by its pipes; the assistant in it is a fake."""

import argparse

from web_fakes import FakeAssistant
from web_serving import make_settings

from assistant.web.interfaces.mcp_command import run

run(argparse.Namespace(audience=None), make_settings(), lambda _, __: FakeAssistant())
