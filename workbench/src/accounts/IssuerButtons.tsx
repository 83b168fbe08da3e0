import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useWords } from '../shared/i18n';
import { Failure } from '../shared/States';
import { choicesQuery, logInThrough } from './issuers';
import { issuerWords } from './issuerWords';

/** The ways in through others; nothing when there are none. @param link an invitation that is taken up this way */
export function IssuerButtons({ link }: { link?: string }) {
  const w = useWords(issuerWords);
  const asked = new URLSearchParams(window.location.search).get('with') ?? undefined;
  const { data } = useQuery(choicesQuery(asked));
  const go = useMutation({ mutationFn: (issuer: string) => logInThrough(issuer, link) });
  if (!data || data.issuers.length === 0) {
    return null;
  }
  return (
    <div className="stack">
      <p className="quiet">{w.or}</p>
      {data.issuers.map(({ id, name }) => (
        <Button key={id} variant="default" fullWidth loading={go.isPending && go.variables === id} onClick={() => go.mutate(id)}>
          {link === undefined ? w.through(name) : w.insteadOf(name)}
        </Button>
      ))}
      {go.error && <Failure error={go.error} />}
    </div>
  );
}
