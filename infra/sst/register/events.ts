import { documentText, registers, type Text } from '../registered.ts';

interface Rule {
  readonly Name: string;
  readonly Description: string;
  readonly EventPattern: object;
  readonly State: string;
  readonly Targets: readonly Target[];
}

interface Target {
  readonly Id: string;
  readonly Arn: Text;
  readonly RoleArn?: Text;
  readonly DeadLetterConfig?: { readonly Arn: Text };
  readonly InputTransformer?: { readonly InputTemplate: string };
}

export const eventRule = registers<Rule>((properties, { name, region, options }) => {
  const made = new aws.cloudwatch.EventRule(
    name,
    {
      name: properties.Name,
      region,
      description: properties.Description,
      eventPattern: documentText(properties.EventPattern),
      state: properties.State,
    },
    options,
  );
  const targets = properties.Targets.map(
    (target) =>
      new aws.cloudwatch.EventTarget(
        `${name}${target.Id.replace(/(^|-)(\w)/g, (_, __, first) => first.toUpperCase())}`,
        {
          rule: made.name,
          region,
          targetId: target.Id,
          arn: target.Arn,
          roleArn: target.RoleArn,
          ...(target.DeadLetterConfig && { deadLetterConfig: { arn: target.DeadLetterConfig.Arn } }),
          ...(target.InputTransformer && {
            inputTransformer: { inputTemplate: target.InputTransformer.InputTemplate },
          }),
        },
      ),
  );
  return { ref: made.name, arn: made.arn, resources: [made, ...targets] };
});

interface Archive {
  readonly ArchiveName: string;
  readonly SourceArn: Text;
  readonly Description: string;
  readonly EventPattern: object;
  readonly RetentionDays: number;
}

export const archive = registers<Archive>((properties, { name, region, options }) => {
  const made = new aws.cloudwatch.EventArchive(
    name,
    {
      name: properties.ArchiveName,
      region,
      eventSourceArn: properties.SourceArn,
      description: properties.Description,
      eventPattern: documentText(properties.EventPattern),
      retentionDays: properties.RetentionDays,
    },
    options,
  );
  return { ref: made.name, arn: made.arn, resources: [made] };
});

interface Schedule {
  readonly Name: string;
  readonly Description?: string;
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone?: string;
  readonly FlexibleTimeWindow: { readonly Mode: string };
  readonly Target: {
    readonly Arn: Text;
    readonly RoleArn: Text;
    readonly Input?: Text;
    readonly DeadLetterConfig?: { readonly Arn: Text };
  };
}

export const schedule = registers<Schedule>((properties, { name, region, options }) => {
  const { Target } = properties;
  const made = new aws.scheduler.Schedule(
    name,
    {
      name: properties.Name,
      region,
      description: properties.Description,
      scheduleExpression: properties.ScheduleExpression,
      scheduleExpressionTimezone: properties.ScheduleExpressionTimezone,
      flexibleTimeWindow: { mode: properties.FlexibleTimeWindow.Mode },
      target: {
        arn: Target.Arn,
        roleArn: Target.RoleArn,
        input: Target.Input,
        ...(Target.DeadLetterConfig && { deadLetterConfig: { arn: Target.DeadLetterConfig.Arn } }),
      },
    },
    options,
  );
  return { ref: made.name, arn: made.arn, resources: [made] };
});
