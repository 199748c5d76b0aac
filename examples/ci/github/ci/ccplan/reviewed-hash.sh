#!/usr/bin/env bash
# Prints the hash of the plan that was reviewed with the pull request that a commit of the main branch came from.
#   reviewed-hash.sh COMMIT
# Needs GITHUB_REF_NAME, the branch. The hash is the one of the pipeline's own comment as it stood when the pull request was merged.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/api.sh"
commit=$1

pulls=$(pages "/repos/$GITHUB_REPOSITORY/commits/$commit/pulls" | jq -c --arg sha "$commit" --arg branch "$GITHUB_REF_NAME" \
    '[.[] | select(.merged_at != null and .merge_commit_sha == $sha and .base.ref == $branch)]')
if [ "$(jq length <<<"$pulls")" != 1 ]; then
    echo "reviewed-hash: commit $commit is the merge of no pull request" >&2
    exit 1
fi
pull=$(jq -c '.[0]' <<<"$pulls")
number=$(jq -r .number <<<"$pull")
# The comment of a fork's run is made by its code.
if ! jq -e '.head.repo.id == .base.repo.id' <<<"$pull" >/dev/null; then
    echo "reviewed-hash: pull request $number came from a fork, whose plan is not taken as reviewed" >&2
    exit 1
fi
comment=$(pages "/repos/$GITHUB_REPOSITORY/issues/$number/comments" | jq -c --arg bot "$bot" --arg mark "$comment_mark" \
    '[.[] | select(.user.login == $bot and (.body | startswith($mark)))][0] // empty')
if [ -z "$comment" ]; then
    echo "reviewed-hash: pull request $number has no comment of ccplan" >&2
    exit 1
fi
if ! jq -e --argjson pull "$pull" '(.updated_at | fromdate) <= ($pull.merged_at | fromdate)' <<<"$comment" >/dev/null; then
    echo "reviewed-hash: the comment on pull request $number was changed after the merge: nobody saw it before" >&2
    exit 1
fi
# Only the last line is ccplan's word on the hash.
last=$(jq -r .body <<<"$comment" | tr -d '\r' | sed -e '/^[[:space:]]*$/d' | tail -n 1)
if [[ ! $last =~ \`ccapply\ --plan-hash\ ([0-9a-f]{64})\` ]]; then
    echo "reviewed-hash: the comment on pull request $number names no plan" >&2
    exit 1
fi
echo "${BASH_REMATCH[1]}"
