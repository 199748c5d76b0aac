#!/usr/bin/env bash
# Prints the hash of the plan that was reviewed with the merge request that a commit of the main branch came from.
#   reviewed-hash.sh COMMIT
# Needs CI_PROJECT_ID and CI_COMMIT_BRANCH. The hash is the one of the pipeline's own note as it stood at the merge.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/api.sh"
commit=$1

merged=$(pages "/projects/$CI_PROJECT_ID/repository/commits/$commit/merge_requests" |
    jq -c --arg sha "$commit" --arg branch "$CI_COMMIT_BRANCH" \
        '[.[] | select(.state == "merged" and .target_branch == $branch
            and ([.merge_commit_sha, .squash_commit_sha, .sha] | index($sha)))]')
if [ "$(jq length <<<"$merged")" != 1 ]; then
    echo "reviewed-hash: commit $commit is the merge of no merge request" >&2
    exit 1
fi
request=$(jq -c '.[0]' <<<"$merged")
number=$(jq -r .iid <<<"$request")
# The job of a fork runs its code, and has no token to write a note with.
if ! jq -e '.source_project_id == .target_project_id' <<<"$request" >/dev/null; then
    echo "reviewed-hash: merge request $number came from a fork, whose plan is not taken as reviewed" >&2
    exit 1
fi
note=$(own_note "$CI_PROJECT_ID" "$number")
if [ -z "$note" ]; then
    echo "reviewed-hash: merge request $number has no note of ccplan" >&2
    exit 1
fi
seconds='sub("\\.[0-9]+"; "") | sub("\\+00:00$"; "Z") | fromdate'
if ! jq -e --argjson request "$request" "(.updated_at | $seconds) <= (\$request.merged_at | $seconds)" <<<"$note" >/dev/null; then
    echo "reviewed-hash: the note on merge request $number was changed after the merge: nobody saw it before" >&2
    exit 1
fi
# Only the last line is ccplan's word on the hash.
last=$(jq -r .body <<<"$note" | tr -d '\r' | sed -e '/^[[:space:]]*$/d' | tail -n 1)
if [[ ! $last =~ \`ccapply\ --plan-hash\ ([0-9a-f]{64})\` ]]; then
    echo "reviewed-hash: the note on merge request $number names no plan" >&2
    exit 1
fi
echo "${BASH_REMATCH[1]}"
