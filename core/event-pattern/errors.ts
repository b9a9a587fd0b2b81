/** The errors of this room. Each says what AWS says, word for word, and where in the text the trouble is. */
abstract class PatternTextError extends Error {
  /** The reason alone, without the sentence AWS puts before it. */
  readonly reason: string;
  /** Line and column as Jackson counts them, from 1; undefined where AWS's own text names no place. */
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(name: string, message: string, reason: string, place?: Place) {
    super(message);
    this.name = name;
    this.reason = reason;
    this.line = place?.line;
    this.column = place?.column;
  }
}

/** Where in a pattern's text something is: both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Thrown when EventBridge would refuse an event pattern; `message` is the whole text of its InvalidEventPatternException. */
export class EventPatternError extends PatternTextError {
  constructor(reason: string, place?: Place) {
    super('EventPatternError', `Event pattern is not valid. Reason: ${reason}`, reason, place);
  }
}

/** Thrown when SNS would refuse a filter policy; `message` is what follows `Invalid parameter: ` in its answer. */
export class FilterPolicyError extends PatternTextError {
  constructor(message: string, reason: string, place?: Place) {
    super('FilterPolicyError', message, reason, place);
  }
}

/** Thrown when TestEventPattern would refuse its event. */
export class TestEventError extends Error {
  /** AWS's code for it. */
  readonly code = 'ValidationException';

  constructor() {
    super('Parameter Event is not valid.');
    this.name = 'TestEventError';
  }
}

/** What a reader or compiler throws inside this room, before the language that was read gives it its own name. */
export class Refusal extends Error {
  readonly place: Place | undefined;

  /** @param reason AWS's text, with the place already written into it where AWS writes one */
  constructor(reason: string, place?: Place) {
    super(reason);
    this.name = 'Refusal';
    this.place = place;
  }
}
