import { describe, expect, it } from 'vitest';
import {
  EventPatternError,
  matchesEvent,
  matchesFilterPolicy,
  parseEventPattern,
  parseFilterPolicy,
} from '../../core/event-pattern/index.ts';
import { FilterPatternError, matchesFilter, parseFilterPattern } from '../../core/filter-pattern/index.ts';
import { type Block, blocksOf, commandsOf, DocsShell } from '../support/docs.ts';
import { testFolder } from '../support/folder.ts';

const PAGE = 'docs/patterns.md';
const { folder, file } = testFolder();
const blocks = blocksOf(PAGE);
const shell = new DocsShell(folder);

/** Does the pattern of a block match a line? */
function testOf({ kind, text }: Block): (line: string) => boolean {
  if (kind === 'filter-pattern') {
    const pattern = parseFilterPattern(text);
    return (line) => matchesFilter(pattern, line);
  }
  if (kind === 'filter-policy') {
    const policy = parseFilterPolicy(text, 'MessageBody');
    return (line) => matchesFilterPolicy(policy, line);
  }
  const pattern = parseEventPattern(text);
  return (line) => matchesEvent(pattern, line);
}

const isPattern = ({ kind }: Block) => ['filter-pattern', 'event-pattern', 'filter-policy'].includes(kind);
const named = (block: Block) => [`line ${block.line}`, block] as const;

describe(`what ${PAGE} shows`, () => {
  it('has examples of every kind', () => {
    const kinds = new Set(blocks.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(
      ['console', 'event-pattern', 'filter-pattern', 'filter-policy', 'json', 'matches', 'no-match', 'refused'].sort(),
    );
  });

  it.each(blocks.filter(({ kind }) => kind === 'matches' || kind === 'no-match').map(named))(
    'matches or does not, as said at %s',
    (_, block) => {
      const pattern = blocks.slice(0, blocks.indexOf(block)).findLast(isPattern);
      if (pattern === undefined) throw new Error(`no pattern stands before line ${block.line}`);
      const matches = testOf(pattern);
      for (const line of block.text.split('\n'))
        expect([line, matches(line)]).toEqual([line, block.kind === 'matches']);
    },
  );

  it.each(blocks.filter(({ kind }) => kind === 'refused').map(named))('is refused, as said at %s', (_, block) => {
    for (const line of block.text.split('\n')) {
      const [pattern = '', reason] = line.split('   ');
      const parse = block.info === 'event-pattern' ? parseEventPattern : parseFilterPattern;
      const refusal = block.info === 'event-pattern' ? EventPatternError : FilterPatternError;
      expect(() => parse(pattern), pattern).toThrow(refusal);
      if (reason) expect(() => parse(pattern)).toThrow(reason.trim());
    }
  });

  it.each(blocks.filter(({ kind }) => kind === 'console').map(named))('is printed, as said at %s', (_, block) => {
    for (const each of blocks) if (each.kind === 'json' && each.info) file(each.info, `${each.text}\n`);
    for (const { command, output } of commandsOf(block))
      expect([command, shell.run(command).output]).toEqual([command, output]);
  });
});
