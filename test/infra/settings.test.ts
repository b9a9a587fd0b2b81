import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { managedRulesOf } from '../../infra/plan/config/rules.ts';
import { plan } from '../../infra/plan.ts';
import { defaultSettings, defineSettings, SettingsError, type SettingsInput } from '../../infra/settings.ts';
import { frameworks } from '../../reports/index.ts';
import { catalogue } from '../../rules/catalogue.ts';
import checkout from '../../trailkeeper.config.ts';

const refusalOf = (input: object): string => {
  try {
    plan(catalogue, defineSettings(input as SettingsInput));
    return 'taken';
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message;
  }
};

describe('settings', () => {
  it('write to nobody unless they are told to', () => {
    expect(defaultSettings.emails).toEqual([]);
    expect(plan(catalogue, defaultSettings).filter(({ type }) => type === 'AWS::SNS::Subscription')).toEqual([]);
  });

  it('of the checkout are the defaults, spelt out', () => {
    expect(checkout).toEqual(defaultSettings);
  });

  it('that are whole stay as they are', () => {
    expect(defineSettings(checkout)).toEqual(checkout);
  });

  it.each([
    [{ homeRegon: 'us-east-1' }, 'settings: homeRegon is no setting; did you mean homeRegion?'],
    [{ retention: { trial: 30 } }, 'settings: retention.trial is no setting; did you mean trail?'],
    [{ recording: { modes: 'daily' } }, 'settings: recording.modes is no setting; did you mean mode?'],
    [
      { forwarding: { kinesis: { streamARN: 'x' } } },
      /forwarding\.kinesis\.streamARN is no setting; did you mean streamArn\?/,
    ],
    [{ emails: ['nobody'] }, 'settings: emails.0: is not a mail address'],
    [{ homeRegion: 'Seoul' }, "settings: homeRegion: is not a region's name"],
    [{ timeZone: 'Seoul' }, 'settings: timeZone: is not a time zone such as Asia/Seoul'],
    [{ retention: { trail: 42 } }, /^settings: retention\.trail: must be one of 1, 3, 5, /],
    [{ trail: { logGroup: '' } }, /^settings: trail\.logGroup: /],
    [{ suppressions: [{ rule: 'x' }] }, 'settings: suppressions: suppression 1 needs a text in resource'],
    [{ webhooks: ['http://example.com'] }, 'settings: webhooks.0: is not an https address'],
    [{ rules: { 'root-sign-in': false } }, 'settings: rules.root-sign-in is no rule; did you mean root-signed-in?'],
    [{ rules: { 'root-signed-in': { threshold: 5 } } }, /root-signed-in has no threshold and no period/],
    [{ rules: { 'root-signed-in': { parameters: {} } } }, 'settings: rules.root-signed-in has no parameters'],
    [
      { rules: { 'iam-user-without-own-policies': { parameters: { depth: '1' } } } },
      /rules\.iam-user-without-own-policies\.parameters\.depth is no parameter of it/,
    ],
    [
      { remediation: [{ rule: 'NO_SUCH_RULE', document: 'X' }] },
      'settings: remediation: no rule NO_SUCH_RULE is deployed',
    ],
  ])('%j are refused by name', (input, message) => {
    expect(refusalOf(input)).toMatch(message);
  });

  it('are taken, or refused in words, whatever they are', () => {
    const keys = fc.constantFrom(...Object.keys(defaultSettings), 'homeRegon', '__proto__', '');
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), (input) => {
        const refusal = refusalOf(input);
        expect(refusal === 'taken' || refusal.startsWith('settings: ')).toBe(true);
      }),
    );
  });
});

describe('the managed rules of a framework', () => {
  it.each(frameworks.map((each) => [each.id, each] as const))(
    '%s decide each control a managed rule can decide',
    (id, framework) => {
      const rules = managedRulesOf(defineSettings({ frameworks: [id as 'cis-aws-3.0'] }));
      const controls = framework.sections
        .flatMap((section) => section.controls)
        .filter(({ deciders }) => deciders.length > 0);
      const undecided = controls.filter(
        ({ deciders }) =>
          !deciders.some(({ rules: needed, isEnough = () => true }) =>
            needed.every((id) => rules.some(({ identifier, parameters }) => identifier === id && isEnough(parameters))),
          ),
      );
      expect(undecided.map(({ id, title }) => `${id} ${title.en}`)).toEqual([]);
    },
  );
});
