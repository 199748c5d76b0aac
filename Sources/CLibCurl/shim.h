#ifndef CCPLAN_CLIBCURL_SHIM_H
#define CCPLAN_CLIBCURL_SHIM_H

#include <curl/curl.h>

// Swift cannot call variadic functions, so each option that is used has a typed door of its own here. There is no door
// for options in general on purpose: what can change a request's method or give it a body is in the last section, which
// only the module HTTPWrites uses.

#define CURL_DOOR_LONG(name, option) \
    static inline CURLcode curl_door_set_##name(CURL *handle, long value) { \
        return curl_easy_setopt(handle, option, value); \
    }

#define CURL_DOOR_POINTER(name, option, type) \
    static inline CURLcode curl_door_set_##name(CURL *handle, type value) { \
        return curl_easy_setopt(handle, option, value); \
    }

CURL_DOOR_LONG(timeout_ms, CURLOPT_TIMEOUT_MS)
CURL_DOOR_LONG(connect_timeout_ms, CURLOPT_CONNECTTIMEOUT_MS)
CURL_DOOR_LONG(expect_timeout_ms, CURLOPT_EXPECT_100_TIMEOUT_MS)
CURL_DOOR_LONG(nosignal, CURLOPT_NOSIGNAL)
CURL_DOOR_LONG(follow_location, CURLOPT_FOLLOWLOCATION)
CURL_DOOR_LONG(http_version, CURLOPT_HTTP_VERSION)
CURL_DOOR_LONG(suppress_connect_headers, CURLOPT_SUPPRESS_CONNECT_HEADERS)
CURL_DOOR_LONG(http_get, CURLOPT_HTTPGET)
CURL_DOOR_LONG(verify_peer, CURLOPT_SSL_VERIFYPEER)
CURL_DOOR_LONG(verify_host, CURLOPT_SSL_VERIFYHOST)

CURL_DOOR_POINTER(url, CURLOPT_URL, const char *)
CURL_DOOR_POINTER(user_agent, CURLOPT_USERAGENT, const char *)
CURL_DOOR_POINTER(headers, CURLOPT_HTTPHEADER, struct curl_slist *)
CURL_DOOR_POINTER(error_buffer, CURLOPT_ERRORBUFFER, char *)
CURL_DOOR_POINTER(signing_scope, CURLOPT_AWS_SIGV4, const char *)
CURL_DOOR_POINTER(user_name, CURLOPT_USERNAME, const char *)
CURL_DOOR_POINTER(password, CURLOPT_PASSWORD, const char *)

// The option that takes text came with 7.85, which also deprecated the older one.
static inline CURLcode curl_door_restrict_to_http(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

// Without this (7.87), removing a handle waits for a name lookup that is still going on.
static inline CURLcode curl_door_do_not_wait_for_lookups(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075700
    return curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
#else
    return CURLE_OK;
#endif
}

typedef size_t (*curl_door_data_callback)(char *bytes, size_t size, size_t count, void *context);
typedef int (*curl_door_start_callback)(void *context, char *, char *, int, int);

static inline CURLcode curl_door_set_body_callback(CURL *handle, curl_door_data_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, callback);
    return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}

static inline CURLcode curl_door_set_header_callback(CURL *handle, curl_door_data_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, callback);
    return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
}

// Called each time that a request is about to be sent on a connection: once more for each time that curl sends it again.
static inline CURLcode curl_door_set_start_callback(CURL *handle, curl_door_start_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, callback);
    return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_PREREQDATA, context);
}

static inline CURLcode curl_door_get_status(CURL *handle, long *value) {
    return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, value);
}

static inline CURLcode curl_door_get_sent_header_bytes(CURL *handle, long *value) {
    return curl_easy_getinfo(handle, CURLINFO_REQUEST_SIZE, value);
}

static inline CURLMcode curl_door_set_idle_connections(CURLM *multi, long value) {
    return curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, value);
}

static inline CURLcode curl_door_message_result(CURLMsg *message) {
    return message->data.result;
}

// For HTTPWrites alone: methods other than GET, and bodies.

CURL_DOOR_POINTER(write_method, CURLOPT_CUSTOMREQUEST, const char *)

// The bytes are copied; the size goes first, for it tells curl how much to copy.
static inline CURLcode curl_door_set_write_body(CURL *handle, const void *bytes, curl_off_t count) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, count);
    return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, bytes);
}

#undef CURL_DOOR_LONG
#undef CURL_DOOR_POINTER

#endif
