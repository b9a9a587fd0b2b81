import type { Language } from '../core/message/index.ts';
import type { Rule } from '../rules/kit/index.ts';
import type { FilterResult } from './filter-counts.ts';
import type { AlertResult, ReplayResult, VerdictResult } from './result.ts';

/** What a person reads about one rule that had something to say. */
export interface AlertDigest {
  readonly title: string;
  readonly severity: string;
  readonly times: number;
  readonly first: string;
  /** What it was about, by whom and from where, each only where it is the same every time. */
  readonly resource: string | undefined;
  readonly actor: string | undefined;
  readonly source: string | undefined;
}

export interface AlarmDigest {
  readonly title: string;
  readonly severity: string;
  /** How often it went to ALARM, and when first. */
  readonly times: number;
  readonly first: string;
  /** Seconds for which it was blind, and where the longest stay in ALARM began. */
  readonly blind: { readonly seconds: number; readonly from: string | null } | undefined;
  readonly filter: FilterResult | undefined;
}

/** A Config rule that resources did not comply with. */
export interface VerdictDigest {
  readonly title: string;
  readonly severity: string;
  /** How often a resource ceased to comply, or was found not to at first. */
  readonly times: number;
  readonly first: string;
  /** Which, and who was behind it, only where they are the same every time. */
  readonly resource: string | undefined;
  readonly actor: string | undefined;
  /** How many resources do not comply in the end. */
  readonly left: number;
}

export interface Digest {
  readonly alerts: readonly AlertDigest[];
  readonly alarms: readonly AlarmDigest[];
  readonly verdicts: readonly VerdictDigest[];
  /** Filters that belong to no alarm: those asked for. */
  readonly filters: readonly FilterResult[];
}

const severities = ['critical', 'high', 'medium', 'low', 'info'];
const rank = (severity: string) =>
  severities.indexOf(severity) + severities.length * Number(!severities.includes(severity));

/** A result as a person takes it in: one entry a rule, the gravest first, then the earliest. */
export function digest(result: ReplayResult, rules: readonly Rule[], lang: Language = 'en'): Digest {
  const byImportance = (a: { severity: string; first: string }, b: { severity: string; first: string }) =>
    rank(a.severity) - rank(b.severity) || (a.first < b.first ? -1 : 1);
  const ofPlan = new Set(rules.flatMap((rule) => (rule.kind === 'metric-alarm' ? [rule.filter.filterName] : [])));
  const asked = result.filters.length - ofPlan.size;
  return {
    alerts: [...Map.groupBy(result.alerts, ({ rule }) => rule)].map(asAlert(rules, lang)).sort(byImportance),
    alarms: alarms(result, rules, lang, asked).sort(byImportance),
    verdicts: [...Map.groupBy(result.compliance, ({ rule }) => rule)]
      .flatMap(asVerdict(rules, lang))
      .sort(byImportance),
    filters: result.filters.slice(0, asked),
  };
}

const asAlert =
  (rules: readonly Rule[], lang: Language) =>
  ([id, alerts]: [string, AlertResult[]]): AlertDigest => {
    const rule = rules.find((one) => one.id === id);
    return {
      title: rule?.title[lang] ?? id,
      severity: rule?.severity ?? '',
      times: alerts.length,
      first: alerts[0]!.time,
      resource: same(alerts.map(({ resource }) => resource)),
      actor: same(alerts.map(({ actor }) => actor)),
      source: same(alerts.map(({ source }) => source)),
    };
  };

const asVerdict =
  (rules: readonly Rule[], lang: Language) =>
  ([id, changes]: [string, VerdictResult[]]): VerdictDigest[] => {
    const broken = changes.filter(({ to }) => to === 'NON_COMPLIANT');
    if (broken.length === 0) return [];
    const rule = rules.find((one) => one.id === id);
    const last = new Map(changes.map(({ resource, to }) => [resource, to]));
    return [
      {
        title: rule?.title[lang] ?? id,
        severity: rule?.severity ?? '',
        times: broken.length,
        first: broken[0]!.time,
        resource: same(broken.map(({ resource, name }) => name ?? resource.slice(resource.indexOf('/') + 1))),
        actor: same(broken.map(({ actor }) => actor)),
        left: [...last.values()].filter((to) => to === 'NON_COMPLIANT').length,
      },
    ];
  };

function alarms(result: ReplayResult, rules: readonly Rule[], lang: Language, asked: number): AlarmDigest[] {
  const raised = result.alarms.filter(({ to }) => to === 'ALARM');
  return [...Map.groupBy(raised, ({ alarm }) => alarm)].map(([name, changes]) => {
    const rule = rules.find((one) => one.kind === 'metric-alarm' && one.alarm.alarmName === name);
    return {
      title: rule?.title[lang] ?? name,
      severity: rule?.severity ?? '',
      times: changes.length,
      first: changes[0]!.time,
      blind: result.blind.find(({ alarm }) => alarm === name),
      filter: result.filters
        .slice(asked)
        .find(({ filter }) => rule?.kind === 'metric-alarm' && rule.filter.filterName === filter),
    };
  });
}

const same = (values: readonly (string | null)[]): string | undefined =>
  values.every((value) => value === values[0]) ? (values[0] ?? undefined) : undefined;

/** The one source that drowns the others: its share of the matches in percent, and how many are left without it. */
export function drowning({
  matches,
  mostly,
}: FilterResult): { source: string; share: number; left: number } | undefined {
  if (mostly === undefined || matches < 100 || mostly.matches < matches * 0.9) return undefined;
  const left = matches - mostly.matches;
  if (left === 0) return undefined;
  return { source: mostly.source, share: Math.floor((mostly.matches / matches) * 10_000) / 100, left };
}

/** `99.96 % of the matches come from delivery.logs.amazonaws.com; 4 are left without it`, where one source drowns the others. */
export function noise(filter: FilterResult): string | undefined {
  const drowned = drowning(filter);
  if (!drowned) return undefined;
  const { source, share, left } = drowned;
  return `${share} % of the matches come from ${source}; ${count(left)} ${left === 1 ? 'is' : 'are'} left without it`;
}

/** `30,476` */
export const count = (value: number): string => value.toLocaleString('en-US');

/** `41 min`, `3.4 days` */
export function duration(seconds: number): string {
  const [value, unit] = inUnits(seconds);
  return `${value} ${unit}`;
}

/** Seconds in the unit a person would choose. */
export function inUnits(seconds: number): readonly [value: number, unit: 's' | 'min' | 'h' | 'days'] {
  if (seconds < 120) return [Math.round(seconds), 's'];
  if (seconds < 7200) return [Math.round(seconds / 60), 'min'];
  if (seconds < 172_800) return [Math.round(seconds / 360) / 10, 'h'];
  return [Math.round(seconds / 8640) / 10, 'days'];
}

/** `07-29 13:04` */
export const shortTime = (iso: string): string => `${iso.slice(5, 10)} ${iso.slice(11, 16)}`;

/** `blind for 3.4 days, from 07-29 23:55`; undefined where it was not. */
export const darkness = (seconds: number, from: string | null): string | undefined =>
  seconds > 0 ? `blind for ${duration(seconds)}${from === null ? '' : `, from ${shortTime(from)}`}` : undefined;
