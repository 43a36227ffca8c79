import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { contactKind, contactSort } from '#shared/contract/contacts.ts';
import { documentSort } from '#shared/contract/documents.ts';
import { documentType } from '#shared/contract/narrowing.ts';
import { itemState } from '#shared/contract/sources.ts';
import { id, language, order } from '#shared/contract/vocabulary.ts';
import { clientSorts } from '../features/clients/client-sorts.ts';
import { clientTabs } from '../features/clients/client-tabs.ts';
import { documentView } from '../features/knowledge/document-filter.ts';
import { withWords } from '../state/words.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { Root } from './root.tsx';
import { PageFailure } from './page-failure.tsx';
import { LoadingPage } from './loading-page.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ component: Root, notFoundComponent: NotFoundPage });

/** Pages inside the shell: the rail, the palette, the tray. */
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Shell });

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: lazyRouteComponent(
    withWords(['chat', 'conversations', 'home'], () => import('../features/home/home-page.tsx')),
  ),
});
const chat = createRoute({
  getParentRoute: () => inside,
  path: '/chat',
  validateSearch: z.object({ bot: z.string().optional(), ask: z.string().optional() }),
  component: lazyRouteComponent(
    withWords(['chat', 'documents'], () => import('../features/chat/chat-page.tsx')),
  ),
});
const chatConversation = createRoute({
  getParentRoute: () => inside,
  path: '/chat/$conversationId',
  component: lazyRouteComponent(
    withWords(['chat', 'documents'], () => import('../features/chat/chat-page.tsx')),
  ),
});
const chatbots = createRoute({
  getParentRoute: () => inside,
  path: '/chatbots',
  validateSearch: z.object({ create: z.boolean().optional() }),
  component: lazyRouteComponent(
    withWords(['chatbots'], () => import('../features/chatbots/chatbots-page.tsx')),
  ),
});
const chatbot = createRoute({
  getParentRoute: () => inside,
  path: '/chatbots/$id',
  validateSearch: z.object({
    tab: z.enum(['persona', 'knowledge', 'appearance', 'deploy', 'visitors']).optional(),
  }),
  component: lazyRouteComponent(
    withWords(
      ['chatbots', 'documents', 'knowledge', 'tags'],
      () => import('../features/chatbots/chatbot-page.tsx'),
    ),
  ),
});
const knowledge = createRoute({
  getParentRoute: () => inside,
  path: '/knowledge',
  validateSearch: z.object({
    state: documentView.optional(),
    bot: z.string().optional(),
    q: z.string().optional(),
    type: documentType.optional(),
    lang: language.optional(),
    source: id.optional(),
    tag: id.optional(),
    sort: documentSort.optional(),
    order: order.optional(),
    bench: z.boolean().optional(),
  }),
  component: lazyRouteComponent(
    withWords(['documents', 'knowledge', 'tags'], () => import('../features/knowledge/knowledge-page.tsx')),
  ),
});
const tags = createRoute({
  getParentRoute: () => inside,
  path: '/knowledge/tags',
  component: lazyRouteComponent(withWords(['tags'], () => import('../features/tags/tags-page.tsx'))),
});
const alike = createRoute({
  getParentRoute: () => inside,
  path: '/knowledge/alike',
  /** Of a document alone. */
  validateSearch: z.object({ document: id.optional() }),
  component: lazyRouteComponent(
    withWords(['documents'], () => import('../features/documents/alike-page.tsx')),
  ),
});
const sources = createRoute({
  getParentRoute: () => inside,
  path: '/sources',
  validateSearch: z.object({ add: z.boolean().optional() }),
  component: lazyRouteComponent(
    withWords(['sources', 'tags'], () => import('../features/sources/sources-page.tsx')),
  ),
});
const source = createRoute({
  getParentRoute: () => inside,
  path: '/sources/$id',
  validateSearch: z.object({
    looks: z.boolean().optional(),
    item: itemState.optional(),
    q: z.string().optional(),
  }),
  component: lazyRouteComponent(
    withWords(['sources', 'tags'], () => import('../features/sources/source-page.tsx')),
  ),
});
const document = createRoute({
  getParentRoute: () => inside,
  path: '/documents/$id',
  validateSearch: z.object({
    page: z.number().int().min(1).optional(),
    offset: z.number().int().min(0).optional(),
    start: z.number().int().min(0).optional(),
    end: z.number().int().min(0).optional(),
    /** Highlighted places to step through: see `features/documents/place-address.ts`. */
    places: z.string().optional(),
  }),
  component: lazyRouteComponent(
    withWords(['documents', 'tags'], () => import('../features/documents/document-page.tsx')),
  ),
});
const documentChanges = createRoute({
  getParentRoute: () => inside,
  path: '/documents/$id/changes',
  /** The version it is compared with; left out, the latest that was set aside. */
  validateSearch: z.object({ earlier: z.string().optional() }),
  component: lazyRouteComponent(
    withWords(['documents'], () => import('../features/documents/changes-page.tsx')),
  ),
});
const conversations = createRoute({
  getParentRoute: () => inside,
  path: '/conversations',
  validateSearch: z.object({
    view: z.enum(['all', 'waiting', 'unanswered', 'visitors']).optional(),
    bot: z.string().optional(),
    q: z.string().optional(),
  }),
  component: lazyRouteComponent(
    withWords(
      ['articles', 'chat', 'conversations', 'documents', 'visitors'],
      () => import('../features/conversations/conversations-page.tsx'),
    ),
  ),
});
/** One conversation: drawn beside the list by the page above, so that the list stays as it is. */
const conversation = createRoute({ getParentRoute: () => conversations, path: '$id' });
const contacts = createRoute({
  getParentRoute: () => inside,
  path: '/contacts',
  validateSearch: z.object({
    q: z.string().optional(),
    kind: contactKind.optional(),
    sort: contactSort.optional(),
    order: order.optional(),
  }),
  component: lazyRouteComponent(
    withWords(['contacts'], () => import('../features/contacts/contacts-page.tsx')),
  ),
});
const contact = createRoute({
  getParentRoute: () => inside,
  path: '/contacts/$id',
  component: lazyRouteComponent(
    withWords(['contacts'], () => import('../features/contacts/contact-page.tsx')),
  ),
});
const approvals = createRoute({
  getParentRoute: () => inside,
  path: '/approvals',
  validateSearch: z.object({
    past: z.boolean().optional(),
    write: z.boolean().optional(),
    contact: z.string().optional(),
  }),
  component: lazyRouteComponent(
    withWords(['approvals'], () => import('../features/approvals/approvals-page.tsx')),
  ),
});
const clients = createRoute({
  getParentRoute: () => inside,
  path: '/clients',
  validateSearch: z.object({
    create: z.boolean().optional(),
    archived: z.boolean().optional(),
    q: z.string().optional(),
    sort: z.enum(clientSorts).optional(),
    order: order.optional(),
  }),
  component: lazyRouteComponent(withWords(['clients'], () => import('../features/clients/clients-page.tsx'))),
});
const client = createRoute({
  getParentRoute: () => inside,
  path: '/clients/$id',
  validateSearch: z.object({ tab: z.enum(clientTabs).optional() }),
  component: lazyRouteComponent(
    withWords(
      [
        'audit',
        'auditDeeds',
        'auditFields',
        'chatbots',
        'clients',
        'documents',
        'keys',
        'knowledge',
        'quota',
        'tags',
      ],
      () => import('../features/clients/client-page.tsx'),
    ),
  ),
});
const erasures = createRoute({
  getParentRoute: () => inside,
  path: '/clients/erasures',
  component: lazyRouteComponent(
    withWords(['clients'], () => import('../features/clients/erasures-page.tsx')),
  ),
});
const erasure = createRoute({
  getParentRoute: () => inside,
  path: '/clients/erasures/$id',
  component: lazyRouteComponent(withWords(['clients'], () => import('../features/clients/erasure-page.tsx'))),
});
const models = createRoute({
  getParentRoute: () => inside,
  path: '/models',
  validateSearch: z.object({ add: z.boolean().optional() }),
  component: lazyRouteComponent(withWords(['models'], () => import('../features/models/models-page.tsx'))),
});
/** The page of a module, by its name. */
const module = createRoute({
  getParentRoute: () => inside,
  path: '/modules/$name',
  component: lazyRouteComponent(withWords(['modules'], () => import('./module-page.tsx'))),
});
/** The one that stands in the rail. */
const usage = createRoute({
  getParentRoute: () => inside,
  path: '/modules/usage',
  component: lazyRouteComponent(
    withWords(['modules'], async () => ({ default: (await import('./module-page.tsx')).UsagePlace })),
  ),
});
const settingsIndex = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/$section', params: { section: 'appearance' } });
  },
});
const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings/$section',
  validateSearch: z.object({
    article: z.string().optional(),
    q: z.string().optional(),
    person: z.string().optional(),
    invite: z.boolean().optional(),
    /** What of a table is shown; each section knows what it may be. */
    client: z.string().optional(),
    state: z.string().optional(),
    period: z.string().optional(),
    actor: z.string().optional(),
    kind: z.string().optional(),
    place: z.string().optional(),
    sort: z.string().optional(),
    order: order.optional(),
  }),
  component: lazyRouteComponent(withWords(['settings'], () => import('./settings-page.tsx'))),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({ from: z.string().optional() }),
  component: lazyRouteComponent(
    withWords(['mailSettings', 'signIn'], () => import('../features/sign-in/sign-in-page.tsx')),
  ),
});
const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/forgotten',
  validateSearch: z.object({ email: z.string().optional() }),
  component: lazyRouteComponent(
    withWords(['mailSettings', 'signIn'], () => import('../features/sign-in/forgotten-page.tsx')),
  ),
});
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  validateSearch: z.object({ token: z.string().optional() }),
  component: lazyRouteComponent(
    withWords(['firstRun', 'signIn'], () => import('../features/first-run/set-up-page.tsx')),
  ),
});
/** Where a one-time link leads: an invitation, or a new password. */
const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  validateSearch: z.object({ token: z.string().optional() }),
  component: lazyRouteComponent(
    withWords(['people', 'signIn'], () => import('../features/people/join-page.tsx')),
  ),
});
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(
    withWords(['firstRun', 'models'], () => import('../features/first-run/welcome-page.tsx')),
  ),
});

const routeTree = root.addChildren([
  inside.addChildren([
    home,
    chat,
    chatConversation,
    chatbots,
    chatbot,
    knowledge,
    tags,
    alike,
    sources,
    source,
    document,
    documentChanges,
    conversations.addChildren([conversation]),
    contacts,
    contact,
    approvals,
    clients,
    client,
    erasures,
    erasure,
    models,
    module,
    usage,
    settingsIndex,
    settings,
  ]),
  signIn,
  forgotten,
  setUp,
  join,
  welcome,
]);

/** Addresses live after the `#`, so that they are the same in the window and in every browser. */
export const router = createRouter({
  routeTree,
  history: createHashHistory(),
  defaultPreload: 'intent',
  defaultPendingComponent: LoadingPage,
  defaultErrorComponent: PageFailure,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
