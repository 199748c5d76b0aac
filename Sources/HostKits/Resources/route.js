// What every host of ccplan's bundles does that is written in JavaScript: nginx's njs and workers share this file and those that
// it imports. Their rules stand in docs/bundle-format.md. They are ES5 but for `import` and `export`, which is what njs 0.7.9
// reads, and keep nothing between requests.
import decision from './decision.js';
import encoding from './encoding.js';
import json from './json.js';
import request from './request.js';

var MOST_BODY_BYTES = 65536;
var MOST_PATH_BYTES = 512;
var TABLE_FORMAT = 1;
var DIALLED_TOKEN = 'PARAMS_TO';
var NO_STORE = 'no-store';

// MARK: Responses

function response(status, headers, body) {
    return { status: status, headers: headers, body: body };
}

// `{"error": reason}`; the reasons hold nothing that JSON would want escaped.
function problem(status, reason) {
    return response(
        status, { 'Content-Type': 'application/json', 'Cache-Control': NO_STORE }, '{"error":"' + reason + '"}'
    );
}

function notFound() { return problem(404, 'not found'); }
function tooLarge() { return problem(413, 'the body is too large'); }
function noObject() { return problem(400, 'the body is not a JSON object'); }

// What makes no sense, now or later.
function unreadable() { return problem(500, 'the release cannot be read'); }

// What could not be looked at; the platform asks again.
function unavailable() {
    var answer = problem(503, 'the release cannot be read at the moment');
    answer.headers['Retry-After'] = '1';
    return answer;
}

function noContent() { return response(204, { 'Cache-Control': NO_STORE }, null); }

function notAllowed(methods) {
    var answer = problem(405, 'method not allowed');
    answer.headers.Allow = methods;
    return answer;
}

// MARK: Paths

// Whether a text has nothing but lower-case hexadecimal digits, 16 of them.
function isName(text) {
    return text.length === 16 && !/[^0-9a-f]/.test(text);
}

function isRouteName(text) {
    return text.length > 0 && text.length <= 128 && text.charAt(0) !== '.' && !/[^A-Za-z0-9_.~-]/.test(text);
}

// The file behind a path, with its content type where it is served as it stands; null for a path that no host has.
function target(path) {
    if (path.length > MOST_PATH_BYTES || path.charAt(0) !== '/') return null;
    var parts = path.substring(1).split('/');
    for (var i = 0; i < parts.length; i++) parts[i] = encoding.decoded(parts[i], false);
    if (parts.length === 1) return parts[0] === 'events' ? { kind: 'events' } : null;
    if (parts[0] !== 'r' || !isName(parts[1])) return null;
    var folder = 'r/' + parts[1] + '/';
    if (parts.length === 3) {
        if (parts[2] === 'events') return { kind: 'events' };
        if (parts[2] !== 'fallback.json') return null;
        var fallback = constant(folder + parts[2], 'application/json');
        fallback.kind = 'fallback';
        return fallback;
    }
    if (parts.length !== 4) return null;
    var name = parts[3];
    var hash = name.substring(0, 16);
    var ending = name.substring(16);
    switch (parts[2]) {
    case 'e':
        return isRouteName(name) ? { kind: 'route', folder: folder, file: folder + 'e/' + name + '.json' } : null;
    case 'd':
        return isName(hash) && ending === '.json' ? constant(folder + 'd/' + name, 'application/json') : null;
    case 'a':
        if (!isName(hash)) return null;
        if (ending === '.mp3') return constant(folder + 'a/' + name, 'audio/mpeg');
        if (ending === '.wav') return constant(folder + 'a/' + name, 'audio/wav');
    }
    return null;
}

function constant(file, type) {
    return {
        kind: 'constant', file: file,
        headers: { 'Content-Type': type, 'Cache-Control': 'public, max-age=31536000, immutable' }
    };
}

// What a request asks for: an `answer` already, or a file that has to be read, with its `kind`.
//
// - route: `decide` over its text, then read the document that this names.
// - constant: served as it stands, under `headers`.
// - fallback: the same, unless `goesOn` says that the call goes on without it: then `noContent`.
// - events: `noteEvent`.
function begin(method, path) {
    var wanted = target(path);
    if (wanted === null) return { answer: notFound() };
    if (wanted.kind === 'constant') {
        return method === 'GET' || method === 'HEAD' ? wanted : { answer: notAllowed('GET, HEAD') };
    }
    if (wanted.kind === 'fallback') {
        var isAllowed = method === 'GET' || method === 'HEAD' || method === 'POST';
        return isAllowed ? wanted : { answer: notAllowed('GET, HEAD, POST') };
    }
    return method === 'GET' || method === 'POST' ? wanted : { answer: notAllowed('GET, POST') };
}

// The answer to a call's event: `body` is its text, '' for none, null for bytes that are no text.
function noteEvent(body) {
    if (body === '') return noContent();
    return json.isObject(body === null ? null : json.parsed(body)) ? noContent() : noObject();
}

// The answer of a route, or the `file` of the document that answers it, with the digits to put into it.
function decide(wanted, tableText, query, body, unixSeconds) {
    var table = JSON.parse(tableText);
    if (table.format !== TABLE_FORMAT) throw new Error('not of format ' + TABLE_FORMAT);
    var webhook = request.webhook(query, body);
    if (webhook === null) return { answer: noObject() };
    var end = decision.outcome(table.decide, webhook, unixSeconds);
    if (end === null) return { answer: noContent() };
    if (!isName(end.document)) throw new Error('a document without a name');
    return { file: wanted.folder + 'd/' + end.document + '.json', dialled: end.dialled };
}

// A document as the answer of a route.
function documentAnswer(text, dialled) {
    var body = dialled === null ? text : text.split(DIALLED_TOKEN).join(dialled);
    return response(200, { 'Content-Type': 'application/json', 'Cache-Control': NO_STORE }, body);
}

export default {
    begin: begin,
    decide: decide,
    documentAnswer: documentAnswer,
    noteEvent: noteEvent,
    goesOn: request.isForEvent,
    noContent: noContent,
    tooLarge: tooLarge,
    notFound: notFound,
    unreadable: unreadable,
    unavailable: unavailable,
    problem: problem,
    MOST_BODY_BYTES: MOST_BODY_BYTES
};
