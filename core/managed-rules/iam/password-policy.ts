import { isObject } from '../../cloudtrail/index.ts';
import type { ParametersOf } from '../parameters.ts';
import { isTrue, numberAt, valueAt } from '../read.ts';
import { ACCOUNT, compliantWhen, defineResourceRule, notApplicable } from '../rule.ts';

const SWITCHES = ['RequireUppercaseCharacters', 'RequireLowercaseCharacters', 'RequireSymbols', 'RequireNumbers'];

const strong = {
  requireUppercaseCharacters: true,
  requireLowercaseCharacters: true,
  requireSymbols: true,
  requireNumbers: true,
  minimumPasswordLength: 14,
  passwordReusePrevention: 24,
  maxPasswordAge: 90,
};

const parameters: ParametersOf = {
  ...Object.fromEntries(SWITCHES.map((name) => [name, { type: 'boolean', alone: 'true' }])),
  MinimumPasswordLength: { type: 'int', alone: '14' },
  PasswordReusePrevention: { type: 'int', alone: '24' },
  MaxPasswordAge: { type: 'int', alone: '90' },
};

/**
 * An account without a policy of its own has `passwordPolicy: {}`, and never complies. What is not asked for beside something else is not
 * judged, as Security Hub's controls of one parameter each show; `true` is lower case only.
 * @see AWS Config managed rule "iam-password-policy"; AWS Security Hub, IAM.11 to IAM.17
 */
export default defineResourceRule({
  id: 'IAM_PASSWORD_POLICY',
  resourceTypes: [ACCOUNT],
  periodic: true,
  parameters,
  evaluate: ({ configuration }, { parameters: wanted }) => {
    const policy = valueAt(configuration, 'passwordPolicy');
    if (policy === undefined) return notApplicable('the item does not say what the password policy is');
    if (isObject(policy) && Object.keys(policy).length === 0) {
      return compliantWhen(false, 'The account has no password policy of its own.');
    }
    const wrong = SWITCHES.filter((name) => wanted[name] === 'true' && !isTrue(policy, name));
    for (const name of ['MinimumPasswordLength', 'PasswordReusePrevention']) {
      if ((numberAt(policy, name) ?? 0) < Number(wanted[name])) wrong.push(name);
    }
    const age = numberAt(policy, 'MaxPasswordAge') ?? 0;
    if (wanted.MaxPasswordAge && (age < 1 || age > Number(wanted.MaxPasswordAge))) wrong.push('MaxPasswordAge');
    return compliantWhen(wrong.length === 0, `Not as strict as asked for: ${wrong.join(', ')}`);
  },
  complies: [
    { configuration: { passwordPolicy: strong } },
    {
      configuration: { passwordPolicy: { ...strong, requireSymbols: false } },
      parameters: { RequireSymbols: 'True', RequireNumbers: 'true' },
    },
    { configuration: { passwordPolicy: { minimumPasswordLength: 14 } }, parameters: { MinimumPasswordLength: '14' } },
  ],
  violates: [
    { configuration: { passwordPolicy: {} } },
    { configuration: { passwordPolicy: {} }, parameters: { RequireSymbols: 'false' } },
    { configuration: { passwordPolicy: { minimumPasswordLength: 14 } }, parameters: { PasswordReusePrevention: '24' } },
    { configuration: { passwordPolicy: { ...strong, minimumPasswordLength: 8 } } },
    { configuration: { passwordPolicy: { ...strong, maxPasswordAge: 180 } } },
  ],
});
