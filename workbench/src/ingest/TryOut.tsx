import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useWords } from '../shared/i18n';
import { Waiting } from '../shared/States';
import { Columns } from './Columns';
import { HowRead } from './HowRead';
import { Mapping } from './Mapping';
import { mappingWords } from './mappingWords';
import { isMapped, readOptions, writeOptions, type Options } from './options';
import { fetchSample, previewQuery, type Form } from './queries';
import { ReadFailure } from './ReadFailure';

const PAUSE_MS = 400;

/** The options of a format beside a sample that is read with them, again after each change. */
export function TryOut({ form, given, set }: { form: Form; given?: File | undefined; set: (part: Partial<Form>) => void }) {
  const m = useWords(mappingWords);
  const [sample, setSample] = useState(given);
  const options = readOptions(form.options);
  const settled = useSettled(form.options);
  const preview = useQuery({ ...previewQuery(form.kind, settled, sample), enabled: sample !== undefined && readOptions(settled) !== undefined });
  const fetching = useMutation({ mutationFn: fetchSample, onSuccess: setSample });
  const change = (next: Options) => set({ options: writeOptions(next) });
  return (
    <div className="stack">
      {options && <Mapping kind={form.kind} options={options} change={change} />}
      <div>
        <strong>{m.tryIt}</strong>
        <p className="quiet small">{m.tryHint}</p>
      </div>
      <label className="drop small">
        <span>{given && sample === given ? given.name : m.sample}</span>
        <input type="file" aria-label={m.sample} onChange={(e) => setSample(e.currentTarget.files?.[0])} />
      </label>
      {form.way === 'http' && form.url.trim() !== '' && (
        <div className="actions">
          <Button variant="default" size="xs" loading={fetching.isPending} onClick={() => fetching.mutate(form)}>{m.fromAddress}</Button>
          <span className="quiet small">{m.fromAddressHint}</span>
        </div>
      )}
      {fetching.error && <ReadFailure error={fetching.error} />}
      {!options && <p className="notice warn">{m.noOptions}</p>}
      {preview.isFetching && !preview.data && <Waiting lines={4} />}
      {preview.error && <ReadFailure error={preview.error} />}
      {preview.data && (
        <>
          {isMapped(form.kind) && options && <Columns options={options} places={preview.data.places} change={change} />}
          <HowRead page={preview.data} />
        </>
      )}
    </div>
  );
}

/** A text once nobody has changed it for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
