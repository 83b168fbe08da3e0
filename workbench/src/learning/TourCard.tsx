import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useSession } from '../accounts/session';
import { useWords } from '../shared/i18n';
import { goTo, type TourStop } from './tour';
import { tourWords } from './tourWords';
import './learning.css';

/** One stop: leads to its page, and says what it is for. */
export default function TourCard({ at, stops, here }: { at: number; stops: TourStop[]; here: TourStop }) {
  const w = useWords(tourWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { playground } = useSession();
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    void navigate({ to: here.to, search: {} });
    card.current?.focus();
  }, [here.to, navigate]);
  const { title, text, story } = w.stops[here.stop];
  return (
    <aside ref={card} className="tour" aria-label={`${w.tour}: ${title}`} tabIndex={-1} onKeyDown={(e) => e.key === 'Escape' && goTo(client, undefined)}>
      <p className="quiet small">{w.tour} · {w.of(at + 1, stops.length)}</p>
      <p><strong>{title}</strong></p>
      <p>{text}</p>
      {playground && <p className="tour-story">{story}</p>}
      <div className="actions">
        <Button size="xs" variant="default" disabled={at === 0} onClick={() => goTo(client, at - 1)}>{w.back}</Button>
        {at + 1 < stops.length && <Button size="xs" onClick={() => goTo(client, at + 1)}>{w.next}</Button>}
        <Button size="xs" variant="subtle" onClick={() => goTo(client, undefined)}>{w.end}</Button>
      </div>
    </aside>
  );
}
