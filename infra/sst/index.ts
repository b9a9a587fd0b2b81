import type { Rule } from '../../rules/kit/index.ts';
import { inOrder } from '../apply/order.ts';
import { plan } from '../plan.ts';
import { type Resource, references } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { Resolver } from './resolver.ts';
import { table } from './table.ts';

/**
 * The plan as an SST program: each resource of it as the resource of Pulumi's AWS provider its type stands for, each function as an
 * `sst.aws.Function` with the plan's own role and log group. To be called from `run` of `sst.config.ts`.
 * @returns what `sst deploy` prints at its end
 */
export function deploy(rules: readonly Rule[], settings: Settings): Record<string, $util.Input<string>> {
  const resolver = new Resolver(aws.getCallerIdentityOutput({}).accountId);
  for (const resource of inOrder(plan(rules, settings))) resolver.add(resource.id, registered(resource, resolver));
  return { topic: resolver.of('AlertTopic').ref, deadLetters: resolver.of('DeadLetterQueue').ref };
}

function registered({ id, type, region, properties, bundle, dependsOn = [] }: Resource, resolver: Resolver) {
  const register = table[type];
  if (!register) throw new Error(`nothing registers ${type}`);
  const resolved = resolver.resolve(properties, region) as object;
  // What is referred to is there with all that stands beside it: a role with its policies, a bucket with its settings.
  const needed = [...dependsOn, ...references(properties)].flatMap((each) => resolver.of(each).resources);
  return register(resolved, { name: id, region, bundle, options: { dependsOn: needed } });
}
