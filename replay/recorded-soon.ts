import type { ConfigurationItem } from '../core/configuration-item/index.ts';

/** Config records a change within minutes, seldom later. */
const DELAY = 15 * 60_000;

/**
 * Tells of rebuilt items whether AWS Config's own item of the same change is among those given: then that one counts, which knows more.
 * @param load gives Config's items; asked when the first question comes
 */
export function recordedSoon(load: () => readonly ConfigurationItem[]): (item: ConfigurationItem) => boolean {
  let times: Map<string, number[]> | undefined;
  return (item) => {
    times ??= timesOf(load());
    const at = timeOf(item);
    return namesOf(item).some((name) => times?.get(name)?.some((time) => at <= time && time <= at + DELAY));
  };
}

function timesOf(items: readonly ConfigurationItem[]): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const item of items) {
    for (const name of namesOf(item)) times.set(name, [...(times.get(name) ?? []), timeOf(item)]);
  }
  return times;
}

const timeOf = ({ configurationItemCaptureTime: time }: ConfigurationItem): number => Date.parse(time);

const namesOf = ({ awsAccountId, resourceType, resourceId, resourceName }: ConfigurationItem): string[] =>
  [...new Set([resourceId, resourceName ?? resourceId])].map((name) => `${awsAccountId}/${resourceType}/${name}`);
