import type { AdvancedEventSelector, AdvancedFieldSelector, EventSelector } from '@aws-sdk/client-cloudtrail';
import { AwsError } from '../../errors.ts';

const MOST_BASIC = 5;
/** Values of all basic data resources, conditions of all advanced selectors: per trail. */
const MOST_RESOURCES = 250;
const MOST_CONDITIONS = 500;

/** What a basic selector's data resources may be, and what their values look like. */
const dataResources: Readonly<Record<string, RegExp>> = {
  'AWS::S3::Object': /^arn:[a-z-]+:s3(:::|:::[^/]+\/.*)?$/,
  'AWS::Lambda::Function': /^arn:[a-z-]+:lambda(:[a-z0-9-]+:\d{12}:function:.+)?$/,
  'AWS::DynamoDB::Table': /^arn:[a-z-]+:dynamodb(:[a-z0-9-]+:\d{12}:table\/.+)?$/,
};

/** The only sources of management events a basic selector can leave out. */
const excludable = ['kms.amazonaws.com', 'rdsdata.amazonaws.com'];

const always = [
  'eventCategory',
  'eventName',
  'eventSource',
  'eventType',
  'readOnly',
  'sessionCredentialFromConsole',
  'userIdentity.arn',
];

/** The fields selectors of a category may look at. */
const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  Management: always,
  Data: [...always, 'resources.type', 'resources.ARN'],
  NetworkActivity: [...always, 'errorCode', 'vpcEndpointId'],
};

const operators = ['Equals', 'NotEquals', 'StartsWith', 'NotStartsWith', 'EndsWith', 'NotEndsWith'] as const;

/**
 * Refuses selectors that cannot be.
 * @see AWS, "PutEventSelectors", "DataResource" and "AdvancedFieldSelector"; most words are unverified
 */
export function checkSelectors(basic: readonly EventSelector[], advanced: readonly AdvancedEventSelector[]): void {
  if (basic.length > 0 && advanced.length > 0) {
    throw refused('You can select events by using either EventSelectors or AdvancedEventSelectors, but not both.');
  }
  if (basic.length === 0 && advanced.length === 0) {
    throw refused('You must specify either EventSelectors or AdvancedEventSelectors.');
  }
  if (basic.length > MOST_BASIC) throw refused(`You can specify up to ${MOST_BASIC} event selectors for a trail.`);
  for (const selector of basic) checkBasic(selector);
  const resources = basic.flatMap(({ DataResources = [] }) => DataResources.flatMap(({ Values = [] }) => Values));
  if (resources.length > MOST_RESOURCES) throw refused(`You can specify up to ${MOST_RESOURCES} data resources.`);
  for (const { FieldSelectors = [] } of advanced) checkAdvanced(FieldSelectors);
  const conditions = advanced.flatMap(({ FieldSelectors = [] }) => FieldSelectors.flatMap(valuesOf));
  if (conditions.length > MOST_CONDITIONS) throw refused(`You can specify up to ${MOST_CONDITIONS} conditions.`);
}

function checkBasic({ DataResources = [], ExcludeManagementEventSources = [] }: EventSelector): void {
  for (const { Type: type = '', Values = [] } of DataResources) {
    const form = dataResources[type];
    if (!form) throw refused(`Value ${type} for DataResources.Type is invalid.`);
    for (const value of Values) {
      if (!form.test(value)) throw refused(`Value ${value} for DataResources.Values is invalid.`);
    }
  }
  for (const source of ExcludeManagementEventSources) {
    if (!excludable.includes(source)) {
      throw refused(`Value ${source} for ExcludeManagementEventSources is invalid.`);
    }
  }
}

function checkAdvanced(fields: readonly AdvancedFieldSelector[]): void {
  const named = (name: string) => fields.filter(({ Field }) => Field === name);
  const category = onlyValue('eventCategory', named('eventCategory'));
  const known = fieldsOf[category];
  if (!known) throw refused(`Value ${category} for the eventCategory field is invalid.`);
  for (const [at, selector] of fields.entries()) {
    const { Field: name = '' } = selector;
    if (!known.includes(name)) {
      throw refused(
        `The following field is not allowed when the eventCategory field value equals ${category}: ${name}`,
      );
    }
    if (fields.findIndex(({ Field }) => Field === name) !== at) throw refused(`The ${name} field is given twice.`);
    if (valuesOf(selector).length === 0) throw refused(`The ${name} field has no condition.`);
  }
  if (category === 'Data') onlyValue('resources.type', named('resources.type'));
  if (category === 'NetworkActivity') onlyValue('eventSource', named('eventSource'));
  if (named('readOnly').length > 0 && !/^(true|false)$/.test(onlyValue('readOnly', named('readOnly')))) {
    throw refused('The readOnly field must equal true or false.');
  }
}

/** The value of a field that must be there and say Equals, with one value. */
function onlyValue(name: string, [selector]: readonly AdvancedFieldSelector[]): string {
  const values = selector?.Equals ?? [];
  if (!selector || values.length !== 1 || valuesOf(selector).length !== 1) {
    throw refused(`The ${name} field is required with the Equals operator and one value.`);
  }
  return values[0]!;
}

const valuesOf = (selector: AdvancedFieldSelector): string[] =>
  operators.flatMap((operator) => selector[operator] ?? []);

const refused = (message: string): AwsError => new AwsError('InvalidEventSelectorsException', message);
