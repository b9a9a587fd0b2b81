import { randomBytes } from 'node:crypto';
import type {
  PutRecordBatchInput,
  PutRecordBatchOutput,
  PutRecordInput,
  PutRecordOutput,
} from '@aws-sdk/client-firehose';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import type { FirehoseState } from './state.ts';

const MOST_BYTES = 4 * 1024 * 1024;

/** Records put. */
export function records(state: FirehoseState) {
  const putRecord: Operation<PutRecordInput, PutRecordOutput> = (call) => {
    const { DeliveryStreamName: name, Record } = call.input;
    state.add(state.existing(call, name), [Record?.Data ?? new Uint8Array()]);
    return { RecordId: recordId(), Encrypted: false };
  };

  const putRecordBatch: Operation<PutRecordBatchInput, PutRecordBatchOutput> = (call) => {
    const { DeliveryStreamName: name, Records = [] } = call.input;
    const data = Records.map(({ Data = new Uint8Array() }) => Data);
    if (data.reduce((sum, { length }) => sum + length, 0) > MOST_BYTES) {
      throw new AwsError('InvalidArgumentException', 'Records size exceeds 4 MB limit');
    }
    state.add(state.existing(call, name), data);
    return { FailedPutCount: 0, Encrypted: false, RequestResponses: data.map(() => ({ RecordId: recordId() })) };
  };

  return { PutRecord: putRecord, PutRecordBatch: putRecordBatch };
}

const recordId = (): string => randomBytes(165).toString('base64url');
