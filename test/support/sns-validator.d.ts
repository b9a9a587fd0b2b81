declare module 'sns-validator' {
  /** AWS's check of messages from SNS, as it is published for subscribers. */
  export default class MessageValidator {
    constructor(hostPattern?: RegExp, encoding?: string);
    validate(
      message: string | Record<string, unknown>,
      done: (error: Error | null, message?: Record<string, unknown>) => void,
    ): void;
  }
}
