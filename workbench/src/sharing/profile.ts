import type { Export, ExportToSave } from './queries';

/** What a new profile begins with: everything, and an alarm at a third less or at twice as much. */
export const NEW_PROFILE: ExportToSave = { name: '', query: '', minConfidence: 0, minScore: 0, most: 0, shrinkPercent: 33, growPercent: 100 };

export function toSave({ organization, name, query, minConfidence, minScore, most, shrinkPercent, growPercent }: Export): ExportToSave {
  return { organization, name, query, minConfidence, minScore, most, shrinkPercent, growPercent };
}

/** The files that every organisation has. */
export const PLAIN_FILES = ['domains.txt', 'ips.txt', 'urls.txt', 'hashes.txt'];

/** Where a control fetches a file. */
export const address = (origin: string, { id, plain }: Pick<Export, 'id' | 'plain'>, file: string): string =>
  plain ? `${origin}/lists/${file}` : `${origin}/exports/${id}/${file}`;

/** Those of which something is held back. */
export const held = ({ files }: Export) => files.filter((file) => file.heldEntries != null);
