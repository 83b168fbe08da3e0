import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '../api/problem';
import { useDraft } from '../shared/drafts';
import { contentOf, lines, type Content } from './flow';
import { useTaken } from './FlowActions';
import { editPublication, publicationQuery, STEPS, type Publication } from './queries';

/** What was typed, and on which revision it stands. */
interface Typed {
  content: Content;
  revision: number;
}

const CONFLICT = 409;

/**
 * Editing one draft: typed text is kept in the browser; saving names the revision it stands on, and when a colleague was
 * faster the person chooses. As long as nothing is typed, the colleague's text simply appears.
 */
export function useEditing(publication: Publication) {
  const client = useQueryClient();
  const taken = useTaken();
  const draft = useDraft<Typed | null>(`publication.${publication.id}`, null);
  const [theirs, setTheirs] = useState<Publication>();
  const read = contentOf(publication);
  // What an older workbench kept lacks parts that came since.
  const typed = draft.value ? { ...draft.value, content: { ...read, ...draft.value.content } } : { content: read, revision: publication.revision };

  const write = ({ content, revision }: Typed) =>
    editPublication(publication.id, {
      kind: content.kind,
      tlp: content.tlp,
      chance: content.chance,
      damage: content.damage,
      answers: content.answers,
      deviation: content.deviation,
      changedNl: content.changedNl,
      changedEn: content.changedEn,
      nl: content.nl,
      en: content.en,
      indicators: lines(content.indicators).map((value) => ({ value })),
      revision,
    });
  const written = (next: Publication) => {
    taken(next);
    draft.discard();
    setTheirs(undefined);
  };
  /** Somebody was faster, and it is still a draft: ask. Anything else stays an error. */
  const refused = async (error: unknown) => {
    if (error instanceof Problem && error.status === CONFLICT) {
      const now = await client.fetchQuery({ ...publicationQuery(publication.id), staleTime: 0 });
      if (now.state === 'draft' && now.revision !== typed.revision) {
        setTheirs(now);
      }
    }
  };
  const save = useMutation({ mutationFn: write, onSuccess: written, onError: refused });
  const review = useMutation({
    mutationFn: async () => {
      if (draft.value) {
        written(await write(typed));
      }
      return STEPS.review(publication.id);
    },
    onSuccess: taken,
    onError: refused,
  });
  return {
    draft,
    content: typed.content,
    dirty: draft.value !== null,
    change: (content: Content) => draft.change({ content, revision: typed.revision }),
    save: () => save.mutate(typed),
    saving: save.isPending,
    review: () => review.mutate(),
    reviewing: review.isPending,
    fault: theirs ? undefined : (save.error ?? review.error),
    theirs,
    keepMine: () => theirs && save.mutate({ content: typed.content, revision: theirs.revision }),
    takeTheirs: () => theirs && written(theirs),
  };
}
