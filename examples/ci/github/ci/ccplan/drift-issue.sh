#!/usr/bin/env bash
# Tells drift in one issue: opens it, changes it while it is open, and closes it when there is no drift any more.
#   drift-issue.sh REPORT STATUS
# STATUS is what `ccplan drift` exited with: 0 or 2.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/api.sh"
report=$1 status=$2

id=$(pages "/repos/$GITHUB_REPOSITORY/issues?state=open" |
    jq -r --arg bot "$bot" --arg mark "$drift_mark" \
        '[.[] | select(.user.login == $bot and .pull_request == null and ((.body // "") | startswith($mark)))][0].number // empty')
request=$(mktemp)
trap 'rm -f "$request"' EXIT
case $status in
    0)
        if [ -z "$id" ]; then echo "no drift"; exit 0; fi
        jq -n '{state: "closed", state_reason: "completed"}' >"$request"
        api PATCH "/repos/$GITHUB_REPOSITORY/issues/$id" "$request" >/dev/null
        echo "issue $id closed"
        ;;
    2)
        # Each line is indented, which makes it code whatever somebody called things in the account.
        {
            echo "$drift_mark"
            echo 'The account is not as the project says. Applying the project would undo this; to keep it, write it into the project.'
            echo
            head -c 50000 "$report" | sed 's/^/    /'
        } | jq -Rs '{title: "The Vonage account has drifted", body: ., labels: ["ccplan-drift"]}' >"$request"
        if [ -n "$id" ]; then
            api PATCH "/repos/$GITHUB_REPOSITORY/issues/$id" "$request" >/dev/null
            echo "issue $id changed"
        else
            echo "issue $(api POST "/repos/$GITHUB_REPOSITORY/issues" "$request" | jq -r .number) opened"
        fi
        ;;
    *)
        echo "drift-issue: the comparison failed with $status" >&2
        exit 1
        ;;
esac
