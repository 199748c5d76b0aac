#!/usr/bin/env bash
# Writes the one comment of ccplan on a pull request: makes it the first time, and changes it from then on.
#   comment.sh NUMBER FILE
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/api.sh"
number=$1 file=$2

if [ "$(head -n 1 "$file")" != "$comment_mark" ]; then
    echo "comment: $file does not begin with $comment_mark" >&2
    exit 1
fi
body=$(mktemp)
trap 'rm -f "$body"' EXIT
jq -n --rawfile body "$file" '{body: $body}' >"$body"

# Anybody can write the mark into a comment; only the pipeline's own is changed.
comments=$(pages "/repos/$GITHUB_REPOSITORY/issues/$number/comments")
id=$(jq -r --arg bot "$bot" --arg mark "$comment_mark" \
    '[.[] | select(.user.login == $bot and (.body | startswith($mark)))][0].id // empty' <<<"$comments")
if [ -n "$id" ]; then
    api PATCH "/repos/$GITHUB_REPOSITORY/issues/comments/$id" "$body" >/dev/null
    echo "comment $id changed"
else
    id=$(api POST "/repos/$GITHUB_REPOSITORY/issues/$number/comments" "$body" | jq -r .id)
    echo "comment $id made"
fi
