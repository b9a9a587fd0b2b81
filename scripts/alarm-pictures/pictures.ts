import {
  type AlarmState,
  breaches,
  evaluationRange,
  evaluationWindows,
  judge,
  type ThresholdAlarm,
  type TreatMissingData,
} from '../../core/alarm/index.ts';
import { box, colours, dot, picture, rule, text } from './svg.ts';

const alarm: ThresholdAlarm = {
  period: 60,
  evaluationPeriods: 3,
  datapointsToAlarm: 2,
  threshold: 80,
  comparisonOperator: 'GreaterThanThreshold',
};

const short: Record<AlarmState, string> = { OK: 'OK', ALARM: 'ALARM', INSUFFICIENT_DATA: 'no data' };

/** Two of three datapoints: values over a threshold, and the state after each minute. */
function mOfN(): string {
  const values = [40, 55, 92, 60, 88, 95, 70, 40, 35, 50, undefined, undefined, undefined, undefined, undefined];
  const step = 40;
  const height = (value: number) => 150 - value;
  const x = (index: number) => 80 + index * step;
  const parts = [
    rule(60, height(80), 670, height(80), ' stroke-dasharray="5 4"'),
    text(54, height(80) + 4, '80', { anchor: 'end' }),
    text(60, 24, 'an alarm on 2 of 3 datapoints, treating missing data as missing'),
  ];
  let state: AlarmState = 'INSUFFICIENT_DATA';
  for (const [index, value] of values.entries()) {
    const range = Array.from(
      { length: evaluationRange(alarm) },
      (_, back) => values[index - evaluationRange(alarm) + 1 + back],
    );
    state = judge(alarm, range, state).state;
    if (value === undefined) parts.push(text(x(index), height(10), '–', { anchor: 'middle', size: 14 }));
    else parts.push(dot(x(index), height(value), breaches(alarm, value) ? colours.ALARM : colours.mark));
    parts.push(box(x(index) - step / 2 + 1, 165, step - 2, 20, colours[state]));
    parts.push(text(x(index), 202, `${index + 1}`, { anchor: 'middle', size: 11 }));
  }
  parts.push(text(54, 180, 'state', { anchor: 'end' }), text(54, 202, 'minute', { anchor: 'end', size: 11 }));
  return picture(690, 214, 'States of an alarm that wants 2 of 3 datapoints', parts);
}

const marks: Record<string, number | undefined> = { X: 90, '0': 10, '-': undefined };

/** What each treatment of missing data makes of a range of five periods. */
function missingData(): string {
  const ranges = ['0 - X - X', '0 X X - X', '0 - - - -', '- - - - -', '- - X - -', '- - - - X'];
  const treatments: TreatMissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
  const parts = [
    text(60, 24, '3 of 3 datapoints: red breaches, blue does not, dashed is missing; the latest on the right'),
  ];
  for (const [column, treatment] of treatments.entries())
    parts.push(text(310 + column * 100, 52, treatment, { anchor: 'middle' }));
  for (const [row, range] of ranges.entries()) {
    const y = 62 + row * 32;
    for (const [place, mark] of range.split(' ').entries()) {
      const fill = mark === 'X' ? colours.ALARM : mark === '0' ? colours.mark : 'none';
      parts.push(
        box(
          70 + place * 34,
          y,
          30,
          24,
          fill,
          fill === 'none' ? ` stroke="${colours.line}" stroke-dasharray="3 3"` : '',
        ),
      );
    }
    for (const [column, treatMissingData] of treatments.entries()) {
      const values = range.split(' ').map((mark) => marks[mark]);
      const verdict = judge({ ...alarm, datapointsToAlarm: 3, treatMissingData }, values, 'OK');
      const fill = verdict.kept ? 'none' : colours[verdict.state];
      const stroke = verdict.kept ? ` stroke="${colours.line}"` : '';
      parts.push(box(264 + column * 100, y, 92, 24, fill, stroke));
      const said = verdict.kept ? 'as before' : short[verdict.state];
      parts.push(
        text(310 + column * 100, y + 17, said, { anchor: 'middle', fill: verdict.kept ? colours.line : '#ffffff' }),
      );
    }
  }
  return picture(690, 262, 'What each treatment of missing data makes of a range', parts);
}

/** The same moment seen through a sliding and a wall-clock window. */
function windows(): string {
  const from = Date.UTC(2026, 0, 1, 2, 40);
  const scale = (at: number) => 60 + ((at - from) / 60_000) * 18;
  const at = Date.UTC(2026, 0, 1, 3, 7);
  const five = { ...alarm, period: 300, evaluationPeriods: 1, datapointsToAlarm: 1 };
  const rows = [
    { label: 'sliding (as AWS does by default)', alarm: five },
    { label: 'wall clock', alarm: { ...five, evaluationWindow: { WallClockWindow: {} } } },
  ];
  const parts = [text(60, 24, 'an alarm on five-minute periods, evaluated at 03:07')];
  for (const [row, each] of rows.entries()) {
    const y = 50 + row * 62;
    parts.push(text(60, y, each.label));
    for (const [index, window] of evaluationWindows(each.alarm, at).entries()) {
      const latest = index === evaluationRange(each.alarm) - 1;
      const [x, width] = [scale(window.start), scale(window.end) - scale(window.start)];
      parts.push(
        box(x + 1, y + 8, width - 2, 24, latest ? colours.mark : 'none', latest ? '' : ` stroke="${colours.line}"`),
      );
      const hour = new Date(window.start).toISOString().slice(11, 16);
      parts.push(
        text(x + width / 2, y + 25, `from ${hour}`, { anchor: 'middle', fill: latest ? '#ffffff' : colours.line }),
      );
    }
  }
  parts.push(rule(scale(at), 40, scale(at), 152, ' stroke-dasharray="2 3"'), text(scale(at) + 4, 152, '03:07'));
  return picture(690, 162, 'Windows of an evaluation', parts);
}

/** Every picture of `docs/alarms.md`, by file name. */
export const alarmPictures = (): Record<string, string> => ({
  'alarm-2-of-3.svg': mOfN(),
  'alarm-missing-data.svg': missingData(),
  'alarm-windows.svg': windows(),
});
