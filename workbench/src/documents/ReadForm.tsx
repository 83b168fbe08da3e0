import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type DragEvent, type FormEvent } from 'react';
import { useDraft } from '../shared/drafts';
import { useWords } from '../shared/i18n';
import { sendByKey } from '../shared/keys';
import { Panel } from '../shared/Panel';
import { Restored } from '../shared/Restored';
import { readAddress, readFile, readText } from './queries';
import { Refusal } from './Refusal';
import { documentWords } from './words';

const EMPTY = { text: '', address: '' };

/** Three ways in: paste, drop, fetch. */
export function ReadForm() {
  const w = useWords(documentWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const draft = useDraft('document', EMPTY);
  const [over, setOver] = useState(false);
  const picker = useId();
  const read = useMutation({
    mutationFn: (file: File | undefined) => {
      if (file) {
        return readFile(file);
      }
      return draft.value.text.trim() === '' ? readAddress(draft.value.address.trim()) : readText('', draft.value.text);
    },
    onSuccess: async ({ id }) => {
      draft.discard();
      void client.invalidateQueries({ queryKey: ['documents'] });
      await navigate({ to: '/documents/$id', params: { id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    read.mutate(undefined);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) {
      read.mutate(file);
    }
  };
  const { text, address } = draft.value;
  return (
    <Panel title={w.read}>
      <form onSubmit={submit} onKeyDown={sendByKey} className="stack">
        <Restored draft={draft} />
        <label
          htmlFor={picker}
          className={over ? 'file-drop over' : 'file-drop'}
          onDragOver={(e) => {
            e.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <strong>{read.isPending ? w.reading : w.drop}</strong>
          <span className="small quiet">{w.dropHint}</span>
          <input
            id={picker}
            type="file"
            accept=".pdf,.doc,.docx,.rtf,.html,.htm,.eml,.msg,.txt,.md"
            onChange={(e) => {
              const file = e.currentTarget.files?.[0];
              e.currentTarget.value = '';
              if (file) {
                read.mutate(file);
              }
            }}
          />
        </label>
        <div className="side-by-side">
          <Textarea
            label={w.paste}
            description={w.pasteHint}
            value={text}
            onChange={(e) => draft.change({ text: e.currentTarget.value, address })}
            autosize
            minRows={3}
            maxRows={12}
            dir="auto"
          />
          <TextInput
            label={w.address}
            description={w.addressHint}
            value={address}
            onChange={(e) => draft.change({ text, address: e.currentTarget.value })}
            placeholder="https://"
            disabled={text.trim() !== ''}
            inputMode="url"
          />
        </div>
        {read.error && <Refusal error={read.error} />}
        <div className="actions">
          <Button type="submit" loading={read.isPending} disabled={text.trim() === '' && address.trim() === ''}>
            {w.start}
          </Button>
          <kbd>Ctrl Enter</kbd>
        </div>
      </form>
    </Panel>
  );
}
