import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type ErrorComponentProps,
} from '@tanstack/react-router';
import { asQuestion } from '../knowledge/language';
import { Failure, Waiting } from '../shared/States';
import TodayPage from '../situation/TodayPage';
import { Gate } from './Gate';
import { NowhereInShell } from './Nowhere';
import { Shell } from './Shell';

const root = createRootRoute({ notFoundComponent: NowhereInShell });

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/setup/$secret',
  component: lazyRouteComponent(() => import('../accounts/SetUpPage')),
});

/** A link to a first or a new password; the secret stands after the #, which no server sees. */
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('../accounts/WelcomePage')),
});

const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/forgotten',
  component: lazyRouteComponent(() => import('../accounts/ForgottenPage')),
});

/** Where an issuer sends people back to. */
const signedIn = createRoute({
  getParentRoute: () => root,
  path: '/signed-in',
  component: lazyRouteComponent(() => import('../accounts/SignedInPage')),
});

const AgainPage = lazyRouteComponent(() => import('../accounts/AgainPage'));

/** A tab in which somebody without a password shows at the issuer who she is. */
const again = createRoute({
  getParentRoute: () => root,
  path: '/again',
  component: () => (
    <Gate>
      <AgainPage />
    </Gate>
  ),
});

/** Everything behind the log-in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: () => (
    <Gate>
      <Shell />
    </Gate>
  ),
});

type Search = Record<string, string>;

/** Search parameters are texts; what a page does not know it ignores. */
function texts(search: Record<string, unknown>): Search {
  return Object.fromEntries(
    Object.entries(search)
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([name, value]) => [name, String(value)]),
  );
}

type Page = () => Promise<{ default: () => React.ReactNode }>;

function page<Path extends string>(path: Path, load: Page) {
  return createRoute({ getParentRoute: () => inside, path, validateSearch: texts, component: lazyRouteComponent(load) });
}

/** Links that were shared before the search page took the list's place. */
const objects = createRoute({
  getParentRoute: () => inside,
  path: '/objects',
  validateSearch: texts,
  beforeLoad: ({ search: { q = '', type = '' } }) => {
    throw redirect({ to: '/search', search: { query: [asQuestion(q), type && `type:${type}`].filter(Boolean).join(' ') }, replace: true });
  },
});

const tree = root.addChildren([
  setUp,
  welcome,
  forgotten,
  signedIn,
  again,
  inside.addChildren([
    // Almost everybody's first page: it comes with the shell, since a part that comes later costs a second round and a pause.
    createRoute({ getParentRoute: () => inside, path: '/', validateSearch: texts, component: TodayPage }),
    page('/activity', () => import('../situation/ActivityPage')),
    page('/first-week', () => import('../learning/FirstWeekPage')),
    page('/world', () => import('../situation/world/WorldPage')),
    page('/search', () => import('../knowledge/SearchPage')),
    objects,
    page('/objects/$id', () => import('../knowledge/ObjectPage')),
    page('/graph', () => import('../knowledge/graph/GraphPage')),
    page('/attack', () => import('../knowledge/attack/AttackPage')),
    page('/lookup', () => import('../knowledge/LookUpPage')),
    page('/documents', () => import('../documents/DocumentsPage')),
    page('/documents/$id', () => import('../documents/DocumentPage')),
    page('/desk', () => import('../intake/DeskPage')),
    page('/desk/new', () => import('../intake/NewReportPage')),
    page('/desk/$id', () => import('../intake/ReportPage')),
    page('/cases', () => import('../cases/CasesPage')),
    page('/cases/$id', () => import('../cases/CasePage')),
    page('/asked/$id', () => import('../cases/AskedPage')),
    page('/handover', () => import('../cases/HandoverPage')),
    page('/figures', () => import('../cases/FiguresPage')),
    page('/publications', () => import('../publications/PublicationsPage')),
    page('/publications/statistics', () => import('../publications/StatisticsPage')),
    page('/chat-channels', () => import('../publications/ChannelsPage')),
    page('/publications/$id', () => import('../publications/PublicationPage')),
    page('/investigations', () => import('../investigations/InvestigationsPage')),
    page('/investigations/$id', () => import('../investigations/InvestigationPage')),
    page('/sources', () => import('../ingest/SourcesPage')),
    page('/sources/$id', () => import('../ingest/SourcePage')),
    page('/runs/$id', () => import('../ingest/RunPage')),
    page('/members', () => import('../accounts/MembersPage')),
    page('/members/$id', () => import('../accounts/MemberPage')),
    page('/ours', () => import('../assets/AssetsPage')),
    page('/people', () => import('../accounts/PeoplePage')),
    page('/issuers', () => import('../accounts/IssuersPage')),
    page('/profile', () => import('../accounts/ProfilePage')),
    page('/keys', () => import('../accounts/KeysPage')),
    page('/decisions', () => import('../proposals/DecisionsPage')),
    page('/audit', () => import('../audit/AuditPage')),
    page('/settings', () => import('../knowledge/settings/SettingsPage')),
    page('/scouts', () => import('../detection/ScoutsPage')),
    page('/controls', () => import('../sharing/ExportsPage')),
    page('/collections', () => import('../sharing/CollectionsPage')),
    page('/destinations', () => import('../sharing/DestinationsPage')),
    page('/warning-lists', () => import('../benign/WarningListsPage')),
  ]),
]);

function Broken({ error, reset }: ErrorComponentProps) {
  return (
    <div className="page">
      <Failure error={error} again={reset} />
    </div>
  );
}

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Waiting />,
  defaultPendingMs: 150,
  defaultErrorComponent: Broken,
  scrollRestoration: true,
  // Search parameters stay readable: ?type=indicator, not ?type=%22indicator%22.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const written = new URLSearchParams(
      Object.entries(search).filter(([, value]) => value !== undefined && value !== '') as [string, string][],
    ).toString();
    return written === '' ? '' : `?${written}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
