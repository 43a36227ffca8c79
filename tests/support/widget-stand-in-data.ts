/** What the stand-in of the server holds, and what tests may ask of it. */
import { randomUUID } from 'node:crypto';
import type { VisitorEvent } from '#shared/contract/visitor.ts';
import { widgetColours } from '#shared/lib/widget-colours.ts';
import type {
  VisitorMessage,
  VisitorSession,
  VisitorSource,
  VisitorWidget,
} from '#shared/contract/visitor-panel.ts';

export const WIDGET_ID = 'wdgtStandIn0123456789';

export type Conversation = {
  id: string;
  visitorId: string;
  title: string;
  updatedAt: string;
  messages: VisitorMessage[];
};
export type Visitor = {
  id: string;
  secret: string;
  name: string | null;
  email: string | null;
  consentAt: string | null;
};
export type Reply = {
  text: string;
  /** What the documents say meanwhile: the first word then comes with `release`. */
  quotes?: Extract<VisitorEvent, { type: 'quotes' }>['quotes'];
} & Partial<
  Pick<VisitorMessage, 'sources' | 'abstained' | 'citations' | 'doubts' | 'toCheck' | 'offersPerson'>
>;

export type WidgetStandIn = {
  url: string;
  /** As the owner set it; changes count from the next session on. */
  widget: VisitorWidget;
  conversations: Map<string, Conversation>;
  visitors: Map<string, Visitor>;
  leads: { reason: string; fields: Record<string, string> }[];
  feedback: { messageId: string; rating: string; comment?: string }[];
  transcripts: { conversationId: string; email: string }[];
  /** `METHOD /path` of everything asked, in order. */
  requests: string[];
  /** What is answered, and in which pieces it comes. */
  reply: (question: string) => Reply;
  /** Milliseconds between two words. */
  pace: number;
  open: boolean;
  allowed: (origin: string | undefined) => boolean;
  /** The next calls to a path fail. */
  fail(path: RegExp, status: number, body?: object, headers?: Record<string, string>, times?: number): void;
  /** What `fail` asked for is over. */
  mend(): void;
  /** From now on answers stop after their first word until `release`. */
  hold(): void;
  release(): void;
  /** Connections of answers under way break; the answers go on. */
  breakStreams(): void;
  /** The next chat is stored and its connection broken before the first event leaves. */
  loseNextChat(): void;
  queue: number[];
  /** Further files that are served, by path. */
  files: Map<string, string>;
  expireTokens(): void;
  /** What the build says of itself. */
  build(): { integrity: string };
  /** Everything as at the start; what is stored goes. */
  reset(): void;
  sleep(): Promise<void>;
  wake(): Promise<void>;
  close(): Promise<void>;
};

export const STAND_IN_WIDGET: VisitorWidget = {
  id: WIDGET_ID,
  title: 'Assistant RH',
  subtitle: 'Répond aux salariés sur le règlement et les congés',
  avatar: 'RH',
  color: '#bf4a16',
  colours: widgetColours('#bf4a16', '#bf4a16'),
  logo: null,
  position: 'right',
  theme: 'visitor',
  language: 'page',
  branding: true,
  botLanguage: 'fr',
  welcomeMessage: 'Bonjour, je connais le règlement, les congés et les frais. Que cherchez-vous ?',
  quickReplies: ['Combien de jours pour un mariage ?', 'Que faire si je perds mon badge ?'],
  autoOpen: false,
  autoOpenDelaySeconds: 0,
  officeHours: null,
  offlineMessage: null,
  privacyNotice: null,
  leadForm: null,
  attachments: { enabled: false, maxBytes: 5_000_000, types: ['image', 'pdf', 'text'] },
  askForPerson: false,
  transcriptByMail: false,
};

export const STAND_IN_SOURCES: VisitorSource[] = [
  {
    number: 1,
    title: 'Règlement intérieur',
    page: 12,
    pages: '12, 14–15',
    places: 2,
    quote: 'Le salarié bénéficie de quatre jours ouvrés à l’occasion de son mariage.',
  },
  {
    number: 2,
    title: 'Guide des congés 2026',
    page: 4,
    pages: '4',
    places: 1,
    quote: 'Prévenez votre responsable quinze jours avant.',
  },
];

/** The second place of the first source. */
export const STAND_IN_SECOND_PLACE = {
  page: 14,
  quote: 'Les quatre jours sont pris dans le mois du mariage.',
};

export const usualReply = (): Reply => ({
  text: 'Vous avez droit à **quatre jours ouvrés** pour votre mariage [1]. Prévenez votre responsable au moins quinze jours avant [2].',
  sources: STAND_IN_SOURCES,
});

export function messageOf(given: Partial<VisitorMessage>): VisitorMessage {
  return {
    id: randomUUID(),
    sender: { kind: 'bot', name: null },
    content: '',
    status: 'complete',
    sources: [],
    citations: [],
    doubts: [],
    toCheck: false,
    abstained: false,
    feedback: null,
    attachments: [],
    tools: [],
    clientMessageId: null,
    createdAt: new Date().toISOString(),
    ...given,
  };
}

export function profile({ id, name, email, consentAt }: Visitor): VisitorSession['visitor'] {
  return { id, name, email, consentAt };
}
