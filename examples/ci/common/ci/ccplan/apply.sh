#!/usr/bin/env bash
# Applies what was reviewed, and nothing else.
#   apply.sh COMMIT
# The plan of the merge must have the hash that reviewers saw, which reviewed-hash.sh looks up by the commit. Where somebody
# looked at the plan of an earlier run that stopped, CCPLAN_PLAN_HASH names its hash instead.
# Leaves plan.md and plan.json, and receipt.json when it applied.
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
source "$here/settings.sh"
commit=$1

status=0
ccplan plan "${project[@]}" --detailed-exitcode --out plan.json --report markdown=plan.md || status=$?
case $status in
    0) echo "apply: nothing to do"; exit 0 ;;
    2) ;;
    *) exit "$status" ;;
esac

hash=$(jq -r .hash plan.json)
reviewed=${CCPLAN_PLAN_HASH:-}
if [ -z "$reviewed" ]; then
    if ! reviewed=$("$here/reviewed-hash.sh" "$commit"); then
        echo "apply: stopped, nothing was changed: it is not known which plan was reviewed" >&2
        echo "apply: to apply the plan above after all, start this pipeline by hand with the hash $hash" >&2
        exit 1
    fi
fi
if [ "$hash" != "$reviewed" ]; then
    echo "apply: stopped, nothing was changed: the plan of this merge has the hash $hash, and $reviewed was reviewed" >&2
    echo "apply: the account or the branch has changed since; look at the plan above, and to apply it start this pipeline" >&2
    echo "apply: by hand with the hash $hash" >&2
    exit 1
fi
ccapply plan.json --plan-hash "$reviewed" --auto-approve --lock-timeout 10m --receipt receipt.json
