import { FileInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sendFile, type Schema } from '../api/client';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { pictureWords } from './pictureWords';
import { picturesQuery } from './queries';

/** Reads the words of a screenshot into the form, for the reporter to check; says so where the hub cannot. */
export function PictureField({ onWords }: { onWords: (words: string) => void }) {
  const p = useWords(pictureWords);
  const [picture, setPicture] = useState<File | null>(null);
  const reading = useQuery(picturesQuery);
  const read = useMutation({
    mutationFn: (file: File) => sendFile<Schema<'PictureWords'>>('/api/report-pictures', file),
    onSuccess: ({ text }) => {
      if (text !== '') {
        onWords(text);
      }
    },
  });
  if (!reading.data) {
    return null;
  }
  if (!reading.data.available) {
    return <p className="quiet small">{p.unavailable}</p>;
  }
  const choose = (file: File | null) => {
    setPicture(file);
    if (file) {
      read.mutate(file);
    }
  };
  return (
    <div>
      <FileInput label={p.picture} description={p.hint} accept="image/png,image/jpeg" value={picture} onChange={choose} clearable />
      <p className="small" role="status">{read.isPending ? p.reading : read.data ? (read.data.text === '' ? p.nothing : p.check) : ''}</p>
      {read.error && <Failure error={read.error} />}
    </div>
  );
}
