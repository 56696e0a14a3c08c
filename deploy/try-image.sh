#!/bin/sh
# Shows that the image works where nothing is writable but its volume and /tmp, without rights and without a network: takes
# documents in, answers a question, serves, is asked, stops when it is told to; and the same for its Chroma server.
#   deploy/try-image.sh [IMAGE [DOCUMENTS [QUESTION]]]        with another engine: ENGINE=podman deploy/try-image.sh
set -eu
engine=${ENGINE:-docker} image=${1:-wissens-assistent}
documents=$(cd "${2:-$(dirname "$0")/../corpus}" && pwd)
question=${3:-Wie lange wartet man auf die Zusage für einen großen Stromanschluss?}
name=wissens-assistent-tried-$$
guarded="--read-only --cap-drop=ALL --security-opt=no-new-privileges --network=none --pids-limit=512
  --tmpfs=/tmp:size=2g,mode=1777 --volume=$name:/var/lib/assistant ${ENGINE_OPTIONS:-}"
trap '"$engine" rm --force "$name" >/dev/null 2>&1 || true; "$engine" volume rm "$name" >/dev/null 2>&1 || true' EXIT

# shellcheck disable=SC2086 # the options are words
in_image() { "$engine" run $guarded "$@"; }
say() { printf '\n== %s\n' "$1"; }

# Asks a server in the container until it answers, two minutes at most.
await() {
  i=0
  until "$engine" exec "$name" python -c "import urllib.request as r; r.urlopen('http://127.0.0.1:8000$1', timeout=5)" 2>/dev/null; do
    i=$((i + 1))
    [ $i -lt 120 ] || { "$engine" logs "$name" >&2; echo "$1 did not answer" >&2; exit 1; }
    sleep 1
  done
}

stopped() {
  started=$(date +%s)
  "$engine" stop --time 30 "$name" >/dev/null
  code=$("$engine" inspect --format '{{.State.ExitCode}}' "$name")
  echo "stopped after $(($(date +%s) - started)) s with exit code $code"
  "$engine" rm "$name" >/dev/null
}

say "takes documents in"
in_image --rm --volume="$documents:/documents:ro" "$image" python ingest.py /documents
say "answers"
in_image --rm "$image" python -m assistant ask "$question"
say "serves"
in_image --detach --name "$name" "$image" >/dev/null
await /healthz
await /readyz
"$engine" exec "$name" python -c "import os; print('uid', os.getuid())"
"$engine" exec "$name" sh -c 'touch /opt/assistant/x 2>/dev/null && echo "writes where it must not" && exit 1; echo "writes nowhere else"'
stopped
say "serves Chroma"
in_image --detach --name "$name" "$image" chroma run --host 0.0.0.0 --port 8000 --path /var/lib/assistant/chroma >/dev/null
await /api/v2/heartbeat
stopped
say "All of it works."
