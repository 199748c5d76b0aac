// Runs the vectors of Tests/Fixtures through the kit's JavaScript: in Node and in njs alike. Prints one line for each failure, then
// how many there were. Run in a folder that has the kit's files and a copy of this one; who runs it writes the folder in.
import fs from 'fs';
import decision from './decision.js';
import request from './request.js';
import route from './route.js';
import schedule from './schedule.js';
import words from './words.js';

var folder = 'VECTORS';
var checked = 0;
var failed = 0;

function check(isRight, about) {
    checked++;
    if (isRight) return;
    failed++;
    console.log('failed: ' + about);
}

function read(name) {
    return JSON.parse(fs.readFileSync(folder + '/' + name, 'utf8'));
}

// The text of a body, null for bytes that are no UTF-8.
function bodyOf(item) {
    if (item.bytes === undefined) return item.body === undefined ? '' : item.body;
    var bytes = item.bytes.match(/../g).map(function (digits) { return parseInt(digits, 16); });
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(new Uint8Array(bytes));
    } catch (error) {
        return null;
    }
}

function outcomeOf(table, item) {
    var webhook = request.webhook(item.query || '', bodyOf(item));
    if (webhook === null) return 'bad request';
    var end = decision.outcome(table.decide, webhook, item.at || 0);
    if (end === null) return 'proceed';
    return end.document + (end.dialled === null ? '' : ' with ' + end.dialled);
}

function wanted(outcome) {
    if (typeof outcome === 'string') return outcome;
    return outcome.document + (outcome.dialled === undefined ? '' : ' with ' + outcome.dialled);
}

['callers', 'hours', 'numbers', 'requests', 'shares', 'words'].forEach(function (name) {
    var file = read('decisions/' + name + '.json');
    file.cases.forEach(function (item, index) {
        var outcome = outcomeOf(file.tables[item.table], item);
        check(outcome === wanted(item.outcome), name + ' ' + index + ', ' + item.about + ': ' + outcome);
    });
    (file.hashes || []).forEach(function (item) {
        check(decision.callHash(item.text) === item.hash, 'hash of ' + item.text);
    });
});

read('fallback-vectors.json').cases.forEach(function (item, index) {
    var outcome = route.goesOn(item.query || '', bodyOf(item)) ? 'proceed' : 'document';
    check(outcome === item.outcome, 'fallback ' + index + ', ' + item.about + ': ' + outcome);
});

read('speech-vectors.json').texts.forEach(function (item) {
    check(JSON.stringify(words.wordsOf(item.text, 100000)) === JSON.stringify(item.words), 'words, ' + item.about);
});

read('schedule-vectors.json').vectors.forEach(function (vector) {
    vector.cases.forEach(function (item) {
        check(schedule.isOpen(vector.schedule, item.at) === item.open, 'hours, ' + vector.rule + ': ' + item.local);
    });
});

console.log(checked + ' checked, ' + failed + ' failed');
