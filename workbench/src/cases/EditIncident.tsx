import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { organizationsQuery } from '../accounts/queries';
import { FormDialog } from '../shared/FormDialog';
import { useWords } from '../shared/i18n';
import { localInput } from '../shared/time';
import { changeIncident, openIncident, openVulnerability, ORGANIZATION_KINDS, REGIONS, taken, TYPES, type Case } from './queries';
import { caseWords } from './words';

interface Props {
  kind: 'incident' | 'vulnerability';
  /** The case whose facts are changed; absent: a new one. */
  page?: Case;
  /** The report from which it comes. */
  report?: string;
  close: () => void;
}

/** What is told of an incident, or of a vulnerability that somebody told. */
export function EditIncident({ kind, page, report, close }: Props) {
  const w = useWords(caseWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const organizations = useQuery(organizationsQuery);
  const known = page?.incident;
  const [title, setTitle] = useState(page?.title ?? '');
  const [text, setText] = useState(page?.text ?? '');
  const [organization, setOrganization] = useState(page?.organizationId ?? '');
  const [facts, setFacts] = useState({
    type: known?.type ?? 'other',
    region: known?.region ?? 'unknown',
    organizationKind: known?.organizationKind ?? 'unknown',
    throughSupplier: known?.throughSupplier ?? false,
    significant: known?.significant ?? false,
  });
  const [aware, setAware] = useState(localInput(known ? new Date(known.awareAt) : new Date()));
  const send = async () => {
    const words = { title, text, organization: organization || null };
    const incident = { ...facts, awareAt: new Date(aware).toISOString() };
    const from = { ...words, report: report ?? null };
    const next = await (page
      ? changeIncident(page.id, { ...words, revision: page.revision, incident })
      : kind === 'incident' ? openIncident({ ...from, incident }) : openVulnerability(from));
    taken(client, next);
    if (!page) {
      await navigate({ to: '/cases/$id', params: { id: next.id } });
    }
  };
  const choices = (all: readonly string[], names: Record<string, string>) => all.map((value) => ({ value, label: names[value] ?? value }));
  const members = organizations.data?.organizations ?? [];
  return (
    <FormDialog title={page ? w.edit : (w.begin[kind] ?? kind)} send={send} renews={['cases']} whole={title.trim() !== '' && (kind !== 'incident' || aware !== '')} close={close}>
      <TextInput label={w.title} value={title} onChange={(e) => setTitle(e.currentTarget.value)} required withAsterisk={false} maxLength={200} data-autofocus />
      <Textarea label={w.text} value={text} onChange={(e) => setText(e.currentTarget.value)} autosize minRows={2} maxRows={10} maxLength={20_000} />
      <NativeSelect label={w.organization} value={organization} onChange={(e) => setOrganization(e.currentTarget.value)} data={[{ value: '', label: w.nobody }, ...members.map(({ id, name }) => ({ value: id, label: name }))]} />
      {kind === 'incident' && (
        <>
          <div className="pair">
            <NativeSelect label={w.type} value={facts.type} onChange={(e) => setFacts({ ...facts, type: e.currentTarget.value })} data={choices(TYPES, w.types)} />
            <NativeSelect label={w.region} value={facts.region} onChange={(e) => setFacts({ ...facts, region: e.currentTarget.value })} data={choices(REGIONS, w.regions)} />
          </div>
          <div className="pair">
            <NativeSelect label={w.organizationKind} value={facts.organizationKind} onChange={(e) => setFacts({ ...facts, organizationKind: e.currentTarget.value })} data={choices(ORGANIZATION_KINDS, w.organizationKinds)} />
            <TextInput type="datetime-local" label={w.aware} value={aware} onChange={(e) => setAware(e.currentTarget.value)} />
          </div>
          <Checkbox label={w.supplier} checked={facts.throughSupplier} onChange={(e) => setFacts({ ...facts, throughSupplier: e.currentTarget.checked })} />
          <Checkbox label={w.significant} description={w.significantHint} checked={facts.significant} onChange={(e) => setFacts({ ...facts, significant: e.currentTarget.checked })} />
        </>
      )}
    </FormDialog>
  );
}
