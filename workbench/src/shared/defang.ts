const SCHEMES: Record<string, string> = { http: 'hxxp', https: 'hxxps', ftp: 'fxp' };

/** The value so that no program turns it into a link; the same rule as the hub's `Defang`. */
export function defang(value: string): string {
  const separator = value.indexOf('://');
  const hostStart = separator < 0 ? 0 : separator + 3;
  const rest = value.slice(hostStart).search(/[/?#\\]/);
  const hostEnd = rest < 0 ? value.length : hostStart + rest;
  const host = value.slice(hostStart, hostEnd);
  const isVersion6 = separator < 0 && host.indexOf(':') !== host.lastIndexOf(':');
  const safe = host
    .replaceAll('.', '[.]')
    .replaceAll('@', separator < 0 ? '(at)' : '@')
    .replaceAll(':', isVersion6 ? '[:]' : ':');
  const scheme = value.slice(0, Math.max(separator, 0));
  return (separator < 0 ? '' : `${SCHEMES[scheme] ?? scheme}://`) + safe + value.slice(hostEnd);
}
