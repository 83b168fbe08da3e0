import { FileInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sendFile, type Schema } from '../api/client';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { pictureWords } from './pictureWords';
import { picturesQuery } from './queries';

/** Reads the words of a screenshot, where the hub can, and its QR codes into the form, for the reporter to check. */
export function PictureField({ onRead }: { onRead: (words: string, codes: Schema<'NewCode'>[]) => void }) {
  const p = useWords(pictureWords);
  const [picture, setPicture] = useState<File | null>(null);
  const reading = useQuery(picturesQuery);
  const read = useMutation({
    mutationFn: (file: File) => sendFile<Schema<'PictureWords'>>('/api/report-pictures', file),
    onSuccess: ({ text, codes }, file) => onRead(text, codes.map((code) => ({ picture: file.name, text: code }))),
  });
  if (!reading.data) {
    return null;
  }
  const withWords = reading.data.available;
  const choose = (file: File | null) => {
    setPicture(file);
    if (file) {
      read.mutate(file);
    }
  };
  const said = ({ text, codes, searched }: Schema<'PictureWords'>) =>
    [p.states[searched], text !== '' ? p.check : codes.length > 0 || p.states[searched] ? undefined : withWords ? p.nothing : p.noCode].filter(Boolean).join(' ');
  return (
    <div>
      <FileInput
        label={p.picture}
        description={withWords ? p.hint : p.hintCodes}
        accept="image/png,image/jpeg,image/gif,application/pdf,.docx,.docm,.xlsx,.xlsm,.pptx,.pptm,.odt,.ods,.odp"
        value={picture}
        onChange={choose}
        clearable
        clearButtonProps={{ 'aria-label': p.drop }}
      />
      <p className="small" role="status">{read.isPending ? p.reading : read.data ? said(read.data) : ''}</p>
      {read.error && <Failure error={read.error} />}
    </div>
  );
}
