import { compactJson } from '../../../core/event-target/index.ts';

/** An event before it is on a bus. `detail` is a JSON object's text. */
export interface NewEvent {
  readonly id: string;
  readonly detailType: string;
  readonly source: string;
  readonly account: string;
  /** ms since 1970; an event's time has whole seconds */
  readonly time: number;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: string;
  /** The replay that sends it again. */
  readonly replayName?: string;
}

/** An event on its way: its text as targets receive it, and what else is asked of it. */
export interface BusEvent {
  readonly id: string;
  /** `source: detail-type`, for people. */
  readonly about: string;
  readonly text: string;
}

/** The event's text in AWS's order and spacing. */
export function busEvent(event: NewEvent): BusEvent {
  const { id, detailType, source, account, region, resources, detail, replayName } = event;
  const time = `${new Date(event.time).toISOString().slice(0, 19)}Z`;
  const head = JSON.stringify({
    version: '0',
    id,
    'detail-type': detailType,
    source,
    account,
    time,
    region,
    'replay-name': replayName,
    resources,
  });
  return { id, about: `${source}: ${detailType}`, text: `${head.slice(0, -1)},"detail":${compactJson(detail)}}` };
}

/** An event that comes as text, from another bus or an archive. */
export function busEventOf(text: string): BusEvent {
  const { id, source, 'detail-type': detailType } = JSON.parse(text) as Record<string, string>;
  return { id: id ?? '', about: `${source}: ${detailType}`, text };
}
