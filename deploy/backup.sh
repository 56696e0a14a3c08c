#!/bin/sh
# Writes one backup into a folder, of several networks one of each, and removes those that are older than so many days,
# if all new ones are whole.
#   backup.sh FOLDER DAYS
set -eu
folder=${1:?a folder for the backups} days=${2:?how many days each is kept}
python=${PYTHON:-/opt/assistant/venv/bin/python}
umask 077
"$python" -m assistant backup "$folder/assistant-$(date --utc +%Y-%m-%dT%H%M%SZ).tar"
find "$folder" -maxdepth 1 -type f -name 'assistant-*.tar' -mtime "+$days" -delete
