# shellcheck shell=bash
# How the scripts ask GitHub. Needs GITHUB_TOKEN, GITHUB_API_URL and GITHUB_REPOSITORY, the last two of which every runner sets.

# shellcheck disable=SC2034 # used by the scripts that read this file
# By this line a comment is known as ccplan's, and by this user as this pipeline's.
comment_mark='<!-- ccplan -->'
# shellcheck disable=SC2034
drift_mark='<!-- ccplan drift -->'
bot=${CCPLAN_BOT:-github-actions[bot]}

# fetch URL OUT [CURL-ARGUMENT...]: the token is in no argument, which others could read; it goes to no other host.
fetch() {
    local url=$1 out=$2
    shift 2
    curl --silent --show-error --location --max-time 60 --output "$out" --write-out '%{http_code}' \
        --header 'Accept: application/vnd.github+json' --header 'X-GitHub-Api-Version: 2022-11-28' \
        --config <(printf 'header = "Authorization: Bearer %s"\n' "$GITHUB_TOKEN") "$@" "$url"
}

# api METHOD PATH [FILE]: prints what it answers; an error is told in its own words.
api() {
    local method=$1 path=$2 answer status
    local arguments=(--request "$method")
    # A lost answer to a POST may have made something already: it is not sent again.
    if [ "$method" != POST ]; then arguments+=(--retry 2); fi
    if [ $# -gt 2 ]; then arguments+=(--header 'Content-Type: application/json' --data-binary "@$3"); fi
    answer=$(mktemp)
    if ! status=$(fetch "$GITHUB_API_URL$path" "$answer" "${arguments[@]}"); then
        rm -f "$answer"
        return 1
    fi
    if [[ $status != 2?? ]]; then
        echo "github: $method $path: $status $(jq -r '.message? // empty' "$answer" 2>/dev/null | head -c 500)" >&2
        rm -f "$answer"
        return 1
    fi
    cat "$answer"
    rm -f "$answer"
}

# pages PATH [FILTER]: one JSON list of all pages; FILTER takes the list out of a page.
pages() {
    local path=$1 filter=${2:-.} page=1 text count lists
    lists=$(mktemp)
    while :; do
        text=$(api GET "$path$([[ $path == *\?* ]] && echo '&' || echo '?')per_page=100&page=$page") || return 1
        count=$(jq "$filter | length" <<<"$text") || return 1
        jq -c "$filter" <<<"$text" >>"$lists"
        if [ "$count" -lt 100 ]; then break; fi
        page=$((page + 1))
    done
    jq -s 'add' "$lists"
    rm -f "$lists"
}
