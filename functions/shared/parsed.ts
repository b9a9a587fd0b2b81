import { ParseError } from '@aws-lambda-powertools/parser/errors';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import type { MiddlewareObj } from '@middy/core';
import * as z from 'zod';

/** Thrown for an event a handler does not take: the message says what is wrong with it, and goes with the event into the dead letters. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** Lets events of a schema through, as the schema makes them, and refuses others by name. @param what what they should be: `an alert` */
export function parsed<T>(schema: z.ZodType<T>, what: string): MiddlewareObj<T, T, Error> {
  const { before } = parser({ schema });
  return {
    before,
    onError: ({ error }) => {
      if (!(error instanceof ParseError)) return;
      const issues = Array.isArray(error.cause) ? (error.cause as z.core.$ZodIssue[]) : [];
      throw new RefusedError(`the event is not ${what}: ${z.prettifyError({ issues })}`);
    },
  };
}
