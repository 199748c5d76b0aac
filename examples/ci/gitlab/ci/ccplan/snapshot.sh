#!/usr/bin/env bash
# Fetches the newest snapshot of the account: of the last successful pipeline of a branch, its job 'snapshot'.
#   snapshot.sh BRANCH OUT
# Needs CI_MERGE_REQUEST_PROJECT_ID or CI_PROJECT_ID, and CI_JOB_TOKEN.
set -euo pipefail
branch=$1 out=$2
project_id=${CI_MERGE_REQUEST_PROJECT_ID:-$CI_PROJECT_ID}

status=$(curl --silent --show-error --location --retry 2 --max-time 120 --output "$out" --write-out '%{http_code}' \
    --config <(printf 'header = "JOB-TOKEN: %s"\n' "$CI_JOB_TOKEN") \
    "$CI_API_V4_URL/projects/$project_id/jobs/artifacts/$(jq -rn --arg branch "$branch" '$branch | @uri')/raw/live.json?job=snapshot")
if [ "$status" != 200 ]; then
    rm -f "$out"
    echo "snapshot: it cannot be had: $status; run a pipeline of $branch that has the job 'snapshot'" >&2
    exit 1
fi
echo "snapshot of the last successful pipeline of $branch"
