import type { CloudTrailRecord } from '../../../core/cloudtrail/index.ts';
import { defineService } from '../../service.ts';
import type { Signal } from '../../signal.ts';
import { isDataCall } from './call-names.ts';
import { Checks, type Existence } from './checks.ts';
import { Delivery, type LogBatch, type RecordEvent } from './deliver.ts';
import { Digests } from './digests.ts';
import { LogFiles, type TrailFile } from './log-files.ts';
import { logging } from './logging.ts';
import { lookup } from './lookup.ts';
import { type MadeCall, recordOf } from './made-call.ts';
import { selectors } from './selectors.ts';
import { CloudTrailState } from './state.ts';
import { tags } from './tags.ts';
import { trails } from './trails.ts';

export type { LogBatch, RecordEvent } from './deliver.ts';
export type { TrailFile } from './log-files.ts';
export type { MadeCall } from './made-call.ts';

/** What `wiring.ts` may use of trails. */
export interface CloudTrailPorts {
  /**
   * Delivers records made elsewhere: a sample account's, an archive's. One write; to be called with many at a time.
   * @param isRecorded the resources they are about have items of their own, which come from elsewhere
   */
  deliver(records: readonly CloudTrailRecord[], isRecorded?: boolean): void;
  /**
   * Records a call made to the engine, within the call's own write; a data event only where a trail asks for it, an unsigned
   * call not at all. To be connected: `http.called` -> `cloudtrail.ports.record`.
   */
  record(made: MadeCall): void;
  /** Records for a trail's log group: to be connected to `logs.ports.put`. A refused batch is told by GetTrailStatus. */
  readonly logged: Signal<LogBatch>;
  /** Records of calls that write: to be connected to `config.ports.called`. */
  readonly called: Signal<readonly CloudTrailRecord[]>;
  /** Records for the default bus of their account and region: to be connected to `events.ports.put(event, event)`. */
  readonly event: Signal<RecordEvent>;
  /** Log and digest files for a trail's bucket: to be connected to `s3.ports.put`. A refused one waits, as GetTrailStatus tells. */
  readonly file: Signal<TrailFile>;
  /** Who knows whether a trail's bucket, topic and log group are there; without it they are taken to be. */
  existenceBy(existence: Partial<Existence>): void;
}

export const cloudtrail = defineService<CloudTrailPorts>({
  sdk: () => import('@aws-sdk/client-cloudtrail'),
  signingName: 'cloudtrail',
  validationCode: 'ValidationException',
  create(parts) {
    const state = new CloudTrailState(parts);
    const checks = new Checks();
    const delivery = new Delivery(state);
    const files = new LogFiles(state);
    const digests = new Digests(state, files);
    delivery.filed.to((records) => files.add(records));
    return {
      operations: {
        ...trails(state, checks),
        ...logging(state),
        ...selectors(state),
        ...lookup(state),
        ...tags(state),
        ...digests.operations,
      },
      ports: {
        deliver: (records, isRecorded) => delivery.deliver(records, isRecorded),
        record: (made) => {
          if (made.call.caller.accessKeyId === '') return;
          if (isDataCall(made.service, made.operation) && !state.takesData(made.call.account)) return;
          delivery.deliver([recordOf(made, parts.clock.now())]);
        },
        logged: delivery.logged,
        called: delivery.called,
        event: delivery.event,
        file: files.file,
        existenceBy: (existence) => {
          checks.existence = { ...checks.existence, ...existence };
        },
      },
      start: () => {
        files.start();
        digests.start();
      },
    };
  },
});
