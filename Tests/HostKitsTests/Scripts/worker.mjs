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
    response.writeHead(text === undefined ? 403 : 200).end(text);
});
await new Promise((resolve) => origin.listen(0, '127.0.0.1', resolve));
await examine('an origin', { ORIGIN: `http://127.0.0.1:${origin.address().port}/files` }, () => reads);
origin.close();
origin.closeAllConnections();

for (const env of [{}, { ORIGIN: 'http://127.0.0.1:1/' }]) {
    const answer = await worker.fetch(new Request(`https://voice.example.com/r/${release}/e/answer`), env);
    check(answer.status, 500, 'no place');
}
console.log(`${checked} checked, ${failed} failed`);
