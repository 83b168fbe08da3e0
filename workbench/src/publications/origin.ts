/** Whether an object is a CSAF advisory that somebody else published. */
export function isCsaf(json: string): boolean {
  try {
    const object = JSON.parse(json) as { type?: unknown; external_references?: { source_name?: unknown; external_id?: unknown }[] };
    const references = Array.isArray(object.external_references) ? object.external_references : [];
    return object.type === 'report' && references.some(({ source_name: name, external_id: number }) => name === 'csaf' && typeof number === 'string');
  } catch {
    return false;
  }
}

/** What a template still asks the writer to write; the hub refuses to have it reviewed. */
export function toWrite(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.match(/\[\[[^\]\n]{1,400}\]\]/g) ?? []);
}
