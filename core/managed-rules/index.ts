/** AWS Config's managed rules: pure judgements of configuration items. */
export { managedRules } from './catalogue.ts';
export { judge, managedRule, type ResourceVerdict } from './judge.ts';
export { ParameterError, type ParameterValues, parameterValues, requiredMissing } from './parameters.ts';
export { ACCOUNT, type Compliance, type JudgedItem, type ManagedRule, type Verdict } from './rule.ts';
