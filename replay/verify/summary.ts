import { counted, type Flaw, type Verification } from './verify.ts';

const WORDS: Readonly<Record<Flaw['kind'], string>> = {
  'log-changed': 'log file changed',
  'log-missing': 'log file missing',
  'log-extra': 'log file extra',
  'digest-changed': 'digest changed',
  'digest-missing': 'digest missing',
  'digest-misplaced': 'digest misplaced',
  'digest-unreadable': 'digest unreadable',
  'signature-invalid': 'signature invalid',
  'key-unknown': 'key unknown',
};

/** What came of checking a folder, as lines for a terminal. */
export function verifySummary(result: Verification, hasKeys: boolean): string {
  const { digests, signed, logFiles, from, to, flaws, open } = result;
  const span = from === '' ? '' : `, ${from} to ${to}`;
  const signatures = hasKeys ? `${signed} of ${digests} signatures hold` : 'signatures unchecked (no --public-key)';
  const lines = [
    `${counted(digests, 'digest')}${span}: ${signatures}; ${counted(logFiles, 'log file')} as delivered`,
    ...flaws.map(({ kind, file, reason }) => `  ${WORDS[kind].padEnd(18)}${file}\n${' '.repeat(20)}${reason}`),
    ...open.map((what) => `  not checked       ${what}`),
    flaws.length === 0 ? 'Nothing was changed, removed or added.' : `${counted(flaws.length, 'flaw')}.`,
  ];
  return `${lines.join('\n')}\n`;
}
