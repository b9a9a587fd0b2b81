import {
  CreateScheduleCommand,
  type CreateScheduleInput,
  GetScheduleCommand,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { has, maker, unless } from '../maker.ts';

type Schedule = CreateScheduleInput & { readonly Name: string };

export const makeSchedule = maker<Schedule>(async (schedule, { clients: { scheduler }, clients, resolver }) => {
  const { Name, Target, ...rest } = schedule;
  const found = await unless('ResourceNotFoundException', () => scheduler.send(new GetScheduleCommand({ Name })));
  if (!found) await scheduler.send(new CreateScheduleCommand(schedule));
  else if (!has(found, rest) || !has(found.Target, Target ?? {}))
    await scheduler.send(new UpdateScheduleCommand(schedule));
  return { Ref: Name, Arn: `arn:aws:scheduler:${clients.region}:${resolver.account}:schedule/default/${Name}` };
});
