import type { Handover } from './news';
import type { newsWords } from './newsWords';
import type { caseWords } from './words';

type Words = typeof newsWords.en;
type CaseWords = typeof caseWords.en;
type Report = Handover['inHand'][number];
export type Done = Handover['done'][number];

export const waits = (data: Handover, n: Words) => [n.reports(data.reports), ...(data.late > 0 ? [n.late(data.late)] : []), ...(data.later > 0 ? [n.later(data.later)] : []), n.csaf(data.news.csaf ?? 0), n.rss(data.news.rss ?? 0)].join(', ');

/** What an entry is about, in words where there are words for it. */
function subject(done: Done, w: CaseWords): string {
  const words = { state: w.states, reminder: w.codes, opened: w.kinds }[done.kind];
  return done.kind === 'keeper' ? '' : (words?.[done.subject] ?? done.subject);
}

export const line = (done: Done, w: CaseWords) => [done.by, w.entries[done.kind] ?? done.kind, subject(done, w)].filter(Boolean).join(' ');

/** An open report in one line, with who works on it. */
function open(report: Report, n: Words): string {
  const about = [...(report.keeper ? [n.with(report.keeper)] : []), `${n.waitsSince} ${report.since}`, ...(report.late ? [n.tooLate] : []), ...(report.again ? [`${n.comesBack} ${report.again}`] : [])];
  return `- ${report.text.replace(/\s+/g, ' ')} (${about.join(', ')})${report.note ? ` — ${report.note}` : ''}`;
}

/** What one shift tells the next as plain text, all of it, moments in UTC. */
export function handoverText(data: Handover, n: Words, w: CaseWords): string {
  const cases = data.open.map((row) => `- ${w.kinds[row.kind] ?? row.kind}: ${row.title} (${w.states[row.state] ?? row.state}; ${w.keeper}: ${row.keeper ?? n.nobody})${row.next ? `\n  ${w.codes[row.next.code] ?? row.next.code}: ${row.next.due}` : ''}`);
  const some = (done: Done[]) => done.map((each) => `- ${each.at} ${each.title}: ${line(each, w)}${each.text ? ` — ${each.text}` : ''}`);
  const part = (title: string, lines: string[], none: string) => [title.toUpperCase(), ...(lines.length > 0 ? lines : [none]), ''];
  return [
    `${n.handover}: ${data.since} – ${data.until}`, 'TLP:AMBER+STRICT', '',
    ...part(n.goesOn, cases, n.nothingOn),
    ...part(n.waits, [waits(data, n), ...data.waiting.map((each) => open(each, n))], ''),
    ...part(n.inHand, data.inHand.map((each) => open(each, n)), n.nothingInHand),
    ...part(n.told, some(data.done.filter(({ kind }) => kind === 'told')), n.nobodyTold),
    ...part(n.done, some(data.done.filter(({ kind }) => kind !== 'told')), n.nothingDone),
    'TLP:AMBER+STRICT',
  ].join('\n');
}
