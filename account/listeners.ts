import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { paginateListSubscriptionsByTopic, SNSClient } from '@aws-sdk/client-sns';
import type { Told } from '../core/compliance/index.ts';
import { EventPatternError, matchesEvent, parseEventPattern } from '../core/event-pattern/index.ts';
import type { ClientSettings } from './evidence.ts';

interface EventRule {
  readonly name: string;
  readonly pattern: string;
}

/** Who hears of an alarm: the confirmed subscriptions of a topic, directly or through a function that publishes to it. */
export class Listeners {
  readonly #account: string;
  readonly #region: string;
  readonly #events: EventBridgeClient;
  readonly #lambda: LambdaClient;
  readonly #sns: SNSClient;
  readonly #known = new Map<string, Promise<Told>>();
  readonly #targets = new Map<string, Promise<string[]>>();
  #rules: Promise<EventRule[]> | undefined;

  constructor(settings: ClientSettings, account: string) {
    this.#account = account;
    this.#region = settings.region;
    this.#events = new EventBridgeClient(settings);
    this.#lambda = new LambdaClient(settings);
    this.#sns = new SNSClient(settings);
  }

  close(): void {
    for (const client of [this.#events, this.#lambda, this.#sns]) client.destroy();
  }

  /** Who hears what is sent to an ARN. Only topics say; for others, and where reading is not allowed, it stays unknown. */
  of(target: string): Promise<Told> {
    const known = this.#known.get(target) ?? this.#read(target);
    this.#known.set(target, known);
    return known;
  }

  /** The targets of event rules that an alarm's change to ALARM goes to. */
  async ofStateChange(alarm: { readonly name: string; readonly arn: string }): Promise<Told[]> {
    this.#rules ??= orUnknown(this.#readRules(), []);
    const event = JSON.stringify({
      version: '0',
      id: 'state-change',
      source: 'aws.cloudwatch',
      'detail-type': 'CloudWatch Alarm State Change',
      account: this.#account,
      time: '2026-01-01T00:00:00Z',
      region: this.#region,
      resources: [alarm.arn],
      detail: { alarmName: alarm.name, state: { value: 'ALARM' }, previousState: { value: 'OK' } },
    });
    const taking = (await this.#rules).filter(({ pattern }) => takes(pattern, event));
    const targets = await Promise.all(taking.map(({ name }) => this.#targetsOf(name)));
    return Promise.all([...new Set(targets.flat())].map((target) => this.of(target)));
  }

  async #read(target: string): Promise<Told> {
    const service = target.split(':')[2];
    if (service === 'sns') return { target, listeners: await orUnknown(this.#subscribers(target), undefined) };
    if (service !== 'lambda') return { target };
    const topics = await orUnknown(this.#topicsOf(target), []);
    const counts = await Promise.all(topics.map((topic) => this.of(topic)));
    const known = counts.flatMap(({ listeners }) => listeners ?? []);
    return known.length === 0 ? { target } : { target, listeners: known.reduce((sum, each) => sum + each) };
  }

  async #subscribers(TopicArn: string): Promise<number> {
    let count = 0;
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client: this.#sns }, { TopicArn })) {
      count += Subscriptions.filter(({ SubscriptionArn = '' }) => SubscriptionArn.startsWith('arn:')).length;
    }
    return count;
  }

  /** Topics a function is told of by its environment. */
  async #topicsOf(FunctionName: string): Promise<string[]> {
    const { Environment } = await this.#lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    return Object.values(Environment?.Variables ?? {}).filter((value) => /^arn:[\w-]+:sns:/.test(value));
  }

  async #readRules(): Promise<EventRule[]> {
    const rules: EventRule[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.#events.send(new ListRulesCommand({ NextToken }));
      for (const { Name: name, State, EventPattern: pattern } of page.Rules ?? []) {
        if (name !== undefined && pattern !== undefined && State !== 'DISABLED') rules.push({ name, pattern });
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return rules;
  }

  #targetsOf(rule: string): Promise<string[]> {
    const known = this.#targets.get(rule) ?? orUnknown(this.#readTargets(rule), []);
    this.#targets.set(rule, known);
    return known;
  }

  async #readTargets(Rule: string): Promise<string[]> {
    const { Targets = [] } = await this.#events.send(new ListTargetsByRuleCommand({ Rule }));
    return Targets.flatMap(({ Arn }) => Arn ?? []);
  }
}

function takes(pattern: string, event: string): boolean {
  try {
    return matchesEvent(parseEventPattern(pattern), event);
  } catch (error) {
    if (error instanceof EventPatternError) return false;
    throw error;
  }
}

/** What may not be read, or is not there, is unknown; anything else that goes wrong is not ours to hide. */
const orUnknown = <T>(reading: Promise<T>, unknown: T): Promise<T> =>
  reading.catch((error: unknown) => {
    const name = error instanceof Error ? error.name : '';
    if (/^(AccessDenied|AuthorizationError|Forbidden|NotFound|ResourceNotFound)/.test(name)) return unknown;
    throw error;
  });
