import { changed, type Reducer } from '../change.ts';
import type { Draft } from '../draft.ts';
import { asked, listAt, tagsIn, textAt } from '../read.ts';
import { ec2Subject } from './subjects.ts';

/** Tags of any EC2 resource. */
export const tagReducers: Readonly<Record<string, Reducer>> = {
  CreateTags: (record) =>
    each(record, (draft) => {
      const tags = tagsIn(asked(record).tagSet);
      draft.tag(tags);
      for (const [key, value] of Object.entries(tags)) draft.put('configuration.tags', { key, value }, isTag(key));
    }),
  DeleteTags: (record) =>
    each(record, (draft) => {
      const given = tagsIn(asked(record).tagSet);
      const keys = listAt(asked(record), 'tagSet').length > 0 ? Object.keys(given) : Object.keys(draft.parts.tags);
      draft.untag(keys);
      for (const key of keys) draft.drop('configuration.tags', isTag(key));
    }),
};

const each = (record: Parameters<Reducer>[0], edit: (draft: Draft) => void) =>
  listAt(asked(record), 'resourcesSet').flatMap((one) => {
    const subject = ec2Subject(record, textAt(one, 'resourceId'));
    return subject ? [changed(subject, edit)] : [];
  });

const isTag = (key: string) => (tag: unknown) => textAt(tag, 'key') === key;
