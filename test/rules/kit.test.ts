import { describe, expect, it } from 'vitest';
import {
  anyCall,
  anyOf,
  apiCall,
  type ConfigRuleDefinition,
  defineAlert,
  defineConfigRule,
  defineMetricAlarm,
  event,
  placementOf,
  RuleError,
  record,
  regionsFor,
  root,
  service,
  serviceEvent,
  signIn,
  signInRecord,
} from '../../rules/kit/index.ts';

const texts = {
  id: 'test-rule',
  title: { en: 'Test', ko: '시험' },
  severity: 'low',
  why: { en: 'Because.', ko: '왜냐하면.' },
  respond: { en: ['Look.'], ko: ['확인합니다.'] },
  controls: ['nist-800-53-r5:AC-2'],
} as const;

const watched = {
  on: apiCall('iam.amazonaws.com', 'CreateUser'),
  fires: [record('CreateUser')],
  quiet: [record('GetUser')],
};

describe('what an alert is about', () => {
  const ownerOf = { about: ({ request }: { request: Record<string, unknown> }) => (request.tags as string[])[0] };

  it('is refused where it cannot read an example', () => {
    expect(() => defineAlert({ ...texts, ...watched, ...ownerOf })).toThrow(
      /^rule "test-rule": about throws TypeError: .* for example 1 of fires$/,
    );
  });

  it('is what the record itself names where a record has another shape than the examples', () => {
    const fires = [record('CreateUser', { request: { tags: ['team-a'] } })];
    const rule = defineAlert({ ...texts, ...watched, ...ownerOf, fires });
    expect(rule.about(fires[0]!)).toBe('team-a');
    expect(rule.about(record('CreateUser', { request: { userName: 'mallory' } }))).toBe('mallory');
  });
});

