import { words } from './i18n';

/** What kinds of values there are, by the hub's codes. */
export const kindWords = words({
  en: {
    domain: 'domain',
    url: 'URL',
    ipv4: 'IPv4 address',
    ipv6: 'IPv6 address',
    cidr: 'network',
    md5: 'MD5',
    sha1: 'SHA-1',
    sha256: 'SHA-256',
    sha512: 'SHA-512',
    email: 'mail address',
    phone: 'phone number',
    iban: 'bank account',
    cve: 'vulnerability',
    asn: 'autonomous system',
    file: 'file name',
    regkey: 'registry key',
    useragent: 'user agent',
    mutex: 'mutex',
    coin: 'crypto address',
    mac: 'hardware address',
    technique: 'technique',
    other: 'not recognised',
  } as Record<string, string>,
  nl: {
    domain: 'domein',
    url: 'URL',
    ipv4: 'IPv4-adres',
    ipv6: 'IPv6-adres',
    cidr: 'netwerk',
    md5: 'MD5',
    sha1: 'SHA-1',
    sha256: 'SHA-256',
    sha512: 'SHA-512',
    email: 'mailadres',
    phone: 'telefoonnummer',
    iban: 'bankrekening',
    cve: 'kwetsbaarheid',
    asn: 'autonoom systeem',
    file: 'bestandsnaam',
    regkey: 'registersleutel',
    useragent: 'user agent',
    mutex: 'mutex',
    coin: 'cryptoadres',
    mac: 'hardware-adres',
    technique: 'techniek',
    other: 'niet herkend',
  },
});

export function kindName(kind: string, names: Record<string, string>): string {
  return names[kind] ?? kind;
}
