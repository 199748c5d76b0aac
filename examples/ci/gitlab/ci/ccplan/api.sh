# shellcheck shell=bash
# How the scripts ask GitLab. Needs CI_API_V4_URL, which every job has, and CCPLAN_GITLAB_TOKEN, a project access token.

# By this line a note is known as ccplan's.
comment_mark='<!-- ccplan -->'

# api METHOD PATH [FILE]: prints what it answers; an error is told in its own words.
# The token is in no argument, which others could read.
api() {
    local method=$1 path=$2 answer status
    local arguments=(--request "$method")
    # A lost answer to a POST may have made something already: it is not sent again.
    if [ "$method" != POST ]; then arguments+=(--retry 2); fi
    if [ $# -gt 2 ]; then arguments+=(--header 'Content-Type: application/json' --data-binary "@$3"); fi
    answer=$(mktemp)
    if ! status=$(curl --silent --show-error --max-time 60 --output "$answer" --write-out '%{http_code}' \
        --config <(printf 'header = "PRIVATE-TOKEN: %s"\n' "$CCPLAN_GITLAB_TOKEN") \
        "${arguments[@]}" "$CI_API_V4_URL$path"); then
        rm -f "$answer"
        return 1
    fi
    if [[ $status != 2?? ]]; then
        echo "gitlab: $method $path: $status $(jq -r '.message? // .error? // empty | tostring' "$answer" 2>/dev/null |
            head -c 500)" >&2
        rm -f "$answer"
        return 1
    fi
    cat "$answer"
    rm -f "$answer"
}

# pages PATH: one JSON list of all pages.
pages() {
    local path=$1 page=1 text count lists
    lists=$(mktemp)
    while :; do
        text=$(api GET "$path$([[ $path == *\?* ]] && echo '&' || echo '?')per_page=100&page=$page") || return 1
        count=$(jq length <<<"$text") || return 1
        printf '%s\n' "$text" >>"$lists"
        if [ "$count" -lt 100 ]; then break; fi
        page=$((page + 1))
    done
    jq -s 'add' "$lists"
    rm -f "$lists"
}

# own_note PROJECT NUMBER: the note of ccplan on a merge request, as this token's user wrote it; empty when there is none.
own_note() {
    local user notes
    user=$(api GET /user | jq -er .id) || return 1
    notes=$(pages "/projects/$1/merge_requests/$2/notes?order_by=created_at&sort=asc") || return 1
    # Anybody can write the mark into a note; only the pipeline's own counts.
    jq -c --argjson user "$user" --arg mark "$comment_mark" \
        '[.[] | select(.author.id == $user and (.body | startswith($mark)))][0] // empty' <<<"$notes"
}
