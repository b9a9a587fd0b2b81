import type { CloudTrailRecord } from '../../cloudtrail/index.ts';
import type { ConfigurationItem } from '../item.ts';
import type { Draft } from './draft.ts';

/** Which resource a call is about, as far as its record tells. */
export interface Subject {
  readonly type: string;
  /** `global` for resources without a region. */
  readonly region: string;
  /** What AWS Config has as resourceId, where the record tells it. */
  readonly id?: string;
  readonly name?: string;
  readonly arn?: string;
  /** Where the record names it by something else, such as an association: which of the known resources it is. */
  readonly where?: (item: ConfigurationItem) => boolean;
}

/** What a call did to one resource. */
export interface Change {
  readonly subject: Subject;
  /**
   * `made`: everything about it is known from here on, but what the edit says is not. `changed`: one property or some. `deleted`.
   * `found`: the call makes it unless it is there, and then changes nothing (CreateTopic).
   */
  readonly how: 'made' | 'changed' | 'deleted' | 'found';
  readonly edit?: (draft: Draft) => void;
}

/** The changes a successful call made, in the order in which they are told. */
export type Reducer = (record: CloudTrailRecord) => readonly Change[];

export const made = (subject: Subject, edit: (draft: Draft) => void): Change => ({ subject, how: 'made', edit });
export const found = (subject: Subject, edit: (draft: Draft) => void): Change => ({ subject, how: 'found', edit });
export const changed = (subject: Subject, edit: (draft: Draft) => void): Change => ({ subject, how: 'changed', edit });
export const deleted = (subject: Subject): Change => ({ subject, how: 'deleted' });
