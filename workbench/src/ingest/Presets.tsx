import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Dialog } from '../shared/Dialog';
import { Foreign } from '../shared/Foreign';
import { useLanguage, useWords } from '../shared/i18n';
import { Moment } from '../shared/Moment';
import { Panel } from '../shared/Panel';
import { Failure, Loaded } from '../shared/States';
import { count } from '../shared/time';
import { sharedWords } from '../shared/words';
import { feedWords } from './feedWords';
import { presetWords } from './presetWords';
import { acceptPreset, credentialsQuery, presetsQuery, type Preset } from './queries';
import { ingestWords } from './words';

/** Public feeds that the hub knows; none is asked before its terms are accepted. */
export function Presets() {
  const p = useWords(presetWords);
  const presets = useQuery(presetsQuery);
  const [chosen, setChosen] = useState<Preset | undefined>();
  return (
    <Panel title={p.title}>
      <p className="quiet small">{p.hint}</p>
      <Loaded query={presets} lines={6}>
        {(data) => (
          <ul className="plain-list">
            {data.presets.map((preset) => <Line key={preset.id} preset={preset} choose={() => setChosen(preset)} />)}
          </ul>
        )}
      </Loaded>
      {chosen && <Consent preset={chosen} close={() => setChosen(undefined)} />}
    </Panel>
  );
}

function Line({ preset, choose }: { preset: Preset; choose: () => void }) {
  const p = useWords(presetWords);
  const w = useWords(ingestWords);
  const { accepted } = preset;
  return (
    <li>
      <div className="spread">
        <strong>{preset.name}</strong>
        {accepted ? (
          <Link to="/sources/$id" params={{ id: accepted.source }} className="small">{p.isSource}</Link>
        ) : (
          <Button size="xs" variant="default" onClick={choose}>
            {p.use}<span className="visually-hidden"> {preset.name}</span>
          </Button>
        )}
      </div>
      <p className="quiet small">
        {preset.provider} · {w.kinds[preset.kind] ?? preset.kind}
        {preset.licence && <> · {preset.licence}</>}
        {preset.key && <> · {p.wantsKey}</>}
        {accepted && <> · {p.acceptedBy} <Foreign text={accepted.by} /> <Moment at={accepted.at} /></>}
      </p>
    </li>
  );
}

function Consent({ preset, close }: { preset: Preset; close: () => void }) {
  const p = useWords(presetWords);
  const f = useWords(feedWords);
  const common = useWords(sharedWords);
  const { language } = useLanguage();
  const client = useQueryClient();
  const credentials = useQuery(credentialsQuery);
  const [agreed, setAgreed] = useState(false);
  const [credential, setCredential] = useState('');
  const accept = useMutation({
    mutationFn: () => acceptPreset(preset.id, credential),
    onSuccess: async () => {
      await Promise.all([presetsQuery.queryKey, ['sources']].map((queryKey) => client.invalidateQueries({ queryKey })));
      close();
    },
  });
  return (
    <Dialog title={preset.name} onClose={close}>
      <div className="stack">
        <p>{preset.terms}</p>
        <p><a href={preset.termsUrl} target="_blank" rel="noreferrer noopener">{p.readTerms}</a></p>
        <p className="quiet small">
          <span className="mono break">{preset.url}</span> · {f.everyMinutes(count(preset.everyMinutes, language))}
        </p>
        {preset.key && (
          <NativeSelect
            label={f.credential}
            description={p.key(preset.key)}
            value={credential}
            onChange={(e) => setCredential(e.currentTarget.value)}
            data={[{ value: '', label: f.none }, ...(credentials.data?.credentials ?? []).map(({ name }) => ({ value: name, label: name }))]}
          />
        )}
        <Checkbox label={p.agree} checked={agreed} onChange={(e) => setAgreed(e.currentTarget.checked)} />
        {accept.error && <Failure error={accept.error} />}
        <div className="actions">
          <Button loading={accept.isPending} disabled={!agreed || (preset.key !== '' && credential === '')} onClick={() => accept.mutate()}>{p.accept}</Button>
          <Button variant="default" onClick={close}>{common.cancel}</Button>
        </div>
      </div>
    </Dialog>
  );
}
