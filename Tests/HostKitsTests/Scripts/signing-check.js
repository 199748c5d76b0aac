// Signs requests as another implementation did (botocore's S3SigV4Auth), for Node and njs. Run in a folder that has the kit's files and
// a copy of this one. Prints a line for each failure, then how many there were.
import signing from './signing.js';

var now = new Date(Date.UTC(2026, 10, 26, 12, 34, 56, 789));
var plain = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'se/cret+=' };
var checked = 0;
var failed = 0;

function check(given, wanted, about) {
    checked++;
    if (given === wanted) return;
    failed++;
    console.log('failed: ' + about + ': ' + given + ' instead of ' + wanted);
}

function environment(more) {
    var all = {};
    for (var name in plain) all[name] = plain[name];
    for (var other in more) all[other] = more[other];
    return all;
}

var local = 'http://127.0.0.1:9000/voice/a%20b/r/0123456789abcdef/e/main~1.json';
var given = signing.fields(local, plain, now);
check(given.host, '127.0.0.1:9000', 'host');
check(given.date, '20261126T123456Z', 'date');
check(given.token, '', 'no token');
check(given.hash, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'hash');
check(given.authorization, 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261126/us-east-1/s3/aws4_request, '
    + 'SignedHeaders=host;x-amz-content-sha256;x-amz-date, '
    + 'Signature=dd5ffdace240a0f302381f450a18482e6a0eec84a117b2f172c29928e40ca858', 'authorization');

var cloud = 'https://acme-voice.s3.eu-west-1.amazonaws.com/r/0123456789abcdef/d/fedcba9876543210.json';
var regions = [{ AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'x' }, { AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-1' }];
for (var i = 0; i < regions.length; i++) {
    regions[i].AWS_SESSION_TOKEN = 'tok/en+=';
    given = signing.fields(cloud, environment(regions[i]), now);
    check(given.token, 'tok/en+=', 'token');
    check(given.authorization, 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261126/eu-west-1/s3/aws4_request, '
        + 'SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token, '
        + 'Signature=791075dd0700f91780a9a2804986bf6c0811ca782583f8f05456c8d8acf9f143', 'authorization with a token');
}

// Half a key is none: nothing is signed.
var halves = [{}, { AWS_ACCESS_KEY_ID: 'A' }, { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: '' }, { AWS_SECRET_ACCESS_KEY: 'b' }];
for (i = 0; i < halves.length; i++) {
    given = signing.fields(cloud, halves[i], now);
    check(given.authorization + given.date + given.hash + given.token, '', 'unsigned');
    check(given.host, 'acme-voice.s3.eu-west-1.amazonaws.com', 'host');
}

var wrong = ['', '/r/x', 's3://bucket/r/x', 'https://', 'https://host', 'https://host/a?b'];
for (i = 0; i < wrong.length; i++) {
    var refused = false;
    try {
        signing.fields(wrong[i], plain, now);
    } catch (error) {
        refused = true;
    }
    check(refused, true, wrong[i]);
}

console.log(checked + ' checked, ' + failed + ' failed');
