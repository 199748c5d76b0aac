// What a webhook says, in whatever form it came: docs/bundle-format.md, "Requests".
import encoding from './encoding.js';
import json from './json.js';

var MOST_RESULTS = 10;

// What a webhook says, from its query string and the text of its body; null when the body is there and no JSON object.
function webhook(query, body) {
    var request = {
        to: null, from: null, fromUser: null, status: null, conversation: null, digits: null, speech: []
    };
    if (body !== '') {
        var object = body === null ? null : json.parsed(body);
        if (!json.isObject(object)) return null;
        readMembers(request, function (name) { return json.member(object, name); });
    }
    if (query !== '') {
        var pairs = queryPairs(query);
        readMembers(request, function (name) { return queryMember(pairs, name); });
    }
    return request;
}

// Takes over what the request lacks until now; values of other types than expected count as absent.
function readMembers(request, get) {
    if (request.to === null) request.to = textOf(get('to'));
    if (request.from === null) request.from = textOf(get('from'));
    if (request.fromUser === null) request.fromUser = textOf(get('from_user'));
    if (request.status === null) request.status = textOf(get('status'));
    if (request.conversation === null) request.conversation = textOf(get('conversation_uuid'));
    if (request.digits === null) {
        var dtmf = get('dtmf');
        var keys = textOf(json.isObject(dtmf) ? json.member(dtmf, 'digits') : dtmf);
        if (keys !== null && keys.length > 0 && keys.length <= 20 && !/[^0-9*#]/.test(keys)) request.digits = keys;
    }
    if (request.speech.length === 0) {
        var speech = get('speech');
        var results = json.isObject(speech) ? json.member(speech, 'results') : null;
        if (Array.isArray(results)) {
            for (var i = 0; i < results.length && i < MOST_RESULTS; i++) {
                var text = json.isObject(results[i]) ? textOf(json.member(results[i], 'text')) : null;
                if (text !== null) request.speech.push(text);
            }
        }
    }
}

// Whether a request for the fallback document stands in for an event of a call that goes on: docs/bundle-format.md, "The
// fallback". `body` is its text, '' for none, null for bytes that are no text.
function isForEvent(query, body) {
    var object = body === '' || body === null ? null : json.parsed(body);
    var original = json.isObject(object) ? json.member(object, 'original_request') : null;
    if (!json.isObject(original)) {
        var text = queryMember(queryPairs(query), 'original_request');
        original = text !== null && text.charAt(0) === '{' ? json.parsed(text) : null;
    }
    return json.isObject(original) && json.member(original, 'type') === 'event';
}

function textOf(value) {
    return typeof value === 'string' ? value : null;
}

function queryMember(pairs, name) {
    for (var i = 0; i < pairs.length; i++) {
        if (encoding.decoded(pairs[i][0], true) !== name) continue;
        var text = encoding.decoded(pairs[i][1], true);
        // A `+` that was not encoded comes as a blank.
        if (name === 'to' && /^ [1-9]/.test(text)) return '+' + text.substring(1);
        if ((name === 'dtmf' || name === 'speech') && text.charAt(0) === '{') {
            var value = json.parsed(text);
            return value === undefined ? null : value;
        }
        return text;
    }
    return null;
}

// The pairs of a query string, percent-encoded as they came.
function queryPairs(query) {
    var pairs = [];
    var parts = query.split('&');
    for (var i = 0; i < parts.length; i++) {
        if (parts[i] === '') continue;
        var mark = parts[i].indexOf('=');
        pairs.push(mark < 0 ? [parts[i], ''] : [parts[i].substring(0, mark), parts[i].substring(mark + 1)]);
    }
    return pairs;
}

export default { webhook: webhook, isForEvent: isForEvent };
