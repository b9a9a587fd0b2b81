import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MetricMathError, parseSearch, tokensOf } from '../../../core/metric-math/index.ts';

const metric = (name: string, namespace = 'MyNamespace', dimensions: Record<string, string> = {}) => ({
  namespace,
  name,
  dimensions: Object.entries(dimensions).map(([key, value]) => ({ name: key, value })),
});
const finds = (text: string, ...of: Parameters<typeof metric>) => parseSearch(text)(metric(...of));

describe('tokens', () => {
  it("are AWS's", () => {
    expect(tokensOf('CustomCount1')).toEqual(['customcount1', 'custom', 'count', '1']);
    expect(tokensOf('SDBFailure')).toEqual(['sdbfailure', 'sdb', 'failure']);
    expect(tokensOf('Project2-trial333')).toEqual(['project2trial333', 'project', '2', 'trial', '333']);
  });
});

describe('a search', () => {
  it('finds one token in any case, several as they are written', () => {
    for (const term of ['count', 'Count', 'COUNT', 'CustomCount', 'Count1'])
      expect(finds(term, 'CustomCount1'), term).toBe(true);
    for (const term of ['couNT', 'customcount', 'count1']) expect(finds(term, 'CustomCount1'), term).toBe(false);
  });

  it('takes other marks as separators', () => {
    for (const term of ['network/errors', 'network+errors', 'network-errors', 'Network_Errors']) {
      expect(finds(term, 'Network-Errors-2'), term).toBe(true);
      expect(finds(term, 'NetworkErrors2'), term).toBe(true);
    }
  });

  it('finds a term in quotes whole', () => {
    expect(finds(' {MyNamespace}, "CustomCount1" ', 'CustomCount1')).toBe(true);
    expect(finds(' {MyNamespace}, "Custom" ', 'CustomCount1')).toBe(false);
    expect(finds('"Europe\\\\France Traffic\\(Network\\)"', 'Europe\\France Traffic(Network)')).toBe(true);
  });

  it('takes blanks around the sign of a property', () => {
    expect(finds('MetricName = "Errors" Zone =a', 'Errors', 'x', { Zone: 'a' })).toBe(true);
    expect(finds('MetricName = "Errors"', 'Faults')).toBe(false);
  });

  it('keeps to the schema: namespace and exactly these dimensions', () => {
    const schema = '{AWS/EC2, InstanceId} MetricName="CPUUtilization"';
    expect(finds(schema, 'CPUUtilization', 'AWS/EC2', { InstanceId: 'i-1' })).toBe(true);
    expect(finds(schema, 'CPUUtilization', 'AWS/EC2', { InstanceId: 'i-1', Zone: 'a' })).toBe(false);
    expect(finds('{"My Namespace"}', 'x', 'My Namespace', { any: 'thing' })).toBe(true);
  });

  it('joins terms with AND, OR, NOT and parentheses', () => {
    const text = 'MetricName="Errors" OR (MetricName="Invocations" AND (ProjectA OR ProjectB))';
    expect(finds(text, 'Errors')).toBe(true);
    expect(finds(text, 'Invocations', 'AWS/Lambda', { FunctionName: 'ProjectB-x' })).toBe(true);
    expect(finds(text, 'Invocations', 'AWS/Lambda', { FunctionName: 'other' })).toBe(false);
    expect(finds('NOT Namespace=AWS', 'x', 'AWS/EC2')).toBe(false);
    expect(finds('cpu NOT "i-1"', 'CPUUtilization', 'AWS/EC2', { InstanceId: 'i-1' })).toBe(false);
    expect(finds('InstanceType=micro', 'x', 'AWS/EC2', { InstanceType: 't2.micro' })).toBe(true);
  });

  it('is read or refused, whatever the text', () => {
    const pieces = fc.constantFrom('{', '}', '(', ')', '"', '=', ',', ' ', 'AND', 'OR', 'NOT', 'Cpu', '\\', '1');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 25 }), (parts) => {
        try {
          parseSearch(parts.join(''))(metric('CpuLoad1'));
        } catch (error) {
          expect(error).toBeInstanceOf(MetricMathError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
