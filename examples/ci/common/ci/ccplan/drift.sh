#!/usr/bin/env bash
# Compares the account, as a snapshot has it, with the project; needs the history of git.
#   drift.sh SNAPSHOT REPORT
# Exits with 0 when there is no drift, with 2 when there is or nobody can tell, and with 1 for an error.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"
snapshot=$1 report=$2

status=0
ccplan drift "${project[@]}" --live "$snapshot" >"$report" || status=$?
cat "$report"
exit "$status"
