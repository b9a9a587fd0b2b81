import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDashboard } from '../../../core/metric/index.ts';

const widget = (properties: object, more: object = {}) => ({ type: 'metric', properties, ...more });
const problems = (...widgets: object[]) => checkDashboard(JSON.stringify({ widgets }));
const ofMetric = (...metric: unknown[]) => problems(widget({ region: 'eu-west-1', metrics: [metric] }));

describe('a dashboard', () => {
  it('may be empty', () => {
    expect(problems()).toEqual([]);
  });

  it('is refused with the place of each fault', () => {
    expect(checkDashboard('{').map(({ message }) => message)).toEqual(['Body must be valid JSON']);
    expect(checkDashboard('{}').map(({ message }) => message)).toEqual(["Should have required property 'widgets'"]);
    expect(problems({ type: 'text', width: 25, properties: {} })).toEqual([
      { path: '/widgets/0/width', message: 'Should be <= 24', level: 'error' },
      { path: '/widgets/0/properties', message: "Should have required property 'markdown'", level: 'error' },
    ]);
  });

  it('is only warned of what does not keep it from being drawn', () => {
    expect(problems(widget({ metrics: [['AWS/EC2', 'CPUUtilization']] }))).toEqual([
      { path: '/widgets/0/properties', message: "Should have required property 'region'", level: 'warning' },
    ]);
  });
});

describe('a metric of a graph', () => {
  it('is a namespace, a name, dimensions and how it is drawn, with what repeats left out, or an expression', () => {
    expect(ofMetric('AWS/EC2', 'CPUUtilization')).toEqual([]);
    expect(ofMetric('AWS/EC2', 'CPUUtilization', 'InstanceId', 'i-1', { stat: 'p90', label: 'x' })).toEqual([]);
    expect(ofMetric('.', '.', '.', 'i-2')).toEqual([]);
    expect(ofMetric('...', 'i-2', { visible: false })).toEqual([]);
    expect(ofMetric({ expression: 'm1 / 2', id: 'e1' })).toEqual([]);
  });

  const place = '/widgets/0/properties/metrics/0';
  for (const [metric, path, message] of [
    [
      ['AWS/Lambda', 'Errors', { stat: 'Sum', dimensions: { FunctionName: 'f' } }],
      place,
      'Should NOT have more than 2 items',
    ],
    [['AWS/Lambda', 'Errors', 'FunctionName', 'f', { colour: 'red' }], place, 'Should NOT have more than 4 items'],
    [
      ['AWS/Lambda', 'Errors', { stat: 'Sum' }, { label: 'x' }],
      `${place}/2`,
      'Invalid metric field type, only "String" type is allowed',
    ],
  ] as const) {
    it(`is refused as AWS refuses ${JSON.stringify(metric)}`, () => {
      expect(ofMetric(...metric)).toEqual([{ path, message, level: 'error' }]);
    });
  }

  it('is refused where it is no array', () => {
    expect(
      problems(widget({ region: 'eu-west-1', metrics: ['AWS/EC2', 'CPUUtilization'] })).map(({ message }) => message),
    ).toEqual(
      Array.from(
        { length: 2 },
        () =>
          'Field "metrics" has to be an array of array of strings, with an optional metricRenderer object as last element',
      ),
    );
  });
});

describe('any body', () => {
  it('is checked without a fault', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), (inner, body) => {
        checkDashboard(body);
        checkDashboard(`{"widgets":[{"type":"metric","properties":{"metrics":${inner}}}]}`);
      }),
    );
  });
});
