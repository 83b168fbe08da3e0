import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Foreign } from '../../shared/Foreign';
import { useWords } from '../../shared/i18n';
import { ObjectPicker } from '../ObjectPicker';
import { shownName } from '../types';
import { TypeTag } from '../TypeTag';
import { heatQuery } from './queries';
import type { Scope } from './heat';
import { attackWords } from './words';

const TYPES = ['intrusion-set', 'threat-actor', 'campaign', 'malware', 'tool', 'report', 'grouping', 'indicator', 'incident', 'course-of-action'];
const MONTH_DAYS = 30;
const DAY_MS = 86_400_000;

interface Props {
  label: string;
  kind: string;
  scope: Scope | undefined;
  /** The name of the layer that was read in this window. */
  layer: string | undefined;
  choose: (kind: string, scope: Scope | undefined) => void;
}

const day = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Whose techniques: nobody's, an object's, those of some days, those that were seen, or those of a layer. */
export function ScopeChoice({ label, kind, scope, layer, choose }: Props) {
  const w = useWords(attackWords);
  const change = (next: string) => {
    if (next === 'days') {
      choose(next, { kind: 'days', from: day(Date.now() - MONTH_DAYS * DAY_MS), to: day(Date.now()) });
    } else {
      choose(next, next === 'seen' || next === 'layer' ? { kind: next } : undefined);
    }
  };
  return (
    <fieldset className="scope">
      <legend className="visually-hidden">{label}</legend>
      <NativeSelect
        label={label}
        value={kind}
        onChange={(e) => change(e.currentTarget.value)}
        data={[
          { value: '', label: w.nobody },
          { value: 'object', label: w.ofObject },
          { value: 'days', label: w.ofDays },
          { value: 'seen', label: w.ofSeen },
          ...(layer === undefined && kind !== 'layer' ? [] : [{ value: 'layer', label: w.ofLayer(layer ?? '…') }]),
        ]}
      />
      {kind === 'object' && scope?.kind !== 'object' && <ObjectPicker label={w.find} types={TYPES} pick={({ id }) => choose('object', { kind: 'object', id, wide: true })} />}
      {scope?.kind === 'object' && <Chosen scope={scope} choose={choose} />}
      {scope?.kind === 'days' && (
        <>
          <div className="pair">
            <TextInput type="date" label={w.from} value={scope.from} max={scope.to} onChange={(e) => e.currentTarget.value && choose('days', { ...scope, from: e.currentTarget.value })} />
            <TextInput type="date" label={w.to} value={scope.to} min={scope.from} onChange={(e) => e.currentTarget.value && choose('days', { ...scope, to: e.currentTarget.value })} />
          </div>
          <p className="quiet small">{w.daysHint}</p>
        </>
      )}
      {kind === 'seen' && <p className="quiet small">{w.seenHint}</p>}
      {kind === 'layer' && <p className="quiet small">{layer === undefined ? w.layerGone : w.layerNote}</p>}
    </fieldset>
  );
}

function Chosen({ scope, choose }: { scope: Extract<Scope, { kind: 'object' }>; choose: Props['choose'] }) {
  const w = useWords(attackWords);
  const of = useQuery(heatQuery(scope)).data?.of;
  return (
    <div className="stack-tight">
      <p className="row">
        {of ? (
          <>
            <TypeTag type={of.type} />
            <Link to="/objects/$id" params={{ id: of.id }}><Foreign text={shownName(of)} /></Link>
          </>
        ) : (
          <code className="break small">{scope.id}</code>
        )}
        <Button size="compact-xs" variant="default" onClick={() => choose('object', undefined)}>{w.other}</Button>
      </p>
      <label className="row small check" title={w.wideHint}>
        <input type="checkbox" checked={scope.wide} onChange={(e) => choose('object', { ...scope, wide: e.currentTarget.checked })} /> {w.wide}
      </label>
    </div>
  );
}
