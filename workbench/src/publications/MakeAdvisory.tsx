import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useAtCert, useMay } from '../accounts/session';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { advisoryWords } from './advisoryWords';
import { isCsaf } from './origin';
import { makeAdvisory } from './queries';

/** From others' CSAF advisory to a draft of one's own, for who drafts; nothing on any other object. */
export function MakeAdvisory({ id, json }: { id: string; json: string }) {
  const w = useWords(advisoryWords);
  const may = useMay();
  const atCert = useAtCert();
  const client = useQueryClient();
  const navigate = useNavigate();
  const make = useMutation({
    mutationFn: () => makeAdvisory(id),
    onSuccess: async (draft) => {
      void client.invalidateQueries({ queryKey: ['publications'] });
      await navigate({ to: '/publications/$id', params: { id: draft.id } });
    },
  });
  if (!atCert || !may('draft-publications') || !isCsaf(json)) {
    return null;
  }
  return (
    <>
      <Button variant="default" onClick={() => make.mutate()} loading={make.isPending} title={w.makeHint}>
        {w.make}
      </Button>
      {make.error && <Failure error={make.error} />}
    </>
  );
}
