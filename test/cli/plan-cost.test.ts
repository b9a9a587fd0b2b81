import { describe, expect, it } from 'vitest';
import { trailkeeper } from '../support/cli.ts';

describe('plan --cost', () => {
  it('says what a plan costs by service, and what would save most', async () => {
    const { out, code } = await trailkeeper('plan', '--cost', '--region', 'ap-northeast-2', '--items', '40000');

    expect(code).toBe(0);
    expect(out).toMatch(/^about \$[\d.,]+ a month in ap-northeast-2/);
    expect(out).toContain('$120.00  40,000 items recorded');
    expect(out).toMatch(/What would save most\n( +\$[\d.,]+ {2}.*\n {12}gives up: .*\n){3}/);
    expect(out).toContain("* at us-east-1's price: none was found for ap-northeast-2");
  });

  it('gives the same as one JSON document, each price with its source', async () => {
    const { out } = await trailkeeper('plan', '--cost', '--json', '--log-gb', '2.5', '--messages', '10');

    const cost = JSON.parse(out);
    expect(cost.volumes).toMatchObject({ logGb: 2.5, messages: 10 });
    expect(cost.lines[0]).toMatchObject({ source: expect.stringMatching(/^https:/), asOf: expect.any(String) });
  });

  it('refuses a volume that is none, and one without --cost', async () => {
    expect(await trailkeeper('plan', '--cost', '--events', 'many')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--events: many is not a number from 0'),
    });
    expect(await trailkeeper('plan', '--items', '5')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--items goes with --cost'),
    });
  });
});
