#!/usr/bin/env bash
# Writes the one note of ccplan on a merge request: makes it the first time, and changes it from then on.
#   comment.sh FILE
# Needs CI_PROJECT_ID and CI_MERGE_REQUEST_IID, which jobs of merge requests have.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/api.sh"
file=$1

if [ -z "${CCPLAN_GITLAB_TOKEN:-}" ]; then
    echo "comment: there is no token here, as in forks: the report is kept with the job"
    exit 0
fi
if [ "$(head -n 1 "$file")" != "$comment_mark" ]; then
    echo "comment: $file does not begin with $comment_mark" >&2
    exit 1
fi
body=$(mktemp)
trap 'rm -f "$body"' EXIT
jq -n --rawfile body "$file" '{body: $body}' >"$body"

notes="/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"
note=$(own_note "$CI_PROJECT_ID" "$CI_MERGE_REQUEST_IID")
if [ -n "$note" ]; then
    id=$(jq -r .id <<<"$note")
    api PUT "$notes/$id" "$body" >/dev/null
    echo "note $id changed"
else
    id=$(api POST "$notes" "$body" | jq -r .id)
    echo "note $id made"
fi
