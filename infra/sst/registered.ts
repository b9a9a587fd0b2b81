/** What a resource of the plan became. */
export interface Registered {
  /** What CloudFormation's `Ref` gives. */
  readonly ref: $util.Input<string>;
  readonly arn: $util.Input<string>;
  /** What others wait for that depend on it. */
  readonly resources: readonly $util.Resource[];
}

export interface Place {
  /** The plan's id, which is the resource's name in the stack. */
  readonly name: string;
  readonly region: string;
  /** The handler of `functions/` a function runs. */
  readonly bundle: string | undefined;
  readonly options: $util.CustomResourceOptions;
}

/** Registers one resource with its properties as CloudFormation names them, references resolved. */
export type Register = (properties: object, place: Place) => Registered;

/**
 * A registration from one that has its properties typed. The plan is written in CloudFormation's properties: this is the one place that
 * says so.
 */
export const registers =
  <Properties>(register: (properties: Properties, place: Place) => Registered): Register =>
  (properties, place) =>
    register(properties as Properties, place);

export type Text = $util.Input<string>;

/** A document as Pulumi's resources take it: its text. */
export const documentText = (document: object): $util.Output<string> => $jsonStringify(document);
