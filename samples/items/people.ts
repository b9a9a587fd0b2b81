import type { Cast } from '../cast.ts';
import type { Random } from '../random.ts';
import { day } from '../time.ts';
import type { UserState } from './identities.ts';

const ago = (begin: number, days: number): string => new Date(begin - days * day).toISOString();

/** The second administrator has a key that nobody has replaced for a long time. */
export const adminState = (
  { userName, principalId }: Cast['admins'][number],
  begin: number,
  index: number,
): UserState => ({
  userName,
  userId: principalId,
  policies: ['AdministratorAccess'],
  groups: [],
  password: ago(begin, 400),
  passwordLastUsed: ago(begin, 1),
  hasMfa: true,
  keys:
    index === 0
      ? []
      : [
          {
            accessKeyId: `AKIA${principalId.slice(4)}`,
            status: 'Active',
            createDate: ago(begin, 240),
            lastUsedDate: ago(begin, 2),
          },
        ],
});

export const leakedState = ({ leaked }: Cast, begin: number): UserState => ({
  userName: leaked.userName,
  userId: leaked.principalId,
  policies: ['IAMFullAccess'],
  groups: [],
  password: false,
  hasMfa: false,
  keys: [
    {
      accessKeyId: leaked.accessKeyId,
      status: 'Active',
      createDate: ago(begin, 390),
      lastUsedDate: ago(begin, 0),
    },
  ],
});

/** Somebody who left, and whose user did not. */
export const formerState = (random: Random, begin: number): UserState => ({
  userName: 'sejin.park',
  userId: random.iamId('AIDA'),
  policies: [],
  groups: ['analysts'],
  password: ago(begin, 380),
  passwordLastUsed: ago(begin, 130),
  hasMfa: false,
  keys: [],
});
