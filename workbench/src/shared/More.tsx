import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useWords } from './i18n';
import { Failure } from './States';
import { sharedWords } from './words';

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage: () => unknown;
}

/** The way to the next page: a button, and with `endless` also by scrolling to it. A page that failed says so, and stops. */
export function More({ pages, endless = false }: { pages: Pages; endless?: boolean }) {
  const w = useWords(sharedWords);
  const end = useRef<HTMLDivElement>(null);
  const next = useRef(pages);
  useEffect(() => {
    next.current = pages;
  });
  useEffect(() => {
    if (!endless || !end.current) {
      return;
    }
    const watch = new IntersectionObserver(([entry]) => {
      const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = next.current;
      if (entry?.isIntersecting && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) {
        fetchNextPage();
      }
    }, { rootMargin: '300px' });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [endless, pages.hasNextPage, pages.isFetchingNextPage]);
  if (!pages.hasNextPage) {
    return null;
  }
  return (
    <div ref={end} className="more">
      {pages.isFetchNextPageError && <Failure error={pages.error} />}
      <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {w.more}
      </Button>
    </div>
  );
}
