import { useLanguage, useWords } from '../../shared/i18n';
import { plainDay } from '../../shared/time';
import type { Picture } from './graph';
import { spans } from './shape';
import { graphWords } from './words';

const BARS = 60;
const DAY_MS = 86_400_000;

interface Props {
  /** The whole picture, whatever span is chosen. */
  picture: Picture;
  from: string;
  to: string;
  choose: (from: string, to: string) => void;
}

/** When the objects were changed, and a span of it: what lies outside is not shown. */
export function TimeSlider({ picture, from, to, choose }: Props) {
  const w = useWords(graphWords);
  const { language } = useLanguage();
  const found = spans(picture, BARS);
  if (!found) {
    return null;
  }
  const { first, last, counts } = found;
  const most = Math.max(...counts);
  const begin = Date.parse(first);
  const days = Math.round((Date.parse(last) - begin) / DAY_MS);
  const at = (text: string, otherwise: number) => (text === '' ? otherwise : Math.min(days, Math.max(0, Math.round((Date.parse(text) - begin) / DAY_MS))));
  const day = (n: number) => new Date(begin + n * DAY_MS).toISOString().slice(0, 10);
  const [low, high] = [at(from, 0), at(to, days)];
  const put = (one: number, other: number) => choose(one <= 0 ? '' : day(one), other >= days ? '' : day(other));
  return (
    <fieldset className="time-slider">
      <legend className="small">{w.time} <span className="quiet">{plainDay(day(low), language)} – {plainDay(day(high), language)}</span></legend>
      <svg viewBox={`0 0 ${BARS} 10`} preserveAspectRatio="none" aria-hidden="true">
        {counts.map((n, i) => {
          const height = n === 0 ? 0 : 1 + (9 * Math.log1p(n)) / Math.log1p(most);
          const inside = (i + 1) / BARS > low / days && i / BARS <= high / days;
          return <rect key={i} x={i + 0.1} width={0.8} y={10 - height} height={height} data-inside={inside} />;
        })}
      </svg>
      <input type="range" min={0} max={days} value={low} aria-label={w.timeFrom} aria-valuetext={plainDay(day(low), language)} onChange={(e) => put(Math.min(Number(e.currentTarget.value), high), high)} />
      <input type="range" min={0} max={days} value={high} aria-label={w.timeTo} aria-valuetext={plainDay(day(high), language)} onChange={(e) => put(low, Math.max(Number(e.currentTarget.value), low))} />
    </fieldset>
  );
}
