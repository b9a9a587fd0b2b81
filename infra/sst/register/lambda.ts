import { registers, type Text } from '../registered.ts';

interface LambdaFunction {
  readonly FunctionName: string;
  readonly Architectures: readonly ['arm64' | 'x86_64'];
  readonly Role: Text;
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly LoggingConfig: { readonly LogGroup: Text };
  readonly DeadLetterConfig: { readonly TargetArn: Text };
  readonly Environment: { readonly Variables: Readonly<Record<string, Text>> };
}

/** SST bundles the handler and makes the function; role and log group are the plan's. */
export const lambdaFunction = registers<LambdaFunction>((properties, { name, bundle, options }) => {
  const component = name.replace(/Function$/, '');
  const made = new sst.aws.Function(
    component,
    {
      name: properties.FunctionName,
      handler: `functions/${bundle}.handler`,
      runtime: 'nodejs24.x',
      architecture: properties.Architectures[0],
      timeout: `${properties.Timeout} seconds`,
      memory: `${properties.MemorySize} MB`,
      role: properties.Role,
      logging: { logGroup: properties.LoggingConfig.LogGroup, format: 'text' },
      environment: properties.Environment.Variables,
      nodejs: { minify: true },
      transform: {
        function: (args, opts) => {
          args.deadLetterConfig = { targetArn: properties.DeadLetterConfig.TargetArn };
          // Lambda tries whether the role may write to the queue: its policy has to be there first.
          opts.dependsOn = options.dependsOn;
        },
      },
    },
    options,
  );
  return { ref: made.name, arn: made.arn, resources: [made] };
});

interface Permission {
  readonly FunctionName: Text;
  readonly Action: string;
  readonly Principal: string;
  readonly SourceArn: Text;
}

export const permission = registers<Permission>((properties, { name, region, options }) => {
  const made = new aws.lambda.Permission(
    name,
    {
      function: properties.FunctionName,
      region,
      action: properties.Action,
      principal: properties.Principal,
      sourceArn: properties.SourceArn,
    },
    options,
  );
  return { ref: made.id, arn: '', resources: [made] };
});
