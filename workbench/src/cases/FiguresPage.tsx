import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useAtCert } from '../accounts/session';
import { answered, hub, type Schema } from '../api/client';
import { intakeWords } from '../intake/words';
import { table as csv } from '../shared/csv';
import { defang } from '../shared/defang';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { PageHead } from '../shared/PageHead';
import { Panel } from '../shared/Panel';
import { saveText } from '../shared/saveText';
import { Empty, Loaded } from '../shared/States';
import { count } from '../shared/time';
import { figureWords } from './figureWords';
import { caseWords } from './words';
import './cases.css';

type Picture = Schema<'PictureView'>;
type Table = Schema<'PictureTable'>;

const YEARS = 10;

/** What a threat picture counts, as bars that are a table as well. */
export default function FiguresPage() {
  const f = useWords(figureWords);
  const atCert = useAtCert();
  const navigate = useNavigate();
  const newest = new Date().getFullYear() - (atCert ? 0 : 1);
  const { year: asked } = useSearch({ strict: false }) as { year?: string };
  const year = Number(asked ?? newest);
  const picture = useQuery({ queryKey: ['figures', year], queryFn: () => answered(hub.GET('/api/figures', { params: { query: { year } } })) });
  const years = Array.from({ length: YEARS }, (_, i) => String(newest - i));
  return (
    <>
      <PageHead title={f.figures} lead={f.lead}>
        <NativeSelect aria-label={f.year} value={String(year)} onChange={(e) => void navigate({ to: '/figures', search: { year: e.currentTarget.value } })} data={years} />
        {picture.data && <Button variant="default" onClick={() => save(picture.data, year)}>{f.csv}</Button>}
      </PageHead>
      <Loaded query={picture} lines={10}>
        {(data) => (
          <>
            {!data.all && <p className="notice">{f.left}</p>}
            {data.tables.every(({ rows }) => rows.length === 0) && <Empty title={f.none} />}
            <div className="side-by-side pictured">{data.tables.filter(({ rows }) => rows.length > 0).map((each) => <Bars key={each.title} of={each} />)}</div>
          </>
        )}
      </Loaded>
    </>
  );
}

/** Names in the file are English and stay the same, for whoever reads it by machine. */
function save(picture: Picture, year: number) {
  const rows = picture.tables.flatMap(({ title, rows }) => rows.map((row) => [title, row.name, String(row.count), String(row.organizations)]));
  saveText(`figures-${year}.csv`, csv([['table', 'name', 'count', 'organizations'], ...rows]), 'text/csv');
}

function Bars({ of }: { of: Table }) {
  const f = useWords(figureWords);
  const w = useWords(caseWords);
  const { channels } = useWords(intakeWords);
  const { language } = useLanguage();
  const names: Record<string, Record<string, string>> = { type: w.types, region: w.regions, 'organization-kind': w.organizationKinds, 'report-channel': channels };
  const most = Math.max(1, ...of.rows.map((row) => row.count));
  const title = f.tables[of.title] ?? of.title;
  const name = (row: string) => (row === 'unknown' ? w.regions.unknown : (names[of.title]?.[row] ?? (of.title === 'value' ? defang(row) : row)));
  return (
    <Panel title={title}>
      <table className="list bars">
        <thead>
          <tr>
            <th scope="col">{f.what}</th>
            <th scope="col" className="number">{f.count}</th>
            <th scope="col" className="number">{f.organizations}</th>
          </tr>
        </thead>
        <tbody>
          {of.rows.map((row) => (
            <tr key={row.name}>
              <td>
                <div className="break"><Foreign text={name(row.name) ?? row.name} /></div>
                <div className="bar" style={{ width: `${Math.max(1, Math.round((100 * row.count) / most))}%` }} />
              </td>
              <td className="number">{count(row.count, language)}</td>
              <td className="number">{count(row.organizations, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
