import type { CloudTrailRecord } from '../cloudtrail/index.ts';
import type { Subject } from './from-cloudtrail/change.ts';
import { Draft } from './from-cloudtrail/draft.ts';
import { reducerOf } from './from-cloudtrail/table.ts';
import type { ConfigurationItem } from './item.ts';

/**
 * The parts of a resource that a call changes, as `configuration.accesskeys`, `supplementaryconfiguration.bucketpolicy`, `tags` or
 * `relationships`: names without regard to case. None for a call that is not understood, or of another resource.
 */
export function partsChangedBy(record: CloudTrailRecord, before: ConfigurationItem): string[] {
  return (reducerOf(record)?.(record) ?? []).flatMap(({ how, subject, edit }) => {
    // What makes a resource changes none that is there.
    if (how !== 'changed' || !edit || !isAbout(subject, before)) return [];
    const draft = Draft.of(before);
    edit(draft);
    const [was, is] = [Draft.of(before), draft];
    return [
      ...namesThatDiffer(was.parts.configuration, is.parts.configuration).map((name) => `configuration.${name}`),
      ...namesThatDiffer(was.parts.supplementaryConfiguration, is.parts.supplementaryConfiguration).map(
        (name) => `supplementaryconfiguration.${name}`,
      ),
      ...(differ(was.parts.tags, is.parts.tags) ? ['tags'] : []),
      ...(differ(was.relationships, is.relationships) ? ['relationships'] : []),
    ];
  });
}

/** The part a changed property is in: `Configuration.AccessKeys.0` is `configuration.accesskeys`. */
export function partOf(property: string): string {
  const [first = '', second = ''] = property.toLowerCase().split('.');
  return first.endsWith('configuration') ? `${first}.${second}` : first;
}

const isAbout = ({ type, id, name, where }: Subject, item: ConfigurationItem): boolean =>
  type === item.resourceType &&
  (where?.(item) ?? [item.resourceId, item.resourceName].some((each) => each && (each === id || each === name)));

const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

function namesThatDiffer(was: Readonly<Record<string, unknown>>, is: Readonly<Record<string, unknown>>): string[] {
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...names].filter((name) => differ(was[name], is[name])).map((name) => name.toLowerCase());
}
