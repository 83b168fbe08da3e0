import type { Draft, DraftToWrite } from './queries';

/** What somebody types of an object; what does not count for its type is kept while she tries another one. */
export interface Form {
  type: string;
  name: string;
  text: string;
  pattern: string;
  from: string;
  link: string;
  to: string;
  objects: string[];
}

/** Types that can be written, the usual ones first. */
export const WRITABLE = ['note', 'indicator', 'report', 'relationship', 'campaign', 'threat-actor', 'intrusion-set', 'malware', 'tool', 'infrastructure', 'attack-pattern', 'course-of-action'] as const;

export function emptyForm(type: string): Form {
  return { type, name: '', text: '', pattern: '', from: '', link: '', to: '', objects: [] };
}

export function formOf({ type, name, text, pattern, from, link, to, objects }: Draft): Form {
  return { type, name, text, pattern, from, link, to, objects: [...objects] };
}

/** Which fields a type has, beside its text. */
export function fieldsOf(type: string): { name: boolean; pattern: boolean; link: boolean; objects: boolean } {
  return { name: type !== 'relationship', pattern: type === 'indicator', link: type === 'relationship', objects: type === 'note' || type === 'report' };
}

/** What is sent: fields that the type does not have are empty. */
export function told(form: Form): DraftToWrite {
  const fields = fieldsOf(form.type);
  return {
    type: form.type,
    name: fields.name ? form.name : '',
    text: form.text,
    pattern: fields.pattern ? form.pattern : '',
    from: fields.link ? form.from : '',
    link: fields.link ? form.link : '',
    to: fields.link ? form.to : '',
    objects: fields.objects ? form.objects : [],
  };
}
