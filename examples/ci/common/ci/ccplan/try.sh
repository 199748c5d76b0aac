#!/usr/bin/env bash
# Publishes the release of this branch, which no call is sent to, and plays the project's tests through the real host.
#   try.sh REPORT
# REPORT gets JUnit's XML.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"
report=$1

ccapply publish "${project[@]}"
ccsandbox test "${project[@]}" --format junit >"$report"
