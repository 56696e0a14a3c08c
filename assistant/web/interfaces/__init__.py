"""Doors for other programs: tools of the Model Context Protocol, and the chat API that OpenAI's clients speak; and for
a shell: questions at the command line.
"""
