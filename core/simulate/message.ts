import {
  type AlertTexts,
  alarmMessage,
  alertMessage,
  complianceMessage,
  digestMessage,
  type Languages,
  type Message,
  tellsOfAlarm,
} from '../message/index.ts';
import type { Outcome } from './outcome.ts';

export interface MessageOptions {
  readonly lang: Languages;
  /** IANA zone of the reader; without it times are in UTC. */
  readonly timeZone?: string;
  /** Where the alarms stand. */
  readonly account: string;
  readonly region: string;
  /** The page links lead to; the AWS console without it. */
  readonly consoleUrl?: string;
  /** The texts of an alert or Config rule by its id, of an alarm by its name. */
  readonly texts: (name: string) => AlertTexts | undefined;
}

/** The message people get of an outcome; undefined for one of which nobody is told. */
export function messageOf(outcome: Outcome, options: MessageOptions): Message | undefined {
  const { lang, timeZone, account, region, consoleUrl } = options;
  if (outcome.kind === 'alert') {
    const rule = options.texts(outcome.rule);
    if (!outcome.told) return undefined;
    return rule && alertMessage({ rule, record: outcome.record, about: outcome.resource, lang, timeZone });
  }
  if (outcome.kind === 'digest') {
    return digestMessage({ rule: options.texts(outcome.rule), digest: outcome.digest, lang, timeZone });
  }
  if (outcome.kind === 'change') return undefined;
  if (outcome.kind === 'compliance') {
    if (!outcome.told) return undefined;
    const { transition, resourceName, change } = outcome;
    return complianceMessage({ rule: options.texts(outcome.rule), transition, resourceName, change, lang, timeZone });
  }
  const { alarm: alarmName, from, to, reason, reasonData, time, records, values } = outcome;
  if (!tellsOfAlarm(from, to)) return undefined;
  const transition = { alarmName, from, to, reason, reasonData, time: new Date(time).toISOString(), account, region };
  return alarmMessage({ alarm: options.texts(alarmName), transition, records, values, consoleUrl, lang, timeZone });
}
