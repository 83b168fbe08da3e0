import { Textarea } from '@mantine/core';
import { useWords } from '../shared/i18n';
import { Restored } from '../shared/Restored';
import { sendByKey } from '../shared/keys';
import { ReportFormEnd } from './ReportFormEnd';
import { useReporting } from './useReporting';
import { intakeWords } from './words';

/** A member asks the CERT something. */
export function AskForm({ onSent }: { onSent: (id: string) => void }) {
  const w = useWords(intakeWords);
  const { draft, send, submit } = useReporting('question', { text: '', anonymous: false }, (wish) => ({ ...wish, channel: 'question' }), onSent);
  const { value: wish } = draft;
  return (
    <form onSubmit={submit} className="panel stack narrow" onKeyDown={sendByKey}>
      <Restored draft={draft} />
      <Textarea
        label={w.question}
        value={wish.text}
        onChange={(e) => draft.change({ ...wish, text: e.currentTarget.value })}
        dir="auto"
        autosize
        minRows={5}
        maxRows={20}
        required
        withAsterisk={false}
        autoFocus
      />
      <ReportFormEnd anonymous={wish.anonymous} onAnonymous={(anonymous) => draft.change({ ...wish, anonymous })} send={send} action={w.ask} whole={wish.text.trim() !== ''} />
    </form>
  );
}
