import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedData, sharedPath } from '../support/shared.ts';
import { CorrectionError, correct, readCorrections } from './corrections.ts';

const tests = `import boto3


@mock_aws
def test_one():
    client.put(Name="n/a", Size=1)
    assert client.get()["Name"] == "n/a"


@mock_aws
class TestTwo:
    def test_inner(self):
        client.put(Name="n/a")

    def test_later(self):
        client.put(Name="n/a")


def test_three():
    client.put(Name="n/a")
`;

const correction = (...changes: object[]) =>
  readCorrections(JSON.stringify([{ file: 'test_a.py', kind: 'input', why: 'as AWS has it', changes }]), 'a.yaml');

const corrected = (...changes: object[]) => correct(tests, 'test_a.py', correction(...changes));

describe('a correction', () => {
  it('replaces an exact text as often as it says, and no sign of it is special', () => {
    const text = corrected({ find: '"n/a"', put: '"$1 $&"', times: 5 });

    expect(text).toBe(tests.replaceAll('"n/a"', () => '"$1 $&"'));
  });

  it('replaces what an expression matches, over lines and with its groups', () => {
    const text = corrected({ match: '(Size)=1\\)\\n +assert .*', put: '$1=2)' });

    expect(text).toContain('client.put(Name="n/a", Size=2)\n\n\n@mock_aws\nclass');
  });

  it.each([
    ['test_one', 2],
    ['test_inner', 1],
    ['test_later', 1],
    ['test_three', 1],
  ])('keeps to %s', (test, times) => {
    const text = corrected({ test, find: '"n/a"', put: '"x"', times });
    const body = text.slice(text.indexOf(`def ${test}(`));

    expect(text.split('"x"').length - 1).toBe(times);
    expect(body.slice(0, body.search(/\n\n/))).not.toContain('n/a');
  });

  it('is made after those before it, and to its own file alone', () => {
    const changes = [
      { find: 'Size=1', put: 'Size=2' },
      { find: 'Size=2', put: 'Size=3' },
    ];

    expect(corrected(...changes)).toContain('Size=3');
    expect(correct(tests, 'test_b.py', correction(...changes))).toBe(tests);
  });

  it.each([
    ['its text is not there', { find: 'Size=9', put: '' }, '"Size=9" is found 0 times, not 1'],
    ['its text is there more often', { find: '"n/a"', put: '' }, '"\\"n/a\\"" is found 5 times, not 1'],
    ['its text is there less often', { match: 'n.a', put: '', times: 6 }, '"n.a" is found 5 times, not 6'],
    [
      'its text is in another test',
      { test: 'test_three', find: 'Size', put: '' },
      '"Size" is found 0 times in test_three',
    ],
    ['its test is not there', { test: 'test_four', find: 'Size', put: '' }, 'test_four is defined 0 times'],
  ])('is refused where %s', (_, change, message) => {
    expect(() => corrected(change)).toThrow(CorrectionError);
    expect(() => corrected(change)).toThrow(`test_a.py: ${message}`);
  });

  it.each([
    ['has no reason', '[{file: a.py, kind: input, changes: [{find: a, put: b}]}]', 'why'],
    ['is of no known kind', '[{file: a.py, kind: skip, why: w, changes: [{find: a, put: b}]}]', 'kind'],
    ['changes nothing', '[{file: a.py, kind: input, why: w, changes: []}]', 'changes'],
    ['has a member unknown', '[{file: a.py, kind: input, why: w, changes: [{find: a, put: b, time: 2}]}]', 'time'],
    ['has no place', '[{file: a.py, kind: input, why: w, changes: [{put: b}]}]', 'either find or match'],
    ['has two places', '[{file: a.py, kind: input, why: w, changes: [{find: a, match: c, put: b}]}]', 'either find'],
    ['puts back what it finds', '[{file: a.py, kind: input, why: w, changes: [{find: a, put: a}]}]', 'by itself'],
  ])('is not read when it %s', (_, text, message) => {
    expect(() => readCorrections(text, 'a.yaml')).toThrow(CorrectionError);
    expect(() => readCorrections(text, 'a.yaml')).toThrow(message);
  });
});

describe("what is kept of moto's suite", () => {
  const here = import.meta.dirname;
  const ids = (folder: string, service: string) => {
    const file = readdirSync(path.join(here, folder)).find((name) => path.parse(name).name === service);
    const text = file ? readFileSync(path.join(here, folder, file), 'utf8') : '';
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t'));
  };

  it.each(readdirSync(path.join(here, 'corrections')))('can be read: corrections/%s', (name) => {
    const corrections = readCorrections(readFileSync(path.join(here, 'corrections', name), 'utf8'), name);

    expect(corrections.length).toBeGreaterThan(0);
  });

  it.skipIf(!sharedData)('names recorded cases that are there', () => {
    const recorded = readdirSync(sharedPath('recorded-aws'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .map((name) => readFileSync(sharedPath(`recorded-aws/${name}`), 'utf8'))
      .flatMap((text) => Object.keys(JSON.parse(text) as object))
      .map((name) => name.split('::').at(-1)!.split('[')[0]!);
    const reasons = readdirSync(path.join(here, 'corrections')).flatMap((name) =>
      readCorrections(readFileSync(path.join(here, 'corrections', name), 'utf8'), name).map(({ why }) => why),
    );

    const named = reasons.flatMap((why) => why.match(/\btests?_\w+/g) ?? []);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !recorded.includes(name))).toEqual([]);
  });

  it.each(readdirSync(path.join(here, 'lists')).map((name) => path.parse(name).name))(
    'has a test of %s once, listed or outside, and excepts with a reason what it lists',
    (service) => {
      const listed = ids('lists', service).map(([id]) => id);
      const outside = ids('outside', service);
      const excepted = ids('exceptions', service);

      const all = [...listed, ...outside.map(([id]) => id)];
      expect(new Set(all).size).toBe(all.length);
      expect(excepted.filter(([id]) => !listed.includes(id))).toEqual([]);
      expect([...outside, ...excepted].filter(([, reason]) => !reason)).toEqual([]);
    },
  );
});
