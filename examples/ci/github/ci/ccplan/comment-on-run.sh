#!/usr/bin/env bash
# Writes the comment of a run of the pull request's workflow, whose code may be a stranger's.
#   comment-on-run.sh EVENT
# EVENT is the file of a workflow_run event. That is GitHub's own word; the run's artifact is not: no more than two small files of
# it are read, nothing of it is run, and the number in it counts only where the pull request's head is what ran.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
source "$here/api.sh"
event=$1
most=1048576  # bytes

run=$(jq -er '.workflow_run.id' "$event")
ran=$(jq -er '.workflow_run.head_sha' "$event")
owner=$(jq -r '.workflow_run.head_repository.id // empty' "$event")
here_id=$(jq -er '.repository.id' "$event")
aside=$(mktemp -d)
trap 'rm -rf "$aside"' EXIT

artifact=$(pages "/repos/$GITHUB_REPOSITORY/actions/runs/$run/artifacts" .artifacts |
    jq -c '[.[] | select(.name == "ccplan-comment" and (.expired | not))][0] // empty')
if [ -z "$artifact" ]; then
    echo "comment: run $run left no comment"
    exit 0
fi
if [ "$(jq -r .size_in_bytes <<<"$artifact")" -gt "$most" ]; then
    echo "comment: what run $run left is too large" >&2
    exit 1
fi
status=$(fetch "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/actions/artifacts/$(jq -r .id <<<"$artifact")/zip" "$aside/zip" \
    --max-filesize "$most" --retry 2)
if [ "$status" != 200 ]; then
    echo "comment: the artifact of run $run cannot be had: $status" >&2
    exit 1
fi
# Read to the standard output, so that no path of the archive is ever written to; and no more than a comment can be.
member() { { unzip -p "$aside/zip" "$1" 2>/dev/null || true; } | head -c "$2"; }
number=$(member number 16 | tr -d '\n')
member comment.md 262144 >"$aside/untrusted"

if [[ ! $number =~ ^[1-9][0-9]{0,8}$ ]]; then
    echo "comment: run $run names no pull request" >&2
    exit 1
fi
pull=$(api GET "/repos/$GITHUB_REPOSITORY/pulls/$number")
if ! jq -e --arg sha "$ran" --arg owner "$owner" \
    '.state == "open" and .head.sha == $sha and ((.head.repo.id // "") | tostring) == $owner' <<<"$pull" >/dev/null; then
    echo "comment: run $run was not of pull request $number as it is now; nothing is written"
    exit 0
fi
if [ "$owner" = "$here_id" ]; then
    cp "$aside/untrusted" "$aside/comment"
else
    # A stranger can change what the run does, and so what this says: it mentions nobody, loads nothing, and says whose it is.
    {
        echo "$comment_mark"
        echo '> [!NOTE]'
        echo '> Made by the code of a fork, against a snapshot of the account. Do not rely on it: the hash below is not taken as'
        echo '> reviewed, and the merge waits for somebody who looks at its plan.'
        echo
        tail -n +2 "$aside/untrusted" | sed -e 's/@/\&#64;/g' -e 's/!\[/\&#33;[/g' -e 's/<!--/\&lt;!--/g' -e 's/<img/\&lt;img/gi'
    } >"$aside/comment"
fi
"$here/comment.sh" "$number" "$aside/comment"
