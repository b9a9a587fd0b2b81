import { describe, expect, it } from 'vitest';
import iamUserCreated from '../../rules/alerts/iam-user-created.ts';
import { type CheckResult, checkRules } from '../../rules/check.ts';
import { formatCheck } from '../../rules/check-format.ts';
import securityGroup from '../../rules/config/security-group-closes-admin-ports.ts';
import { type AlertRule, defineAlert, type Rule, record, root, signIn } from '../../rules/kit/index.ts';
import rootUsage from '../../rules/metric-alarms/root-usage.ts';

const problemsOf = (rule: Rule) => checkRules([rule])[0]?.problems ?? [];

const invoked = record('CreateTrail', { by: { ...root(), invokedBy: 'support.amazonaws.com' } });

describe('checking a rule', () => {
  it('finds nothing wrong with one that is right, and counts its examples', () => {
    expect(checkRules([iamUserCreated])).toEqual([
      { rule: 'iam-user-created', kind: 'alert', file: undefined, examples: 4, problems: [], notes: [] },
    ]);
  });

  it('says which clause keeps an alert quiet', () => {
    const wrong = { ...iamUserCreated, fires: [record('CreateUser', { errorCode: 'AccessDenied' })] };
    expect(
      formatCheck(checkRules([wrong], new Map([['iam-user-created', 'rules/alerts/iam-user-created.ts']])), 'text'),
    ).toBe(`rules/alerts/iam-user-created.ts: example 1 of \`fires\` does not fire
  detail.errorCode is "AccessDenied", wanted: absent
  move the example to \`quiet\`, or change that clause

1 rule, 4 examples: 1 rule failed
`);
  });

  it('says which condition keeps an alarm from counting', () => {
    expect(problemsOf({ ...rootUsage, fires: [invoked] })).toEqual([
      {
        what: 'example 1 of `fires` does not fire',
        why: ['$.userIdentity.invokedBy NOT EXISTS  is false: it is "support.amazonaws.com"'],
        todo: 'move the example to `quiet`, or change that clause',
      },
    ]);
  });

  it('says why something fires that should not', () => {
    const [problem] = problemsOf({ ...iamUserCreated, quiet: [record('CreateUser')] });
    expect(problem?.what).toBe('example 1 of `quiet` fires');
    expect(problem?.why).toContain('detail.eventName is "CreateUser", as wanted: "CreateUser"');
  });

  it('reports a pattern EventBridge would refuse, with its reason', () => {
    const wrong: AlertRule = { ...iamUserCreated, pattern: { detail: { eventName: [{ starts: 'Create' }] } } };
    expect(problemsOf(wrong)).toMatchObject([
      {
        what: 'EventBridge would refuse its pattern',
        why: [expect.stringContaining('Unrecognized match type starts')],
      },
    ]);
  });

  it('reports a pattern that is longer than EventBridge takes', () => {
    const names = Array.from({ length: 200 }, (_, i) => `CreateThing${i}`);
    const long = signIn().where({ eventName: ['ConsoleLogin', ...names] });
    expect(problemsOf({ ...iamUserCreated, ...long, fires: [], quiet: [] })[0]?.what).toMatch(
      /^its pattern has \d+ characters, EventBridge takes 2048$/,
    );
  });

  it('points into a filter pattern CloudWatch Logs would refuse', () => {
    const wrong = { ...rootUsage, filter: { ...rootUsage.filter, filterPattern: '{ $.a = Failed authentication }' } };
    expect(problemsOf(wrong)).toMatchObject([
      {
        what: 'CloudWatch Logs would refuse its filter pattern',
        why: ['{ $.a = Failed authentication }', expect.stringMatching(/^ +\^$/), expect.any(String)],
      },
    ]);
  });

  it('reports a verdict that is not the one asked for, with what the rule says', () => {
    const swapped = { ...securityGroup, complies: securityGroup.violates.slice(0, 1) };
    expect(problemsOf(swapped)).toEqual([
      {
        what: 'example 1 of `complies` is NON_COMPLIANT',
        why: ['the rule says: Open to the internet: port 22'],
        todo: 'move the example, or change `evaluate`',
      },
    ]);
  });

  it('reports an example that is no record', () => {
    const pasted = [{ eventName: 'CreateUser' }] as unknown as AlertRule['fires'];
    expect(problemsOf({ ...iamUserCreated, fires: pasted })).toMatchObject([
      { what: 'example 1 of `fires` is no CloudTrail record', why: ['the CloudTrail record has no eventTime'] },
    ]);
  });

  it('goes on after a rule that throws', () => {
    const throws = {
      ...securityGroup,
      evaluate: () => {
        throw new TypeError('no such field');
      },
    };
    const [first, second] = checkRules([throws, iamUserCreated]);
    expect(first?.problems[0]).toMatchObject({
      what: 'example 1 of `complies` makes `evaluate` throw',
      why: ['no such field'],
    });
    expect(second?.problems).toEqual([]);
  });
});

describe('the results of a check', () => {
  const { id, title, severity, why, respond, controls, quiet } = iamUserCreated;
  const on = signIn().where({ eventName: ['<&">'] });
  const nasty = defineAlert({ id, title, severity, why, respond, controls, on, fires: [record('CreateUser')], quiet });
  const results = checkRules([iamUserCreated, nasty], new Map());

  it('are one line when all is well', () => {
    expect(formatCheck(checkRules([iamUserCreated]), 'text')).toBe('1 rule, 4 examples: all as they should be\n');
  });

  it('name the rule where its file has several', () => {
    const file = (result: CheckResult, name: string): CheckResult => ({ ...result, file: name });
    const [good, bad] = results as [CheckResult, CheckResult];
    const shared = formatCheck([file(good, 'rules/two.ts'), file(bad, 'rules/two.ts')], 'text');
    const alone = formatCheck([file(good, 'rules/one.ts'), file(bad, 'rules/two.ts')], 'text');
    expect(shared).toMatch(/^rules\/two\.ts: iam-user-created: example 1 of `fires` does not fire$/m);
    expect(alone).toMatch(/^rules\/two\.ts: example 1 of `fires` does not fire$/m);
  });

  it('are a JSON document', () => {
    expect(JSON.parse(formatCheck(results, 'json'))).toMatchObject({ rules: 2, failed: 1, results: [{}, {}] });
  });

  it('are well-formed JUnit XML, whatever a pattern holds', () => {
    const xml = formatCheck(results, 'junit');
    expect(xml).toContain('<testsuite name="trailkeeper check" tests="2" failures="1" errors="0" skipped="0">');
    expect(xml).toContain('&lt;&amp;\\&quot;&gt;');
  });

  it('are SARIF with a place for each problem', () => {
    const sarif = formatCheck(checkRules([nasty], new Map([[nasty.id, 'my\\rule.ts']])), 'sarif');
    expect(JSON.parse(sarif)).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          results: [{ level: 'error', locations: [{ physicalLocation: { artifactLocation: { uri: 'my/rule.ts' } } }] }],
        },
      ],
    });
  });
});
