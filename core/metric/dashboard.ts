/** One thing wrong with a dashboard's body; an error refuses the dashboard, a warning is only told. */
export interface DashboardProblem {
  readonly path: string;
  readonly message: string;
  readonly level: 'error' | 'warning';
}

const widgetTypes = ['metric', 'text', 'log', 'alarm', 'explorer', 'custom', 'chart'];

/** Most widgets of a dashboard. */
const mostWidgets = 500;

/**
 * Checks a dashboard's JSON as PutDashboard does: what cannot be drawn at all is an error, what is drawn incompletely a warning.
 * @see AWS, "Dashboard body structure and syntax"; the texts of most messages are unverified
 */
export function checkDashboard(body: string): DashboardProblem[] {
  const parsed = parse(body);
  if (parsed === undefined) return [error('/', 'Body must be valid JSON')];
  if (!isObject(parsed)) return [error('/', 'Should be object')];
  const { widgets } = parsed;
  if (widgets === undefined) return [error('', required('widgets'))];
  if (!Array.isArray(widgets)) return [error('/widgets', 'Should be array')];
  if (widgets.length > mostWidgets) return [error('/widgets', `Should NOT have more than ${mostWidgets} items`)];
  return widgets.flatMap((widget, index) => checkWidget(widget, `/widgets/${index}`));
}

function checkWidget(widget: unknown, path: string): DashboardProblem[] {
  if (!isObject(widget)) return [error(path, 'Should be object')];
  const problems: DashboardProblem[] = [];
  if (typeof widget.type !== 'string' || !widgetTypes.includes(widget.type)) {
    problems.push(error(`${path}/type`, `Should be one of ${widgetTypes.join(', ')}`));
  }
  for (const [name, from, to] of [
    ['x', 0, 23],
    ['y', 0, Number.POSITIVE_INFINITY],
    ['width', 1, 24],
    ['height', 1, 1000],
  ] as const) {
    const value = widget[name];
    if (value === undefined) continue;
    if (!Number.isInteger(value)) problems.push(error(`${path}/${name}`, 'Should be integer'));
    else if ((value as number) < from) problems.push(error(`${path}/${name}`, `Should be >= ${from}`));
    else if ((value as number) > to) problems.push(error(`${path}/${name}`, `Should be <= ${to}`));
  }
  if (!isObject(widget.properties)) problems.push(error(path, required('properties')));
  else problems.push(...checkProperties(String(widget.type), widget.properties, `${path}/properties`));
  return problems;
}

function checkProperties(type: string, properties: Record<string, unknown>, path: string): DashboardProblem[] {
  const wants = (name: string) => (properties[name] === undefined ? [error(path, required(name))] : []);
  switch (type) {
    case 'text':
      return wants('markdown');
    case 'alarm':
      return wants('alarms');
    case 'log':
      return [...wants('query'), ...region(properties, path)];
    case 'metric':
      if (properties.metrics === undefined && properties.annotations === undefined) return wants('metrics');
      return [...metrics(properties.metrics, path), ...region(properties, path)];
    default:
      return [];
  }
}

const region = (properties: Record<string, unknown>, path: string): DashboardProblem[] =>
  properties.region === undefined ? [{ path, message: required('region'), level: 'warning' }] : [];

function metrics(list: unknown, path: string): DashboardProblem[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) return [error(`${path}/metrics`, notMetrics)];
  return list.flatMap((metric, index) => checkMetric(metric, `${path}/metrics/${index}`));
}

const notMetrics =
  'Field "metrics" has to be an array of array of strings, with an optional metricRenderer object as last element';

/** What a metric's last element may say of how it is drawn. */
const rendering = ['accountId', 'color', 'expression', 'id', 'label', 'period', 'region', 'stat', 'visible', 'yAxis'];

/**
 * One line of a graph: namespace, name, then names and values of dimensions, and how it is drawn; or an expression alone. The three
 * messages are AWS's, as users report them; that a name without a value counts as an item too many is unverified.
 */
function checkMetric(metric: unknown, path: string): DashboardProblem[] {
  if (!Array.isArray(metric) || metric.length === 0) return [error(path, notMetrics)];
  const drawn: unknown = isObject(metric.at(-1)) ? metric.at(-1) : undefined;
  const fields: readonly unknown[] = drawn === undefined ? metric : metric.slice(0, -1);
  const notText = fields.findIndex((field) => typeof field !== 'string');
  if (notText >= 0) return [error(`${path}/${notText}`, 'Invalid metric field type, only "String" type is allowed')];
  if (fields.length === 1 && fields[0] !== '...') return [error(path, 'Should NOT have fewer than 2 items')];
  const pairs = fields.includes('...') ? fields.length : fields.length - (fields.length % 2);
  const isKnown = Object.keys(drawn ?? {}).every((name) => rendering.includes(name));
  return isKnown && pairs === fields.length ? [] : [error(path, `Should NOT have more than ${pairs} items`)];
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As the validator says it that AWS's messages come from. */
const required = (name: string) => `Should have required property '${name}'`;

const error = (path: string, message: string): DashboardProblem => ({ path, message, level: 'error' });
