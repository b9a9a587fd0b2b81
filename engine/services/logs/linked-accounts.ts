import type { Call } from '../../service.ts';

type Place = Pick<Call, 'account' | 'region'>;

/** Which other accounts' log groups an account sees, as the monitoring account they are linked to. */
export interface Links {
  /** The accounts linked to it, shared groups or none. */
  sources(monitoring: Place): readonly string[];
  shares(monitoring: Place, source: string, group: string): boolean;
}

/** Where nothing links accounts, each sees its own groups alone. */
export const noLinks: Links = { sources: () => [], shares: () => false };
