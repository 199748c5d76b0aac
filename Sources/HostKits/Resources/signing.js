// Signs what is asked of an S3 store: AWS Signature Version 4, for a GET without a query and without a body.
import crypto from 'crypto';

var NO_BODY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

// The fields of a request for `url`, which is sent as it is written here: `host`, and, where the environment has a key, `date`,
// `hash`, `token` and `authorization`, else empty texts.
//
// - environment: has AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION or AWS_DEFAULT_REGION; an empty one
//   counts as none.
// - now: a `Date`.
function fields(url, environment, now) {
    var parts = /^https?:\/\/([^\/?#]+)(\/[^?#]*)$/.exec(url);
    if (parts === null) throw new Error('the origin is not an http or https URL');
    var given = { host: parts[1], date: '', hash: '', token: '', authorization: '' };
    var key = environment.AWS_ACCESS_KEY_ID;
    var secret = environment.AWS_SECRET_ACCESS_KEY;
    if (!key || !secret) return given;

    given.date = now.toISOString().replace(/[:-]|\.[0-9]+/g, '');
    given.hash = NO_BODY_HASH;
    given.token = environment.AWS_SESSION_TOKEN || '';
    var headers = 'host:' + given.host + '\nx-amz-content-sha256:' + given.hash + '\nx-amz-date:' + given.date + '\n';
    var names = 'host;x-amz-content-sha256;x-amz-date';
    if (given.token) {
        headers += 'x-amz-security-token:' + given.token + '\n';
        names += ';x-amz-security-token';
    }
    var request = 'GET\n' + parts[2] + '\n\n' + headers + '\n' + names + '\n' + given.hash;

    var day = given.date.substring(0, 8);
    var region = environment.AWS_REGION || environment.AWS_DEFAULT_REGION || 'us-east-1';
    var scope = day + '/' + region + '/s3/aws4_request';
    var text = 'AWS4-HMAC-SHA256\n' + given.date + '\n' + scope + '\n'
        + crypto.createHash('sha256').update(request).digest('hex');
    var daily = code(code(code(code('AWS4' + secret, day), region), 's3'), 'aws4_request');
    given.authorization = 'AWS4-HMAC-SHA256 Credential=' + key + '/' + scope + ', SignedHeaders=' + names
        + ', Signature=' + crypto.createHmac('sha256', daily).update(text).digest('hex');
    return given;
}

function code(key, text) {
    return crypto.createHmac('sha256', key).update(text).digest();
}

export default { fields: fields };
