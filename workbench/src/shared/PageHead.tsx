import { useEffect, type ReactNode } from 'react';

/** The page's title, also of the browser's tab, with one plain sentence on what the page is for. */
export function PageHead({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Theriac`;
  }, [title]);
  return (
    <header className="page-head">
      <div className="spread">
        <h1 className="break">{title}</h1>
        {children && <div className="actions">{children}</div>}
      </div>
      {lead && <p className="lead">{lead}</p>}
    </header>
  );
}
