import type { CloudTrailRecord } from '../../../cloudtrail/index.ts';
import { type Change, changed, deleted, made } from '../change.ts';
import type { Draft } from '../draft.ts';
import { tagsIn } from '../read.ts';
import { ec2Subject } from './subjects.ts';

/** Changes of a resource by its id; none where the id is missing or of a type that is not rebuilt. */
export function edited(record: CloudTrailRecord, id: string | undefined, edit: (draft: Draft) => void): Change[] {
  const subject = ec2Subject(record, id);
  return subject ? [changed(subject, edit)] : [];
}

export function ended(record: CloudTrailRecord, id: string | undefined): Change[] {
  const subject = ec2Subject(record, id);
  return subject ? [deleted(subject)] : [];
}

/** A new resource; its tags are a list in its configuration and a map beside it. */
export function begun(record: CloudTrailRecord, id: string | undefined, edit: (draft: Draft) => void): Change[] {
  const subject = ec2Subject(record, id);
  if (!subject) return [];
  return [
    made(subject, (draft) => {
      edit(draft);
      const tags = draft.list('configuration.tags');
      draft.set('configuration.tags', tags);
      draft.tag(tagsIn(tags));
    }),
  ];
}
