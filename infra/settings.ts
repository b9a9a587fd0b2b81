import type { Language } from '../core/message/index.ts';

/** What a deploy is told besides the rules. */
export interface Settings {
  /** Where alerts, alarms and the trail live; global services' events are forwarded here from us-east-1. */
  readonly homeRegion: string;
  /** Who is written to. */
  readonly emails: readonly string[];
  /** The language of messages; `both` writes one below the other. */
  readonly language: Language | 'both';
  /** How long the trail's log group keeps records. */
  readonly retentionInDays: number;
}

export const defaultSettings: Settings = {
  homeRegion: 'us-east-1',
  emails: ['security@example.com'],
  language: 'en',
  retentionInDays: 365,
};
