/** What a telephone or a browser hands over when somebody shares something with the workbench (`public/manifest.json`). */
export interface Shared {
  title?: string;
  text?: string;
  url?: string;
}

const LONGEST = 100_000;

/** As the text of a report: its parts below each other, each once. Telephones put the address into the text as often as beside it. */
export function sharedText({ title = '', text = '', url = '' }: Shared): string {
  const parts: string[] = [];
  for (const part of [text, url, title]) {
    const said = part == null ? '' : String(part).trim();
    if (said !== '' && !parts.some((other) => other.includes(said))) {
      parts.push(said);
    }
  }
  return parts.join('\n\n').slice(0, LONGEST);
}