describe('what an alert watches', () => {
  it('is a pattern as EventBridge takes it', () => {
    expect(apiCall('iam.amazonaws.com', 'CreateUser').succeeded().pattern).toEqual({
      source: ['aws.iam'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: { eventSource: ['iam.amazonaws.com'], eventName: ['CreateUser'], errorCode: [{ exists: false }] },
    });
  });

  it('can be narrowed by anything of the record, and stays the same itself', () => {
    const watch = apiCall('iam.amazonaws.com', 'CreateUser');
    const narrowed = watch
      .where({ requestParameters: { path: ['/ops/'] } })
      .where({ requestParameters: { userName: ['x'] } });
    expect(narrowed.pattern.detail).toMatchObject({ requestParameters: { path: ['/ops/'], userName: ['x'] } });
    expect(watch.pattern.detail).not.toHaveProperty('requestParameters');
  });

  it('knows of sign-ins that they tell their end in the response', () => {
    expect(signIn().failed().pattern.detail).toMatchObject({ responseElements: { ConsoleLogin: ['Failure'] } });
    expect(apiCall('iam.amazonaws.com').failed().pattern.detail).toMatchObject({ errorCode: [{ exists: true }] });
  });

  it('can be one of several, with the sources and kinds of all', () => {
    const { pattern } = anyOf(
      apiCall('iam.amazonaws.com', 'CreateUser'),
      serviceEvent('kms.amazonaws.com', 'RotateKey'),
    );
    expect(pattern).toMatchObject({
      source: ['aws.iam', 'aws.kms'],
      'detail-type': ['AWS API Call via CloudTrail', 'AWS Service Event via CloudTrail'],
      detail: { $or: [{ eventName: ['CreateUser'] }, { eventName: ['RotateKey'] }] },
    });
  });

  it('is of any source as soon as one alternative is', () => {
    const watch = anyOf(apiCall('iam.amazonaws.com', 'CreateUser'), anyCall().where({ readOnly: [false] }));
    expect(watch.pattern).not.toHaveProperty('source');
    expect(watch.sources).toEqual([]);
  });
});

describe('where a rule must stand', () => {
  it.each([
    [['iam.amazonaws.com'], 'global'],
    [['iam.amazonaws.com', 'organizations.amazonaws.com'], 'global'],
    [['ec2.amazonaws.com'], 'regional'],
    [['iam.amazonaws.com', 'ec2.amazonaws.com'], 'both'],
    [['signin.amazonaws.com'], 'both'],
    [['sts.amazonaws.com'], 'both'],
    [[], 'both'],
  ] as const)('for %j is %s', (sources, placement) => {
    expect(placementOf(sources)).toBe(placement);
  });

  it('is us-east-1 for what is global, whatever regions are watched', () => {
    expect(regionsFor('global', ['ap-northeast-2'])).toEqual(['us-east-1']);
    expect(regionsFor('regional', ['ap-northeast-2'])).toEqual(['ap-northeast-2']);
    expect(regionsFor('both', ['ap-northeast-2', 'us-east-1'])).toEqual(['ap-northeast-2', 'us-east-1']);
  });
});

describe('an example record', () => {
  it('is what AWS writes, with only what matters said', () => {
    expect(record('CreateUser', { request: { userName: 'mallory' } })).toMatchObject({
      eventSource: 'iam.amazonaws.com',
      eventName: 'CreateUser',
      eventType: 'AwsApiCall',
      readOnly: false,
      userIdentity: { type: 'IAMUser', userName: 'alice' },
      requestParameters: { userName: 'mallory' },
    });
  });

  it('has the same id each time, and another for another example', () => {
    const { eventID } = record('CreateUser');
    expect(eventID).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(record('CreateUser').eventID).toBe(eventID);
    expect(record('CreateUser', { errorCode: 'x' }).eventID).not.toBe(eventID);
  });

  it('asks for the service where the name does not tell', () => {
    expect(() => record('MakeCoffee')).toThrow("record('MakeCoffee'): say which service");
    expect(record('MakeCoffee', { source: 'kitchen.amazonaws.com' }).eventSource).toBe('kitchen.amazonaws.com');
  });

  it('of a service comes from that service', () => {
    expect(record('PutObject', { by: service('delivery.logs.amazonaws.com') }).sourceIPAddress).toBe(
      'delivery.logs.amazonaws.com',
    );
  });

  it('of a sign-in is a sign-in event, without the key of a session', () => {
    const made = signInRecord({ by: root(), succeeded: false });
    expect(made.userIdentity).not.toHaveProperty('sessionContext');
    expect(event(made)['detail-type']).toBe('AWS Console Sign In via CloudTrail');
  });
});

describe('a rule that cannot work is refused', () => {
  it.each([
    [{ id: 'Test Rule' }, 'lower-case words'],
    [{ severity: 'urgent' as 'low' }, 'severity must be one of critical, high, medium, low'],
    [{ title: { en: 'Test', ko: '' } }, 'title has no ko text'],
    [{ title: { en: '시험', ko: '시험' } }, 'ASCII'],
    [{ respond: { en: [], ko: ['확인'] } }, 'respond has no en steps'],
    [{ why: { en: 'See {actr}', ko: 'x' } }, '{actr} is no placeholder; there are actor, about'],
    [{ controls: ['AC-2'] }, 'is not of the form framework:id'],
    [{ fires: [] }, 'at least one example'],
    [{ quiet: [] }, 'at least one example'],
  ])('with %o', (wrong, message) => {
    expect(() => defineAlert({ ...texts, ...watched, ...wrong })).toThrow(RuleError);
    expect(() => defineAlert({ ...texts, ...watched, ...wrong })).toThrow(message);
  });

  it('with nothing to watch', () => {
    const on = undefined as unknown as typeof watched.on;
    expect(() => defineAlert({ ...texts, ...watched, on })).toThrow('on must be apiCall(...)');
  });

  it('with no resource type', () => {
    const items = [{ resourceType: 'x', resourceId: 'x', configuration: {} }];
    const rule = { ...texts, resourceTypes: [], evaluate: () => ({ compliance: 'COMPLIANT' }) as const };
    expect(() => defineConfigRule({ ...rule, complies: items, violates: items })).toThrow('at least one resource type');
  });
});

describe('a metric alarm', () => {
  it('counts matches in five minutes, one is enough, and silence does not breach', () => {
    const { filter, alarm } = defineMetricAlarm({
      ...texts,
      filterPattern: '{ $.eventName = "CreateUser" }',
      fires: [record('CreateUser')],
      quiet: [record('GetUser')],
    });
    expect(filter).toEqual({
      filterName: 'trailkeeper-test-rule',
      filterPattern: '{ $.eventName = "CreateUser" }',
      metricName: 'TestRule',
      metricNamespace: 'Trailkeeper',
      metricValue: '1',
    });
    expect(alarm).toEqual({
      alarmName: 'trailkeeper-test-rule',
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
    });
  });
});

describe('a Config rule', () => {
  const item = { resourceType: 'AWS::S3::Bucket', resourceId: 'b', configuration: { size: 3 } };
  const definition: ConfigRuleDefinition<{ most: string }> = {
    ...texts,
    resourceTypes: ['AWS::S3::Bucket'],
    parameters: { most: '5' },
    evaluate: ({ configuration }, { most }) =>
      Number(configuration.size) <= Number(most)
        ? { compliance: 'COMPLIANT' }
        : { compliance: 'NON_COMPLIANT', annotation: 'x'.repeat(300) },
    complies: [item],
    violates: [item],
  };
  const rule = defineConfigRule(definition);

  it('judges with its own parameters unless others are given', () => {
    expect(rule.evaluate(item).compliance).toBe('COMPLIANT');
    expect(rule.evaluate(item, { most: '2' }).compliance).toBe('NON_COMPLIANT');
  });

  it('says no more than AWS takes', () => {
    expect(rule.evaluate(item, { most: '2' }).annotation).toHaveLength(256);
  });

  it('is asked on changes unless it says otherwise, and by its schedule', () => {
    const triggers = (more: object) =>
      defineConfigRule({ ...definition, ...more }).triggers.map(({ MessageType, MaximumExecutionFrequency: often }) => [
        MessageType,
        often,
      ]);
    const onChange = [
      ['ConfigurationItemChangeNotification', undefined],
      ['OversizedConfigurationItemChangeNotification', undefined],
    ];
    const scheduled = ['ScheduledNotification', 'Six_Hours'];

    expect(triggers({})).toEqual(onChange);
    expect(triggers({ schedule: 'Six_Hours' })).toEqual([...onChange, scheduled]);
    expect(triggers({ schedule: 'Six_Hours', onChange: false })).toEqual([scheduled]);
    expect(() => triggers({ onChange: false })).toThrow('give a schedule');
  });

  it('knows the moment it judges at', () => {
    const young = defineConfigRule({
      ...definition,
      schedule: 'One_Hour',
      evaluate: ({ configuration }, _, now) =>
        now - Date.parse(String(configuration.made)) < 86_400_000
          ? { compliance: 'COMPLIANT' }
          : { compliance: 'NON_COMPLIANT', annotation: 'too old' },
    });
    const made = { ...item, configuration: { made: '2025-12-31T12:00:00Z' } };

    expect(young.evaluate(made).compliance).toBe('COMPLIANT');
    expect(young.evaluate(made, {}, Date.UTC(2026, 5, 1)).compliance).toBe('NON_COMPLIANT');
  });

  it('does not apply to other resources', () => {
    expect(rule.evaluate({ ...item, resourceType: 'AWS::EC2::VPC' }).compliance).toBe('NOT_APPLICABLE');
  });
});

describe('a definition', () => {
  const alarm = { ...texts, filterPattern: '{ $.eventName = "Delete*" }', fires: watched.fires, quiet: watched.quiet };
  const config = {
    ...texts,
    resourceTypes: ['AWS::S3::Bucket'],
    evaluate: () => ({ compliance: 'COMPLIANT' as const }),
    complies: [{}],
    violates: [{}],
  };
  /** As a file of JavaScript would have it, which no compiler has seen. */
  const unseen = <Definition>(definition: object): Definition => definition as Definition;

  it.each<[what: object, refusal: string]>([
    [{ ...watched, severity: undefined, sevrity: 'low' }, 'sevrity is no field; did you mean severity?'],
    [{ ...watched, abuot: () => 'x' }, 'abuot is no field; did you mean about?'],
    [{ ...watched, remediation: 'x' }, 'remediation is no field; there are id, title, severity, why'],
  ])('of an alert is refused for a field nobody reads: %j', (what, refusal) => {
    expect(() => defineAlert(unseen({ ...texts, ...what }))).toThrow(`rule "test-rule": ${refusal}`);
  });

  it.each<[what: object, refusal: string]>([
    [{ evaluationPeriods: 3 }, 'evaluationPeriods is no field; there are'],
    [{ treshold: 3 }, 'treshold is no field; did you mean threshold?'],
    [{ filterPattern: undefined }, 'filterPattern must be a CloudWatch Logs filter pattern'],
    [{ threshold: '3' }, 'threshold must be a number'],
    [{ period: 45 }, 'period must be whole minutes in seconds, 60 to 604800'],
    [{ period: 10 }, 'period must be whole minutes'],
    [{ period: 604_860 }, 'period must be whole minutes'],
    [{ treatMissingData: 'notbreaching' }, 'treatMissingData must be one of notBreaching, breaching, ignore, missing'],
    [{ metricName: 'a:b' }, 'metricName must be 1 to 255 characters, none of them : * or $'],
  ])('of a metric alarm is refused for what AWS would refuse, or nobody reads: %j', (what, refusal) => {
    expect(() => defineMetricAlarm(unseen({ ...alarm, ...what }))).toThrow(`rule "test-rule": ${refusal}`);
  });

  it.each<[what: object, refusal: string]>([
    [{ resourceType: 'AWS::S3::Bucket' }, 'resourceType is no field; did you mean resourceTypes?'],
    [{ evaluate: undefined }, 'evaluate must be a function from an item to a verdict'],
    [{ schedule: 'Daily' }, 'schedule must be one of One_Hour, Three_Hours'],
    [{ parameters: { days: 14 } }, "parameter days must be a text, as Config hands it on: '14'"],
    [{ violates: [{}, { tag: {} }] }, 'example 2 of violates: tag is no field; did you mean tags?'],
  ])('of a Config rule is refused for what AWS would refuse, or nobody reads: %j', (what, refusal) => {
    expect(() => defineConfigRule(unseen<ConfigRuleDefinition>({ ...config, ...what }))).toThrow(
      `rule "test-rule": ${refusal}`,
    );
  });

  it("takes every period PutMetricAlarm takes of a filter's metric", () => {
    for (const period of [60, 300, 3600, 86_400, 604_800]) {
      expect(defineMetricAlarm({ ...alarm, period }).alarm.period).toBe(period);
    }
  });

  it('of an example record is refused for an override there is not', () => {
    expect(() => record('CreateUser', unseen({ requestParameters: {} }))).toThrow(
      "record('CreateUser'): requestParameters is no field; there are source, by, request",
    );
  });
});
