import { useMutation, useQueryClient } from '@tanstack/react-query';
import { decided } from './deciding';
import { decide, documentQuery, type Document } from './queries';

/** Puts the hub's newest answer in the place of what is shown. */
export function useAnswer(id: string): (document: Document) => void {
  const client = useQueryClient();
  return (document) => {
    client.setQueryData(documentQuery(id).queryKey, document);
    void client.invalidateQueries({ queryKey: ['documents'] });
  };
}

/** Decisions are shown at once; when the hub refuses, what was there before comes back. */
export function useDeciding(id: string) {
  const client = useQueryClient();
  const { queryKey } = documentQuery(id);
  const answer = useAnswer(id);
  return useMutation({
    mutationFn: (decisions: { number: number; decision: string }[]) => decide(id, decisions),
    scope: { id: `document.${id}` },
    onMutate: async (decisions) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData<Document>(queryKey);
      if (before) {
        client.setQueryData(queryKey, { ...before, things: decided(before.things, decisions) });
      }
      return { before };
    },
    onError: (_error, _decisions, kept) => client.setQueryData(queryKey, kept?.before),
    onSuccess: (document) => {
      if (client.isMutating({ predicate: (each) => each.options.scope?.id === `document.${id}` }) <= 1) {
        answer(document);
      }
    },
  });
}
