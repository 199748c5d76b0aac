// The worker on Bun: `host` is the folder that 'ccplan host worker' wrote.
//
// RELEASES is the folder that is published to; without it, ORIGIN is the URL of one.
import worker from './host/worker.js';

const { RELEASES: folder, ORIGIN, VONAGE_SIGNATURE_SECRET, SIGNATURES } = process.env;

async function read(path) {
    const file = Bun.file(`${folder}/${path}`);
    return await file.exists() ? new Uint8Array(await file.arrayBuffer()) : null;
}

const env = { RELEASES: folder ? { get: read } : undefined, ORIGIN, VONAGE_SIGNATURE_SECRET, SIGNATURES };

export default {
    hostname: process.env.ADDRESS ?? '127.0.0.1',
    port: Number(process.env.PORT ?? 8080),
    fetch: (request) => worker.fetch(request, env)
};
