import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useAtCert, useExpired, useLogOut, useMay, useSession } from '../accounts/session';
import { useKeepLooks } from '../accounts/looks';
import { SeenAs } from '../accounts/SeenAs';
import { accountWords } from '../accounts/words';
import { useLive } from '../api/live';
import { Icon } from '../shared/Icon';
import { Playground } from '../learning/Playground';
import { Tour } from '../learning/Tour';
import { useWords } from '../shared/i18n';
import { Preferences } from '../shared/Preferences';
import logo from './logo.svg';
import { places, type Place } from './places';
import { useShortcuts } from './shortcuts';
import { appWords } from './words';

const Palette = lazy(() => import('./Palette'));
const ShortcutSheet = lazy(() => import('./ShortcutSheet'));

/** The frame around every page: menu, search, who is logged in. */
export function Shell() {
  const w = useWords(appWords);
  const menu = places(useMay(), useAtCert());
  const [open, setOpen] = useState<'none' | 'menu' | 'palette' | 'sheet'>('none');
  const close = () => setOpen('none');
  useShortcuts(menu, { palette: () => setOpen('palette'), sheet: () => setOpen('sheet') });
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {w.skip}
      </a>
      <Rail menu={menu} open={open === 'menu'} close={close} />
      <div>
        <div className="topbar" role="region" aria-label={w.tools}>
          <button className="menu-button" aria-label={w.menu} aria-expanded={open === 'menu'} onClick={() => setOpen('menu')}>
            <Icon name="menu" />
          </button>
          <button className="search-button" onClick={() => setOpen('palette')}>
            <Icon name="search" />
            <span>{w.search}</span>
            <kbd>Ctrl K</kbd>
          </button>
          <Live />
        </div>
        <SeenAs />
        <Playground />
        <main id="content" tabIndex={-1} className="page">
          <Outlet />
        </main>
      </div>
      <Tour menu={menu} />
      <Suspense>
        {open === 'palette' && <Palette menu={menu} close={close} />}
        {open === 'sheet' && <ShortcutSheet menu={menu} close={close} />}
      </Suspense>
    </div>
  );
}

function Rail({ menu, open, close }: { menu: Place[]; open: boolean; close: () => void }) {
  const w = useWords(appWords);
  return (
    <aside className="rail" aria-label="Theriac" data-open={open} onKeyDown={(e) => e.key === 'Escape' && close()}>
      <Link to="/" className="brand">
        <img src={logo} alt="" width={30} height={30} />
        <span className="brand-name">Theriac</span>
      </Link>
      <nav aria-label={w.navigation}>
        {menu.map((place) => (
          <Link
            key={place.to}
            to={place.to}
            search={{}}
            onClick={close}
            activeOptions={{ exact: place.to === '/' || place.to === '/desk', includeSearch: false }}
            aria-keyshortcuts={`g ${place.key}`}
          >
            <Icon name={place.icon} />
            {w[place.word]}
          </Link>
        ))}
      </nav>
      <Foot />
    </aside>
  );
}

function Foot() {
  const account = useWords(accountWords);
  const { me } = useSession();
  const logOut = useLogOut();
  return (
    <div className="rail-foot">
      <div className="person">
        <Link to="/profile"><strong>{me.account.name}</strong></Link>
        <Link to="/members/$id" params={{ id: me.organization.id }} className="quiet">{me.organization.name}</Link>
      </div>
      <Preferences chosen={useKeepLooks()} />
      <button className="plain-button" onClick={() => void logOut()}>
        {account.logOut}
      </button>
    </div>
  );
}

function Live() {
  const w = useWords(appWords);
  const looks = useSession().view !== undefined;
  const state = useLive(!useExpired() && !looks);
  const open = state === 'open';
  return (
    <span className="live" data-state={state} title={open ? w.liveHint : w.liveOffHint} role="status">
      <span>{open ? w.live : w.liveOff}</span>
    </span>
  );
}
