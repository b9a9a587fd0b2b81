import { describe, expect, it } from 'vitest';
import {
  compileTransformation,
  FilterSet,
  MetricTransformationError,
  metricIn,
  metricOf,
  parseFilterPattern,
  type TransformationInput,
} from '../../../core/filter-pattern/index.ts';

const compile = (pattern: string, input: TransformationInput) =>
  compileTransformation(input, parseFilterPattern(pattern));
const datum = (pattern: string, input: TransformationInput, message: string) =>
  metricOf(compile(pattern, input), message);

describe('a metric transformation', () => {
  it.each<[string, TransformationInput, string]>([
    [
      'ERROR',
      { metricValue: '1', dimensions: { a: '$.a' } },
      'The specified filter pattern does not support dimensions',
    ],
    ['', { metricValue: '1', dimensions: { a: '$.a' } }, 'The specified filter pattern does not support dimensions'],
    ['%x%', { metricValue: '1', dimensions: { a: '$a' } }, 'The specified filter pattern does not support dimensions'],
    [
      '{ $.a = * }',
      { metricValue: '1', defaultValue: 0, dimensions: { a: '$.a' } },
      'Invalid metric transformation: dimensions and default value are mutually exclusive properties',
    ],
    [
      '{ $.a = * }',
      { metricValue: '1', dimensions: { a: 'production' } },
      'Invalid metric transformation: dimension value must be valid selector',
    ],
    [
      '[ip, user]',
      { metricValue: '1', dimensions: { a: '$host' } },
      'Invalid metric transformation: dimension value must be valid selector',
    ],
    [
      '[ip, user]',
      { metricValue: '1', dimensions: { a: '$.ip' } },
      'Invalid metric transformation: dimension value must be valid selector',
    ],
    ['ERROR', { metricValue: '$.a' }, 'Invalid metric transformation: metric value must be a valid number'],
    ['{ $.a = * }', { metricValue: 'length' }, 'Invalid metric transformation: metric value must be a valid number'],
    ['{ $.a = * }', { metricValue: '$.a[*]' }, 'Invalid metric transformation: metric value must be a valid number'],
    ['{ $.a = * }', { metricValue: '1e999' }, 'Invalid metric transformation: metric value must be a valid number'],
    ['{ $.a = * }', { metricValue: '$.a =' }, 'Invalid metric transformation: metric value must be a valid number'],
    ['[ip, user]', { metricValue: '$size' }, 'Invalid metric transformation: metric value must be a valid number'],
    [
      '{ $.a = * }',
      { metricValue: '1', dimensions: { a: '$.a', b: '$.b', c: '$.c', d: '$.d' } },
      'Invalid metric transformation: no more than 3 dimensions are allowed',
    ],
  ])('for %s with %j is refused', (pattern, input, message) => {
    expect(() => compile(pattern, input)).toThrow(MetricTransformationError);
    expect(() => compile(pattern, input)).toThrow(message);
  });

  it('points at the part of a selector that is at fault', () => {
    try {
      compile('{ $.a = * }', { metricValue: '$.a[x]' });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(MetricTransformationError);
      expect((error as MetricTransformationError).caret()).toBe('$.a[x]\n   ^');
    }
  });

  it.each<[string, TransformationInput, string, number | undefined]>([
    ['ERROR', { metricValue: '1' }, 'ERROR ERROR', 1],
    ['ERROR', { metricValue: '1' }, 'WARN', undefined],
    ['', { metricValue: '-2.5e1' }, 'anything', -25],
    ['{ $.op = put }', { metricValue: '$.ms' }, '{"op":"put","ms":1.5e2}', 150],
    ['{ $.op = put }', { metricValue: '$.ms' }, '{"op":"put","ms":"12"}', 12],
    ['{ $.op = put }', { metricValue: '$.ms' }, '{"op":"put","ms":"fast"}', undefined],
    ['{ $.op = put }', { metricValue: '$.ms' }, '{"op":"put","ms":true}', undefined],
    ['{ $.op = put }', { metricValue: '$.ms' }, '{"op":"put","ms":1e999}', undefined],
    ['{ $.op = put }', { metricValue: '$.ms' }, '{"op":"put"}', undefined],
    ['{ $.op = put }', { metricValue: '$.t.ms[1]' }, '{"op":"put","t":{"ms":[1,2]}}', 2],
    ['[op, ms]', { metricValue: '$ms' }, 'put 31', 31],
    ['[op, ms]', { metricValue: '$ms' }, 'put fast', undefined],
    ['[..., op, ms]', { metricValue: '$1' }, '5 put 31', 5],
    ['[..., op, ms]', { metricValue: '$1' }, 'put 31', undefined],
  ])('of %s with %j makes of %s the value %s', (pattern, input, message, value) => {
    expect(datum(pattern, input, message)?.value).toBe(value);
  });

  it('takes its dimensions from the message', () => {
    const input = { metricValue: '$bytes', dimensions: { Server: '$server', User: '$2' } };
    expect(datum('[ip, , server, bytes > 1000]', input, '10.0.0.1 - Prod 1534')).toEqual({
      value: 1534,
      dimensions: { Server: 'Prod', User: '-' },
    });
  });

  it('makes no datum where a dimension has no value', () => {
    const input = { metricValue: '1', dimensions: { User: '$.user.name' } };
    expect(datum('{ $.a = 1 }', input, '{"a":1,"user":{"name":"mona"}}')).toEqual({
      value: 1,
      dimensions: { User: 'mona' },
    });
    expect(datum('{ $.a = 1 }', input, '{"a":1}')).toBeUndefined();
    expect(datum('{ $.a = 1 }', input, '{"a":1,"user":{"name":{}}}')).toBeUndefined();
  });

  it('is answered by a filter set for the message it last matched', () => {
    const transformation = compile('{ $.op = put }', { metricValue: '$.ms', dimensions: { Zone: '$.zone' } });
    const set = new FilterSet([parseFilterPattern('other'), transformation.pattern], transformation.selectors);
    expect(set.match('{"op":"put","ms":9,"zone":"a1"}')).toEqual([1]);
    expect(metricIn(transformation, set, 1)).toEqual({ value: 9, dimensions: { Zone: 'a1' } });
  });
});
