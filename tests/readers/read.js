// read.js READER FILE [EVERY]: ask a JavaScript YAML reader for the strings of the style test; see
// read.py. READER is yaml-1.2 or yaml-1.1 (npm yaml) or js-yaml. Exit 77: it is not installed.
'use strict';
const fs = require('fs');

function makeReader(name) {
    try {
        if (name === 'js-yaml') {
            const yaml = require('js-yaml');
            return (text) => yaml.load(text);
        }
        const yaml = require('yaml');
        const version = name.slice('yaml-'.length);
        return (text) => yaml.parse(text, { version, logLevel: 'error' });
    } catch (error) {
        process.exit(77);
    }
}

function find(value, path, what) {
    for (const step of path) value = value[step];
    return what === 'key' ? Object.keys(value).pop() : value;
}

const read = makeReader(process.argv[2]);
const every = Number(process.argv[4] || 1);
let wrong = 0;
let count = 0;
fs.readFileSync(process.argv[3], 'utf8').split('\n').forEach((line, number) => {
    if (line === '' || number % every !== 0) return;
    const [place, path, what, wanted, text] = JSON.parse(line);
    // JavaScript sorts keys that are numbers before the others.
    if (what === 'key' && /^\d+$/.test(wanted)) return;
    count++;
    let got;
    try {
        got = find(read(text), path, what);
    } catch (error) {
        got = error;
    }
    if (typeof got === 'string' && got === wanted) return;
    wrong++;
    console.log(`${place}: wanted ${JSON.stringify(wanted)}, got ${got} from ${JSON.stringify(text.slice(0, 200))}`);
});
console.log(`${count - wrong} of ${count} strings read back`);
process.exit(wrong > 0 ? 1 : 0);
