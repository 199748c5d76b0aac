#!/usr/bin/env bash
# Fetches the newest snapshot of the account that the main branch made.
#   snapshot.sh BRANCH OUT
# Runs of pull requests can leave artifacts of any name: only those of the branch in this repository count.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/api.sh"
branch=$1 out=$2
most=67108864  # bytes

artifact=$(pages "/repos/$GITHUB_REPOSITORY/actions/artifacts?name=ccplan-live" .artifacts | jq -c --arg branch "$branch" \
    '[.[] | select(.name == "ccplan-live" and (.expired | not) and .workflow_run.head_branch == $branch
        and .workflow_run.head_repository_id == .workflow_run.repository_id)] | sort_by(.created_at) | last // empty')
if [ -z "$artifact" ]; then
    echo "snapshot: there is none yet: run the workflow 'ccplan account' once" >&2
    exit 1
fi
zip=$(mktemp)
trap 'rm -f "$zip"' EXIT
status=$(fetch "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/actions/artifacts/$(jq -r .id <<<"$artifact")/zip" "$zip" \
    --max-filesize "$most" --retry 2)
if [ "$status" != 200 ]; then
    echo "snapshot: it cannot be had: $status" >&2
    exit 1
fi
unzip -p "$zip" live.json >"$out"
echo "snapshot of $(jq -r .created_at <<<"$artifact")"
