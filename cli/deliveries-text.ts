import type { DeliveryReport, Journey } from '../engine/deliveries/index.ts';

/** Journeys for a person, the newest last, as a log has them. @param journeys newest first */
export function deliveriesText(journeys: readonly Journey[]): string {
  if (journeys.length === 0) return 'Nothing was delivered yet.\n';
  return `${journeys.toReversed().map(journeyText).join('\n\n')}\n`;
}

function journeyText({ time, about, cause, rules, deliveries }: Journey): string {
  const lines = [
    `${time}  ${about ?? cause}`,
    ...rules.map((arn) => `  rule       ${arn}`),
    ...deliveries.map((each) => `  ${outcomeOf(each).padEnd(9)}  ${each.kind} ${each.target}${detailOf(each)}`),
  ];
  if (lines.length === 1) lines.push('  no rule matched, nobody subscribed');
  return lines.map(plain).join('\n');
}

const outcomeOf = ({ outcome }: DeliveryReport): string => (outcome === 'given up' ? 'GIVEN UP' : outcome);

/** What went wrong, how often it was tried, and what comes next. */
function detailOf({ outcome, attempts, error, nextAttempt, deadLetterQueue, call }: DeliveryReport): string {
  if (outcome === 'delivered') return attempts > 1 ? ` (at attempt ${attempts})` : '';
  const parts = [
    call && `${call.operation} was only recorded`,
    error && `${error.code}: ${error.message}`,
    attempts > 0 && outcome !== 'recorded' && `${attempts} attempt${attempts === 1 ? '' : 's'}`,
    nextAttempt && `next ${nextAttempt}`,
    deadLetterQueue && `kept in ${deadLetterQueue}`,
  ].filter((part) => typeof part === 'string');
  return parts.length === 0 ? '' : `\n             ${parts.join('; ')}`;
}

/** Names come from whoever put the event: none of them moves the cursor. */
const plain = (text: string): string => text.replaceAll(/[^\P{Cc}\n]/gu, ' ');
