export interface Conflict {
  property: string;
  /** JSON texts, the shown content first; undefined where the property is absent. */
  texts: (string | undefined)[];
}

/** Where contents under one version differ, property by property; undefined when one of them cannot be read. */
export function conflictsOf(contents: readonly string[]): Conflict[] | undefined {
  let objects: Record<string, unknown>[];
  try {
    objects = contents.map((text) => JSON.parse(text) as Record<string, unknown>);
  } catch {
    return undefined; // a content that is too long is not sent whole; the raw texts are shown instead
  }
  const properties = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  return properties
    .map((property) => ({ property, texts: objects.map((object) => text(object[property])) }))
    .filter(({ texts }) => new Set(texts).size > 1);
}

/** A value as text in which the order of properties does not count. */
function text(value: unknown): string | undefined {
  return value === undefined
    ? undefined
    : JSON.stringify(value, (_, part: unknown) =>
        part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
      );
}
