import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Doorway } from '../shared/Doorway';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { factorWords } from './factorWords';
import { confirmThrough } from './issuers';

/** A tab of its own in which somebody without a password shows at the issuer who she is. */
export default function AgainPage() {
  const f = useWords(factorWords);
  const [issuer] = useState(() => window.location.hash.slice(1));
  const go = useMutation({ mutationFn: () => confirmThrough(issuer) });
  return (
    <Doorway title={f.again} lead="">
      {go.error && <Failure error={go.error} />}
      <Button loading={go.isPending} onClick={() => go.mutate()}>{f.goOn}</Button>
    </Doorway>
  );
}
