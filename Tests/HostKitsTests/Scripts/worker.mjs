// Asks worker.js as a platform of workers does, with releases in each kind of place. Run in a folder that has the kit's files and a
// copy of this one. Prints a line for each failure, then how many there were.
import { createServer } from 'node:http';

import worker from './worker.js';

const release = '0123456789abcdef';
const ncco = `[{"action":"talk","text":"für PARAMS_TO, PARAMS_TO"}]`;
const dialled = { by: 'dialled', extensions: {}, allow: ['44'], deny: [], refused: { proceed: true } };
dialled.allowed = { document: 'aaaaaaaaaaaaaaaa', substitute: 'dialled' };
const texts = new Map([
    [`r/${release}/e/answer.json`, JSON.stringify({ format: 1, decide: dialled })],
    [`r/${release}/e/lost.json`, JSON.stringify({ format: 1, decide: { document: 'bbbbbbbbbbbbbbbb' } })],
    [`r/${release}/d/aaaaaaaaaaaaaaaa.json`, ncco],
    [`r/${release}/fallback.json`, ncco]
]);
const bytes = (text) => new TextEncoder().encode(text);

let checked = 0;
let failed = 0;
function check(given, wanted, about) {
    checked++;
    if (given === wanted) return;
    failed++;
    console.log(`failed: ${about}: ${given} instead of ${wanted}`);
}

async function examine(place, env, reads) {
    const ask = (method, path, body) => worker.fetch(
        new Request(`https://voice.example.com${path}`, { method, body, ...(body ? { duplex: 'half' } : {}) }), env
    );
    const answer = await ask('POST', `/r/${release}/e/answer`, '{"to":"+44 20 7946 0018"}');
    check(answer.status, 200, place);
    check(answer.headers.get('content-type'), 'application/json', place);
    check(answer.headers.get('cache-control'), 'no-store', place);
    check(await answer.text(), ncco.replaceAll('PARAMS_TO', '442079460018'), place);
    check((await ask('GET', `/r/${release}/e/answer?to=00442079460018`)).status, 200, `${place}, GET`);
    check((await ask('GET', `/r/${release}/e/answer?to=33123456789`)).status, 204, `${place}, refused`);
    check((await ask('POST', `/r/${release}/e/answer`, '[]')).status, 400, `${place}, no object`);
    check((await ask('POST', `/r/${release}/e/answer`, `{"x":"${'y'.repeat(65_536)}"}`)).status, 413, `${place}, too large`);
    const endless = new ReadableStream({ pull(controller) { controller.enqueue(bytes(' '.repeat(10_000))); } });
    check((await ask('POST', `/r/${release}/e/answer`, endless)).status, 413, `${place}, endless`);
    const document = await ask('GET', `/r/${release}/d/aaaaaaaaaaaaaaaa.json`);
    check(document.headers.get('cache-control'), 'public, max-age=31536000, immutable', place);
    check(await document.text(), ncco, `${place}, document`);
    const event = '{"original_request":{"type":"event"}}';
    const fallback = `/r/${release}/fallback.json`;
    check((await ask('POST', fallback, event)).status, 204, `${place}, the fallback in mid-call`);
    check((await ask('GET', `${fallback}?original_request=${encodeURIComponent('{"type":"event"}')}`)).status, 204, `${place}, by GET`);
    check((await ask('HEAD', fallback)).headers.get('cache-control'), 'public, max-age=31536000, immutable', `${place}, HEAD`);
    check(await (await ask('POST', fallback, '{"original_request":{"type":"answer"}}')).text(), ncco, `${place}, the fallback`);
    check(await (await ask('POST', fallback, '{')).text(), ncco, `${place}, the fallback, whatever is posted`);
    check((await ask('PUT', fallback, event)).headers.get('allow'), 'GET, HEAD, POST', `${place}, the fallback`);
    check((await ask('POST', '/r/fedcba9876543210/fallback.json', event)).status, 404, `${place}, no fallback`);
    const head = await ask('HEAD', `/r/${release}/d/aaaaaaaaaaaaaaaa.json`);
    check(`${head.status} ${await head.text()}`, '200 ', `${place}, HEAD`);
    check((await ask('PUT', '/nowhere', 'y'.repeat(65_537))).status, 413, `${place}, too large for any path`);
    check((await ask('DELETE', `/r/${release}/e/answer`)).headers.get('allow'), 'GET, POST', place);
    check((await ask('GET', `/r/${release}/e/none`)).status, 404, `${place}, no route`);
    check((await ask('GET', `/r/${release}/e/lost`)).status, 500, `${place}, no document`);
    check((await ask('POST', '/events', '{"status":"completed"}')).status, 204, `${place}, event`);
    // What was read once is kept, what was not there is asked for again.
    const before = reads();
    await ask('GET', `/r/${release}/e/answer?to=442079460018`);
    check(reads(), before, `${place}, kept`);
    await ask('GET', `/r/${release}/e/none`);
    check(reads(), before + 1, `${place}, not kept`);
}

let reads = 0;
const found = (path) => {
    reads++;
    return texts.get(path);
};
const object = (text) => ({ arrayBuffer: async () => bytes(text).buffer });
await examine('a namespace', {
    RELEASES: {
        getWithMetadata() {},
        async get(path, type) {
            const text = found(path);
            return text === undefined ? null : type === 'arrayBuffer' ? bytes(text).buffer : text;
        }
    }
}, () => reads);
await examine('a bucket', {
    RELEASES: { async get(path) { const text = found(path); return text === undefined ? null : object(text); } }
}, () => reads);
await examine('a map of texts', { RELEASES: { get: found } }, () => reads);
await examine('a map of bytes', {
    RELEASES: { get(path) { const text = found(path); return text === undefined ? undefined : bytes(text); } }
}, () => reads);

