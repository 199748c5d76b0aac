# shellcheck shell=bash
# What the pipeline uses. Every script reads this file; what is set in the environment already wins.

# The four programs, as `make dist` packs them, and what they must be. Put the archive where your runners can reach it.
: "${CCPLAN_URL:=https://downloads.example.com/ccplan/ccplan-linux-x86_64.tar.gz}"
: "${CCPLAN_SHA256:=0000000000000000000000000000000000000000000000000000000000000000}"

# The project's folder in this repository, and its environment (empty: its default).
: "${CCPLAN_PROJECT:=.}"
: "${CCPLAN_ENV:=}"

# For ccplan, ccapply and ccsandbox: the project, and the environment if there is one.
project=("$CCPLAN_PROJECT")
if [ -n "$CCPLAN_ENV" ]; then project+=(--env "$CCPLAN_ENV"); fi
