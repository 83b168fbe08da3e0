import type { ReactNode } from 'react';
import logo from '../app/logo.svg';
import { Preferences } from './Preferences';

/** The calm page before the workbench: log-in and set-up. */
export function Doorway({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <main className="doorway">
      <div className="doorway-card">
        <img src={logo} alt="" width={44} height={44} />
        <h1>{title}</h1>
        <p className="quiet">{lead}</p>
        {children}
      </div>
      <Preferences />
    </main>
  );
}
