#!/usr/bin/env bash
# Plans the change under review against a snapshot of the account, with no credential.
#   review.sh BASE SNAPSHOT OUT
# BASE is a ref of git, written out (refs/heads/main, or refs/remotes/origin/main) or a commit: somebody may push a tag of a
# branch's name. SNAPSHOT is a file of `ccplan snapshot`. Into OUT go comment.md, plan.html and plan.json, which has the
# plan's hash. A comment is there even where no plan can be made, so that an older one does not go on standing for this change.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"
base=$1 snapshot=$2 out=$3
mkdir -p "$out"
rm -f "$out"/comment.md "$out"/plan.html "$out"/plan.json

status=0
ccplan plan "${project[@]}" --live "$snapshot" --base "$base" \
    --report "markdown=$out/comment.md" --report "html=$out/plan.html" --report "json=$out/plan.json" || status=$?
if [ ! -s "$out/comment.md" ]; then
    cat >"$out/comment.md" <<'TEXT'
<!-- ccplan -->
### No plan can be made of this change

The project has errors, or the account cannot be compared with it; the job that planned says which. Nothing of this can be applied.
TEXT
fi
exit "$status"