const origin = createServer((request, response) => {
    const text = found(request.url.substring('/files/'.length));
    const absent = request.url.includes('/r/') ? 403 : 404;
    response.writeHead(text === undefined ? absent : 200).end(text);
});
await new Promise((resolve) => origin.listen(0, '127.0.0.1', resolve));
await examine('an origin', { ORIGIN: `http://127.0.0.1:${origin.address().port}/files` }, () => reads);
origin.close();
origin.closeAllConnections();

for (const env of [{}, { ORIGIN: 'http://127.0.0.1:1/' }]) {
    const answer = await worker.fetch(new Request(`https://voice.example.com/r/${release}/e/answer`), env);
    check(answer.status, 503, 'no place');
    check(answer.headers.get('retry-after'), '1', 'no place');
}

// An origin that does not do well. What it says comes from here, by path; null stands for no answer at all.
let says = {};
const asked = [];
const bad = createServer((request, response) => {
    asked.push(request.url);
    const [status, headers, body] = says[request.url] ?? [404, {}, ''];
    if (status === null) return;
    response.writeHead(status, headers).end(body);
});
await new Promise((resolve) => bad.listen(0, '127.0.0.1', resolve));
const table = texts.get(`r/${release}/e/answer.json`);
const files = {
    [`/r/${release}/e/answer.json`]: [200, {}, table],
    [`/r/${release}/d/aaaaaaaaaaaaaaaa.json`]: [200, {}, ncco]
};
// The same environment is the same worker.
const env = () => ({ ORIGIN: `http://127.0.0.1:${bad.address().port}` });
const get = (path, env) => worker.fetch(new Request(`https://voice.example.com/r/${release}/${path}`), env);
const call = 'e/answer?to=442079460018';

// Whether signatures are required cannot be told from a manifest that cannot be read.
const manifest = `/manifests/${release}.json`;
const required = JSON.stringify({ format: 1, release, signatures: 'require' });
for (const [name, answer, status] of [
    ['none', [404, {}, ''], 200], ['one that requires nothing', [200, {}, JSON.stringify({ format: 1, release })], 200],
    ['one that requires signatures', [200, {}, required], 503], ['a forbidden one', [403, {}, ''], 503],
    ['half of one', [200, {}, required.slice(0, 30)], 503], ['no object', [200, {}, '0'], 503],
    ['an unknown wish', [200, {}, '{"signatures":"requir"}'], 503], ['a page', [200, { 'Content-Type': 'text/html' }, '<p>'], 503],
    ['a redirect', [302, { Location: `/r/${release}/e/answer.json` }, ''], 503], ['an error', [500, {}, ''], 503]
]) {
    says = { ...files, [manifest]: answer };
    const same = env();
    check((await get(call, same)).status, status, `manifest: ${name}`);
    check((await get(call, same)).status, status, `manifest: ${name}, again`);
    check((await get(call, { ...same, SIGNATURES: 'observe' })).status, 200, `manifest: ${name}, for all`);
}
says = { ...files, '/manifest.json': [200, {}, required] };
check((await get(call, env())).status, 503, 'the manifest of a build');
says = { ...files, '/manifest.json': [200, {}, required.replace(release, 'fedcba9876543210')] };
check((await get(call, env())).status, 200, 'the manifest of another build');
check((await get(call, { ...env(), SIGNATURES: 'requir' })).status, 503, 'a policy that is none');

// Nothing but whole files is served and kept.
const html = { 'Content-Type': 'text/html; charset=utf-8' };
for (const [name, answer] of [
    ['a page', [200, html, '<h1>Maintenance</h1>']], ['a page that is JSON', [200, html, ncco]],
    ['half a document', [200, {}, ncco.slice(0, 40)]], ['a redirect', [301, { Location: `/r/${release}/d/x` }, '']],
    ['nothing', [204, {}, '']], ['an error', [502, {}, '']], ['no answer', [null]]
]) {
    for (const [path, file] of [[call, 'd/aaaaaaaaaaaaaaaa.json'], [call, 'e/answer.json'], ['d/aaaaaaaaaaaaaaaa.json'], ['fallback.json']]) {
        if (answer[0] === null && path !== call) continue;  // Each of these takes its time.
        says = { ...files, [`/r/${release}/${file ?? path}`]: answer };
        const same = env();
        const begun = performance.now();
        const reply = await get(path, same);
        check(reply.status, 503, `${name}: ${path}`);
        check(reply.headers.get('retry-after'), '1', `${name}: ${path}`);
        check(await reply.text(), '{"error":"the release cannot be read at the moment"}', `${name}: ${path}`);
        // The platform waits for 5 seconds.
        if (answer[0] === null) check(performance.now() - begun < 4_500, true, `${name}: in time`);
        says = { ...files, [`/r/${release}/fallback.json`]: [200, {}, ncco] };
        check((await get(path, same)).status, 200, `${name}: ${path}, later`);
    }
}
const sound = 'a/aaaaaaaaaaaaaaaa.mp3';
for (const [headers, count] of [[{ 'Content-Length': 3 }, 1], [{ 'Transfer-Encoding': 'chunked' }, 2]]) {
    says = { [`/r/${release}/${sound}`]: [200, headers, 'ID3'] };
    const same = env();
    asked.length = 0;
    for (let round = 0; round < 2; round++) check((await get(sound, same)).status, 200, 'a sound');
    check(asked.length, count, `a sound with ${JSON.stringify(headers)}, asked for`);
}
bad.close();
bad.closeAllConnections();
console.log(`${checked} checked, ${failed} failed`);
