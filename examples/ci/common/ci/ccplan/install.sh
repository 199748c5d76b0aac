#!/usr/bin/env bash
# Installs ccplan, ccapply, ccserve and ccsandbox from one archive, which must have the pinned SHA-256.
# They stand in $CCPLAN_BIN, ~/.local/share/ccplan/bin when that is not set; on GitHub that is put on the PATH.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/settings.sh"
bin=${CCPLAN_BIN:-$HOME/.local/share/ccplan/bin}
aside=$(mktemp -d)
trap 'rm -rf "$aside"' EXIT

curl --fail --silent --show-error --location --retry 3 --max-time 300 --output "$aside/archive" "$CCPLAN_URL"
found=$(sha256sum "$aside/archive" | cut -d ' ' -f 1)
if [ "$found" != "$CCPLAN_SHA256" ]; then
    echo "install: what $CCPLAN_URL serves has the SHA-256 $found, and $CCPLAN_SHA256 is pinned" >&2
    exit 1
fi
mkdir -p "$bin"
tar -xzf "$aside/archive" -C "$bin" --no-same-owner ccplan ccapply ccserve ccsandbox
if ! version=$("$bin/ccplan" --version); then
    echo "install: ccplan does not start here; it needs libcurl 4 and libyaml 0 (apt-get install libcurl4 libyaml-0-2)" >&2
    exit 1
fi
if [ -n "${GITHUB_PATH:-}" ]; then echo "$bin" >>"$GITHUB_PATH"; fi
echo "ccplan $version in $bin"
