import {
  type Actor,
  actorOf,
  type CloudTrailRecord,
  type Json,
  type JsonObject,
  subjectOf,
} from '../../core/cloudtrail/index.ts';
import { RuleError } from './errors.ts';
import { assertFields, textFields } from './fields.ts';
import type { EventPattern } from './pattern.ts';
import { type Placement, placementOf } from './placement.ts';
import { checkedTexts, type RuleTexts } from './texts.ts';
import type { Watch } from './watch.ts';

/** What `about` reads from: the record's parts, never null. */
export interface RecordView {
  readonly record: CloudTrailRecord;
  readonly request: JsonObject;
  readonly response: JsonObject;
  readonly actor: Actor;
}

/** An alert as its file writes it. */
export interface AlertDefinition extends RuleTexts {
  readonly on: Watch;
  /** What the call was about, for the message; without it, what the record itself names. */
  readonly about?: (view: RecordView) => Json | undefined;
  /** Records that must raise the alert. */
  readonly fires: readonly CloudTrailRecord[];
  /** Records that must not. */
  readonly quiet: readonly CloudTrailRecord[];
}

const fields: Readonly<Record<keyof AlertDefinition, true>> = {
  ...textFields,
  on: true,
  about: true,
  fires: true,
  quiet: true,
};

/** A rule on the event bus: one matching event, one message. */
export interface AlertRule extends RuleTexts {
  readonly kind: 'alert';
  /** What is deployed, and what every test, replay and engine matches with. */
  readonly pattern: EventPattern;
  readonly placement: Placement;
  /** What the call was about, as one text. */
  readonly about: (record: CloudTrailRecord) => string | undefined;
  readonly fires: readonly CloudTrailRecord[];
  readonly quiet: readonly CloudTrailRecord[];
}

/**
 * An alert rule from its definition.
 * @throws RuleError when it lacks a text, an example that must fire or one that must not, has a field no alert has, or `about` cannot
 * read such an example
 */
export function defineAlert(definition: AlertDefinition): AlertRule {
  assertFields(`rule "${definition.id}"`, definition, fields);
  const texts = checkedTexts(definition);
  const { on, about, fires, quiet } = definition;
  if (!on?.pattern)
    throw new RuleError(`rule "${texts.id}": on must be apiCall(...), signIn(), anyOf(...) or the like`);
  if (!fires?.length || !quiet?.length) {
    throw new RuleError(`rule "${texts.id}": give at least one example that fires and one that is quiet`);
  }
  for (const [index, example] of fires.entries()) {
    try {
      about?.(viewOf(example));
    } catch (error) {
      throw new RuleError(`rule "${texts.id}": about throws ${String(error)} for example ${index + 1} of fires`);
    }
  }
  return {
    kind: 'alert',
    ...texts,
    pattern: on.pattern,
    placement: placementOf(on.sources),
    about: (record) => named(about && answered(about, viewOf(record))) ?? subjectOf(record)?.name,
    fires,
    quiet,
  };
}

const viewOf = (record: CloudTrailRecord): RecordView => ({
  record,
  request: record.requestParameters ?? {},
  response: record.responseElements ?? {},
  actor: actorOf(record),
});

/** An alert is told even where a record has another shape than its rule's author knew: then what the record itself names stands. */
const answered = (about: NonNullable<AlertDefinition['about']>, view: RecordView): Json | undefined => {
  try {
    return about(view);
  } catch {
    return undefined;
  }
};

const named = (value: Json | undefined): string | undefined => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
};
