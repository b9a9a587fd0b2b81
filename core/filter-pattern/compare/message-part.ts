import type { FieldComparison, JsonCondition, Value } from '../ast.ts';
import type { TextLiteral } from './texts.ts';

/** A condition on the whole message as text: that it is in the value's language. */
export interface MessageCondition {
  readonly part: 'message';
  readonly value: Value;
}

/** A comparison on a part of a space-delimited message: one field, or a field with all that follows. */
export interface PlacedComparison {
  readonly part: 'field';
  /** The field's place, from 0. */
  readonly at: number;
  /** Whether it takes the rest of the line with it. */
  readonly rest: boolean;
  readonly comparison: FieldComparison;
}

/** A condition on the message as a JSON document. */
export interface DocumentCondition {
  readonly part: 'document';
  readonly condition: JsonCondition;
}

/** What patterns of any kind ask of one message. */
export type MessagePart = MessageCondition | PlacedComparison | DocumentCondition;

/** The comparison with a text that such a condition, or its opposite, is. */
export const textLiteral = (part: MessageCondition | PlacedComparison, holds: boolean): TextLiteral =>
  part.part === 'message'
    ? { operator: '=', value: part.value, holds }
    : { operator: part.comparison.operator, value: part.comparison.value, holds };
