import { gunzipSync } from 'node:zlib';
import type { ProcessingConfiguration, Processor, ProcessorParameterName } from '@aws-sdk/client-firehose';

/** What is done to records as they come. */
export interface Processing {
  /** As it was asked for. */
  readonly configuration: ProcessingConfiguration;
  /** Records are gzipped: CloudWatch Logs hands on such. */
  readonly decompress: boolean;
  /** Of what CloudWatch Logs hands on only the messages are wanted, a record each. */
  readonly extract: boolean;
  readonly delimiter: string;
}

/** Thrown for a processor that is not done here; the message names it. */
export class ProcessorError extends Error {
  override readonly name = 'ProcessorError';
}

/**
 * @returns undefined where records stay as they are
 * @throws ProcessorError
 */
export function processingOf(configuration: ProcessingConfiguration | undefined): Processing | undefined {
  if (!configuration?.Enabled) return undefined;
  let processing: Processing = { configuration, decompress: false, extract: false, delimiter: '' };
  for (const processor of configuration.Processors ?? []) {
    switch (processor.Type) {
      case 'Decompression':
        processing = { ...processing, decompress: true };
        break;
      case 'CloudWatchLogProcessing':
        processing = { ...processing, extract: parameter(processor, 'DataMessageExtraction') === 'true' };
        break;
      case 'AppendDelimiterToRecord':
        processing = { ...processing, delimiter: (parameter(processor, 'Delimiter') ?? '\n').replaceAll('\\n', '\n') };
        break;
      default:
        throw new ProcessorError(`Processor ${processor.Type}`);
    }
  }
  if (processing.extract && !processing.decompress)
    throw new ProcessorError('CloudWatchLogProcessing without Decompression');
  return processing;
}

const parameter = ({ Parameters = [] }: Processor, name: ProcessorParameterName): string | undefined =>
  Parameters.find(({ ParameterName }) => ParameterName === name)?.ParameterValue;

/**
 * The records one becomes: none of a control message, and with extraction one for each log event.
 * @throws Error for what is not gzipped, or no document of CloudWatch Logs where messages are to be taken out of it
 */
export function processed({ decompress, extract, delimiter }: Processing, data: Uint8Array): Uint8Array[] {
  const text = decompress ? gunzipSync(data) : Buffer.from(data);
  const records = extract ? messagesOf(text.toString()) : [text];
  return records.map((record) => (delimiter === '' ? record : Buffer.concat([record, Buffer.from(delimiter)])));
}

function messagesOf(text: string): Buffer[] {
  const { messageType, logEvents } = Object(JSON.parse(text)) as { messageType?: string; logEvents?: unknown };
  if (messageType === 'CONTROL_MESSAGE') return [];
  if (!Array.isArray(logEvents)) throw new Error('The record has no log events.');
  return (logEvents as readonly { message?: unknown }[]).map(({ message }) => Buffer.from(String(message ?? '')));
}
