import { sharedJson } from './shared.ts';

interface RecordedError {
  readonly Code: string;
  readonly Message: string;
}

type Recording = Record<string, { readonly 'recorded-content': Record<string, unknown> }>;

/** Answers recorded from AWS, by test and by the name each has in it. */
export function recordings(file: string) {
  const all = sharedJson<Recording>(`recorded-aws/${file}.snapshot.json`);
  const content = (test: string): Record<string, unknown> => {
    const found = Object.entries(all).find(([name]) => name.endsWith(`::${test}`));
    if (!found) throw new Error(`nothing recorded as ${test}`);
    return found[1]['recorded-content'];
  };
  return {
    /** An answer, without its metadata. */
    answer: (test: string, name: string): unknown => withoutMetadata(content(test)[name]),
    /** An error's code and message. */
    error: (test: string, name: string): RecordedError => {
      const { Error: error } = content(test)[name] as { Error: RecordedError };
      return { Code: error.Code, Message: error.Message };
    },
  };
}

/** What a call was refused with, as it stood on the wire. */
export async function refusal(call: Promise<unknown>): Promise<RecordedError> {
  try {
    await call;
  } catch (error) {
    const { name, message, Error: inner, Code } = Object(error) as Record<string, unknown>;
    const wire = Object(inner) as Partial<RecordedError>;
    return { Code: String(wire.Code ?? Code ?? name), Message: String(wire.Message ?? message) };
  }
  throw new Error('the call was not refused');
}

function withoutMetadata(value: unknown): unknown {
  const { ResponseMetadata: _metadata, ...rest } = Object(value) as Record<string, unknown>;
  return rest;
}
