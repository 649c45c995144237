// Prints a scan's findings as sorted lines "RULE file:line", the form of the checked-in lists.
import { readFileSync } from 'node:fs';

const { findings } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
console.log(findings.map(f => `${f.rule} ${f.file}:${f.line}`).sort().join('\n'));
