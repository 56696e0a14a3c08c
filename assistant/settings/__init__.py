"""What an operator may set, how it is read, and what is said of a wrong value.

Begin with `settings.py`, where all settings stand; `loading.py` reads them.
"""
