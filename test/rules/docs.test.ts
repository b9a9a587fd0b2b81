import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allPassed, checkRules } from '../../rules/check.ts';
import { loadRules } from '../../rules/load.ts';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

describe('docs/rules.md', () => {
  it('lists the catalogue as it is; otherwise run scripts/write-rules-doc.ts', () => {
    expect(spawnSync(process.execPath, [path('scripts/write-rules-doc.ts'), '--check']).status).toBe(0);
  });

  it('shows a rule that loads and passes its own check', async () => {
    const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(path('docs/rules.md'), 'utf8')) ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'trailkeeper-docs-'));
    try {
      writeFileSync(
        join(folder, 'rule.ts'),
        example.replace("'trailkeeper/rules'", JSON.stringify(path('rules/kit/index.ts'))),
      );
      const rules = (await loadRules(folder)).map(({ rule }) => rule);
      expect(rules).toHaveLength(1);
      expect(allPassed(checkRules(rules))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
