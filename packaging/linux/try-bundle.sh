#!/bin/sh
# Starts the programs of a bundle, by an ordinary person's environment and without a display: try-bundle.sh FOLDER [RESULTS]
# FOLDER has gridplus and gridplus-central. Ends with 0 only if they start, the verbs load no Qt, and the tour passes.
set -eu
programs="$(cd "$1" && pwd)"
results="${2:-$(mktemp -d)/tour}"
weeks="${TOUR_WEEKS:-8}"
home="$(mktemp -d)"
trap 'rm -rf "$home"' EXIT

bare() { env -i HOME="$home" PATH=/usr/bin:/bin LANG=C.UTF-8 "$@"; }
fail() { echo "✗ $1" >&2; exit 1; }

for program in gridplus gridplus-central; do
  bare "$programs/$program" --help >"$home/help" || fail "$program does not start"
  grep -q '网格+' "$home/help" || fail "$program says nothing of itself"
done
echo "✓ both programs start"

for verb in "commands" "pending --profile $home/none" "demo --help"; do
  # shellcheck disable=SC2086 # a verb with its words
  bare LD_DEBUG=files LD_DEBUG_OUTPUT="$home/loaded" "$programs/gridplus" $verb >/dev/null 2>&1 || true
done
cat "$home"/loaded.* >"$home/all"
grep -q 'libpython' "$home/all" || fail "could not see which libraries are loaded"
if grep -E 'file=.*(libQt6|/PySide6/)' "$home/all"; then fail "a verb without a window loads Qt"; fi
echo "✓ the verbs load no Qt"

bare "$programs/gridplus" demo --tour --weeks "$weeks" --folder "$results" || fail "the tour failed"
grep -Eq '"complete": ?true' "$results/report.json" || fail "the tour is not complete"
echo "✓ the tour passes; its pictures and papers are in $results"
