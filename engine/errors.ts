/**
 * An answer of AWS that is not a success. The code is the one the service's model names; the HTTP status and, for services that
 * once spoke the query protocol, the code of that time come from the model too.
 */
export class AwsError extends Error {
  readonly code: string;
  /** The status of an error no model names; a modelled one brings its own. */
  readonly status: number;
  /** Further members of the error's shape. */
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    { status = 400, fields = {}, cause }: { status?: number; fields?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

/** Thrown when the engine cannot be started as asked; the message is one line that says what to do. */
export class EngineStartError extends Error {
  override name = 'EngineStartError';
}
