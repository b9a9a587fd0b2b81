import { account } from './account.ts';
import type { CisVersion, Control, Words } from './control.ts';
import { identity } from './identity.ts';
import { logging } from './logging.ts';
import { monitoring } from './monitoring.ts';
import { network } from './network.ts';
import { organization } from './organization.ts';
import { storage } from './storage.ts';

export type { Control, Decider, Words } from './control.ts';

export interface FrameworkControl {
  readonly id: string;
  /** What the catalogue's rules may call it, whichever version of the framework they name: `cis-aws-3.0:1.4`. */
  readonly names: readonly string[];
  readonly title: Words;
  readonly severity: Control['severity'];
  readonly todo: Words;
  readonly deciders: Control['deciders'];
}

export interface Framework {
  /** `cis-aws-3.0`: what the catalogue's rules name their controls by. */
  readonly id: string;
  readonly title: string;
  readonly sections: readonly { readonly title: Words; readonly controls: readonly FrameworkControl[] }[];
}

const SECTIONS: readonly (readonly [Words, readonly Control[]])[] = [
  [{ en: 'Identity', ko: '자격 증명' }, [...account, ...identity, ...organization]],
  [{ en: 'Storage', ko: '스토리지' }, storage],
  [{ en: 'Logging', ko: '로깅' }, logging],
  [{ en: 'Monitoring', ko: '모니터링' }, monitoring],
  [{ en: 'Network', ko: '네트워크' }, network],
];

const cis = (version: CisVersion): Framework => ({
  id: `cis-aws-${version}`,
  title: `CIS AWS Foundations ${version}`,
  sections: SECTIONS.map(([title, controls]) => ({
    title,
    controls: controls
      .flatMap(({ ids, ...rest }) =>
        ids[version] === undefined ? [] : [{ id: ids[version], names: namesOf(ids), ...rest }],
      )
      .sort((a, b) => byNumber(a.id, b.id)),
  })),
});

const namesOf = (ids: Control['ids']): string[] =>
  Object.entries(ids).map(([version, id]) => `cis-aws-${version}:${id}`);

const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

/** The frameworks there are reports for. */
export const frameworks: readonly Framework[] = [cis('3.0'), cis('7.0')];
