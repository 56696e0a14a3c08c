#!/bin/sh
# Runs a command with the user, the settings and the folders of the service, in the version that this file belongs to.
#   sudo deploy/as-service.sh [NAME=value ...] python ingest.py /srv/documents
# Name files by their whole path. Behind a terminal it can be broken off by Ctrl+C, as any command.
set -eu
[ $# -gt 0 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
home=$(cd "$(dirname "$0")/.." && pwd -P)
# systemd itself reads the file of settings, for a shell takes quotes and "$" in it otherwise.
exec systemd-run --quiet --collect --wait --pty --pipe \
  --property=User=assistant --property=Group=assistant --property=WorkingDirectory="$home" \
  --property=StateDirectory=assistant --property=StateDirectoryMode=0700 --property=UMask=0077 \
  --setenv=ASSISTANT_DATA=/var/lib/assistant/data --setenv=ASSISTANT_MODELS=/var/lib/assistant/models \
  --setenv=HOME=/var/lib/assistant --setenv=HF_HOME=/var/lib/assistant/models/hub \
  --setenv=PYTHONDONTWRITEBYTECODE=1 --setenv=PYTHONUNBUFFERED=1 \
  --setenv=PATH="$home/venv/bin:/usr/local/bin:/usr/bin:/bin" \
  --property=EnvironmentFile=/etc/assistant/assistant.env \
  /usr/bin/env "$@"
