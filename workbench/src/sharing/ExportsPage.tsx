import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../shared/i18n';
import { PageHead } from '../shared/PageHead';
import { Empty, Loaded } from '../shared/States';
import { EditProfile } from './EditProfile';
import { Profile } from './Profile';
import { exportsQuery, type Export } from './queries';
import { sharingWords } from './words';

/** What controls of recipients load, profile by profile. */
export default function ExportsPage() {
  const w = useWords(sharingWords);
  const exports = useQuery(exportsQuery);
  const [edited, setEdited] = useState<Export | 'new'>();
  return (
    <>
      <PageHead title={w.title} lead={w.lead}>
        <Button onClick={() => setEdited('new')}>{w.add}</Button>
      </PageHead>
      <p className="quiet tabs-hint">
        {w.key} <Link to="/keys">{w.keys}</Link>
      </p>
      <Loaded query={exports}>
        {(data) =>
          data.exports.length === 0 ? (
            <Empty title={w.none}>{w.noneHint}</Empty>
          ) : (
            data.exports.map((profile) => <Profile key={profile.id} profile={profile} formats={data.formats} edit={() => setEdited(profile)} />)
          )
        }
      </Loaded>
      {edited && <EditProfile profile={edited === 'new' ? undefined : edited} close={() => setEdited(undefined)} />}
    </>
  );
}
