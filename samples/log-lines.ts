import { Random } from './random.ts';
import { isoSeconds, second } from './time.ts';

/** The log sources of which there are sample lines. */
export const logSources = [
  'vpc-flow',
  'lambda',
  'route53',
  'api-gateway-access',
  'api-gateway-execution',
  'ecs-agent',
  'beanstalk-engine',
  'beanstalk-web',
  'apache-access',
  'apache-error',
  'nginx-access',
  'nginx-error',
] as const;

export type LogSource = (typeof logSources)[number];

export interface LogLine {
  /** ms since 1970 */
  readonly timestamp: number;
  readonly message: string;
}

/** So many lines of a log of one source, the last of them at `end`; the same seed gives the same lines. */
export function logLines(source: LogSource, seed: string, end: number, count: number): LogLine[] {
  const random = new Random(`${seed}/${source}`);
  return Array.from({ length: count }, (_, index) => {
    const timestamp = end - (count - 1 - index) * second;
    return { timestamp, message: lines[source](random, timestamp) };
  });
}

const paths = ['/', '/login', '/orders', '/orders/17', '/health'];
const statuses = [200, 200, 200, 200, 302, 404, 500];
const client = (random: Random): string => `203.0.113.${random.int(1, 254)}`;
const inside = (random: Random): string => `10.0.${random.int(0, 3)}.${random.int(4, 250)}`;

const lines: Readonly<Record<LogSource, (random: Random, time: number) => string>> = {
  'vpc-flow': (random, time) => {
    const seconds = Math.floor(time / second);
    const ports = `${random.int(1024, 65535)} ${random.pick([22, 443, 3389, 5432])}`;
    const traffic = `${random.int(1, 40)} ${random.int(40, 60_000)} ${seconds - 60} ${seconds}`;
    return `2 123456789012 eni-${random.hex(17)} ${client(random)} ${inside(random)} ${ports} 6 ${traffic} ${random.pick(['ACCEPT', 'REJECT'])} OK`;
  },
  lambda: (random) => {
    const duration = random.int(100, 90_000) / 100;
    const figures = `Duration: ${duration} ms\tBilled Duration: ${Math.ceil(duration)} ms\tMemory Size: 256 MB\tMax Memory Used: ${random.int(60, 200)} MB\t`;
    return `REPORT RequestId: ${random.uuid()}\t${figures}${random.chance(0.1) ? `Init Duration: ${random.int(90, 400)}.5 ms\t` : ''}`;
  },
  route53: (random, time) =>
    `1.0 ${new Date(time).toISOString()} Z2EXAMPLE${random.int(100, 999)} ${random.pick(['www', 'api', 'mail'])}.example.com ${random.pick(['A', 'AAAA', 'MX'])} ${random.pick(['NOERROR', 'NXDOMAIN'])} UDP ICN51 ${client(random)} -`,
  'api-gateway-access': (random, time) =>
    `${client(random)} - - [${accessTime(time)}]"${request(random, 'HTTP/1.1')}" ${random.pick(statuses)} ${random.int(10, 9000)} ${random.hex(15)}=`,
  'api-gateway-execution': (random) => `(${random.uuid()}) Method completed with status: ${random.pick(statuses)}`,
  'ecs-agent': (random, time) =>
    `level=${random.pick(['info', 'warn'])} time=${isoSeconds(time)} msg="Managed task event" task="web:${random.int(1, 9)}" status="RUNNING"`,
  'beanstalk-engine': (random, time) =>
    `${new Date(time).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ')}.${random.int(100_000, 999_999)} [INFO] Executing instruction: StageApplication`,
  'beanstalk-web': (random, time) =>
    `${syslogTime(time)} ip-10-0-0-${random.int(4, 250)} web[${random.int(1000, 9999)}]: ${random.pick(['listening on 8080', 'order stored', 'slow query'])}`,
  'apache-access': (random, time) =>
    `${client(random)} - ${random.pick(['-', 'ann'])} [${accessTime(time)}] "${request(random, 'HTTP/1.1')}" ${random.pick(statuses)} ${random.int(10, 9000)}`,
  'apache-error': (random, time) =>
    `[${new Date(time).toUTCString().slice(0, 3)} ${syslogTime(time).replace('  ', ' 0')}.${random.int(100_000, 999_999)} ${new Date(time).getUTCFullYear()}] [core:error] [pid ${random.int(100, 999)}] [client ${client(random)}:${random.int(1024, 65535)}] File does not exist: /var/www/favicon.ico`,
  'nginx-access': (random, time) =>
    `${client(random)} - - [${accessTime(time)}] "${request(random, 'HTTP/2.0')}" ${random.pick(statuses)} ${random.int(10, 9000)} "-" "Mozilla/5.0 (X11; Linux x86_64)"`,
  'nginx-error': (random, time) =>
    `${new Date(time).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ')} [error] ${random.int(10, 99)}#0: *${random.int(1, 999)} connect() failed (111: Connection refused) while connecting to upstream, client: ${client(random)}, server: _`,
};

const request = (random: Random, protocol: string): string =>
  `${random.pick(['GET', 'GET', 'POST'])} ${random.pick(paths)} ${protocol}`;

/** `05/Jan/2026:08:36:16 +0000` */
function accessTime(time: number): string {
  const [, day, month, year, clock] = new Date(time).toUTCString().split(' ') as [
    string,
    string,
    string,
    string,
    string,
  ];
  return `${day}/${month}/${year}:${clock} +0000`;
}

/** `Jan  5 08:36:16` */
function syslogTime(time: number): string {
  const [, day, month, , clock] = new Date(time).toUTCString().split(' ') as [string, string, string, string, string];
  return `${month} ${String(Number(day)).padStart(2)} ${clock}`;
}
