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
  ...Object.fromEntries(SWITCHES.map((name) => [name, { type: 'boolean', default: 'true' }])),
  MinimumPasswordLength: { type: 'int', default: '14' },
  PasswordReusePrevention: { type: 'int', default: '24' },
  MaxPasswordAge: { type: 'int', default: '90' },
};

/** An account without a policy of its own has `passwordPolicy: {}`. @see AWS Config managed rule "iam-password-policy" */
export default defineResourceRule({
  id: 'IAM_PASSWORD_POLICY',
  resourceTypes: [ACCOUNT],
  periodic: true,
  parameters,
  evaluate: ({ configuration }, { parameters: wanted }) => {
    const policy = valueAt(configuration, 'passwordPolicy');
    if (policy === undefined) return notApplicable('the item does not say what the password policy is');
    const wrong = SWITCHES.filter((name) => wanted[name]?.toLowerCase() === 'true' && !isTrue(policy, name));
    for (const name of ['MinimumPasswordLength', 'PasswordReusePrevention']) {
      if ((numberAt(policy, name) ?? 0) < Number(wanted[name])) wrong.push(name);
    }
    const age = numberAt(policy, 'MaxPasswordAge') ?? 0;
    if (age < 1 || age > Number(wanted.MaxPasswordAge)) wrong.push('MaxPasswordAge');
    return compliantWhen(wrong.length === 0, `Not as strict as asked for: ${wrong.join(', ')}`);
  },
  complies: [
    { configuration: { passwordPolicy: strong } },
    {
      configuration: { passwordPolicy: { ...strong, requireSymbols: false } },
      parameters: { RequireSymbols: 'false' },
    },
  ],
  violates: [
    { configuration: { passwordPolicy: {} } },
    { configuration: { passwordPolicy: { ...strong, minimumPasswordLength: 8 } } },
    { configuration: { passwordPolicy: { ...strong, maxPasswordAge: 180 } } },
  ],
});
