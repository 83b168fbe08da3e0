import { Link, useSearch } from '@tanstack/react-router';
import { useMay, type Permission } from '../../accounts/session';
import { useWords } from '../../shared/i18n';
import { PageHead } from '../../shared/PageHead';
import { DecayPart } from './DecayPart';
import { ErasurePart } from './ErasurePart';
import { HoldsPart } from './HoldsPart';
import { RetentionPart } from './RetentionPart';
import { settingsWords } from './words';
import './settings.css';

const PARTS = [
  { name: 'retention', asks: 'configure', Part: RetentionPart },
  { name: 'decay', asks: 'read-objects', Part: DecayPart },
  { name: 'erasure', asks: 'erase', Part: ErasurePart },
  { name: 'holds', asks: 'erase', Part: HoldsPart },
] as const satisfies readonly { name: string; asks: Permission; Part: () => React.ReactNode }[];

/** Keeping, fading, erasing, holding; the open part stands in the address. */
export default function SettingsPage() {
  const w = useWords(settingsWords);
  const may = useMay();
  const { part = '' }: { part?: string } = useSearch({ strict: false });
  const open = PARTS.filter(({ asks }) => may(asks));
  const shown = open.find(({ name }) => name === part) ?? open[0];
  return (
    <>
      <PageHead title={w.title} lead={w.lead} />
      <nav className="tabs" aria-label={w.title}>
        {open.map(({ name }) => (
          <Link key={name} to="/settings" search={{ part: name }} aria-current={name === shown?.name ? 'page' : undefined}>
            {w.parts[name]}
          </Link>
        ))}
      </nav>
      {shown && (
        <>
          <p className="quiet tabs-hint">{w.hints[shown.name]}</p>
          <shown.Part />
        </>
      )}
    </>
  );
}
