// The worker on Deno: `host` is the folder that 'ccplan host worker' wrote.
//
// RELEASES is the folder that is published to; without it, ORIGIN is the URL of one.
import worker from './host/worker.js';

const folder = Deno.env.get('RELEASES');

async function read(path) {
    try {
        return await Deno.readFile(`${folder}/${path}`);
    } catch (error) {
        if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return null;
        throw error;
    }
}

const env = {
    RELEASES: folder ? { get: read } : undefined,
    ORIGIN: Deno.env.get('ORIGIN'),
    VONAGE_SIGNATURE_SECRET: Deno.env.get('VONAGE_SIGNATURE_SECRET'),
    SIGNATURES: Deno.env.get('SIGNATURES')
};

export default {
    fetch: (request) => worker.fetch(request, env)
};
