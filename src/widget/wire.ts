/**
 * What the panel and the loader read and send under `/api/visitor` of the server they come from. The widget may not
 * load the contract (zod alone weighs more than the panel may), so its shapes are written down again here;
 * `tests/support/widget-wire.type-test.ts` does not compile when they drift apart.
 */

export type AttachmentKind = 'image' | 'pdf' | 'text';
export type LeadField = 'name' | 'email' | 'phone' | 'company' | 'message';
export type LeadReason = 'lead' | 'person' | 'offline';
export type Rating = 'up' | 'down';
export type WeekDay = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

export type Source = {
  number: number;
  title: string;
  page: number | null;
  /** In words: `3, 9–10`. */
  pages: string | null;
  quote: string;
  /** How many places of it the answer rests on. */
  places: number;
};

/** Words of a source, shown before a model has written any. */
export type Quote = {
  text: string;
  number: number;
  place: number;
};

export type Attachment = {
  id: string;
  fileName: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  kind: AttachmentKind;
  notice: 'image_not_read' | null;
};

export type Message = {
  id: string;
  sender: { kind: 'visitor' | 'bot' | 'operator' | 'system'; name: string | null };
  content: string;
  status: 'complete' | 'streaming' | 'stopped' | 'interrupted' | 'failed';
  sources: Source[];
  /** For each citation, in order: the place of its source that it is about. */
  citations: number[];
  /** What the sources do not hold: offsets in `content`, in order. */
  doubts: { start: number; end: number }[];
  toCheck: boolean;
  abstained: boolean;
  offersPerson?: boolean | undefined;
  official?: boolean | undefined;
  cut?: 'length' | 'filter' | undefined;
  feedback: { rating: Rating; comment: string | null } | null;
  attachments: Attachment[];
  /** The tools that the answer asked. */
  tools: string[];
  clientMessageId: string | null;
  /** ISO 8601, UTC. */
  createdAt: string;
};

export type ConversationSummary = { id: string; title: string; updatedAt: string };
export type Conversation = ConversationSummary & { messages: Message[] };

export type OfficeHours = { timeZone: string; days: Partial<Record<WeekDay, [string, string]>> };

export type LeadForm = {
  when: 'before' | 'on-request' | 'never';
  intro: string | null;
  fields: { name: LeadField; required: boolean }[];
};

export type WidgetSettings = {
  id: string;
  title: string;
  subtitle: string;
  /** Two letters or an emoji. */
  avatar: string;
  /** `#rrggbb`. */
  color: string;
  colours: Record<'light' | 'dark', { onBrand: string; accent: string; accentSoft: string }>;
  /** A path on the server, or null. */
  logo: string | null;
  position: 'left' | 'right';
  theme: 'light' | 'dark' | 'visitor';
  /** `page`, `visitor` or the code of a language. */
  language: string;
  branding: boolean;
  botLanguage: string;
  welcomeMessage: string;
  quickReplies: string[];
  autoOpen: boolean;
  autoOpenDelaySeconds: number;
  officeHours: OfficeHours | null;
  offlineMessage: string | null;
  privacyNotice: { text: string; url: string | null; consentRequired: boolean } | null;
  leadForm: LeadForm | null;
  attachments: { enabled: boolean; maxBytes: number; types: AttachmentKind[] };
  askForPerson: boolean;
  transcriptByMail: boolean;
};

export type Visitor = { id: string; name: string | null; email: string | null; consentAt: string | null };

export type Session = {
  widget: WidgetSettings;
  visitor: Visitor;
  conversations: ConversationSummary[];
  /** Within office hours; true when there are none. */
  open: boolean;
  server: { version: string };
};

export type TokenAnswer = {
  token: string;
  /** Seconds. */
  expiresIn: number;
  visitorId: string;
  visitorSecret: string;
};

export type AnswerEvent =
  | { type: 'queued'; position: number; conversationId: string; messageId: string }
  | { type: 'started'; conversationId: string; messageId: string }
  | { type: 'quotes'; quotes: Quote[]; sources: Source[] }
  | { type: 'sources'; sources: Source[] }
  | { type: 'delta'; text: string }
  | { type: 'withdrawn' }
  | { type: 'finished'; message: Message }
  | { type: 'failed'; error: { code: string; message: string } };

export type Question = {
  conversationId?: string | undefined;
  message: string;
  clientMessageId: string;
  attachmentIds?: string[] | undefined;
};

export type Passage = {
  title: string;
  page: number | null;
  pages: string | null;
  before: string;
  quote: string;
  after: string;
};

export type Lead = {
  reason: LeadReason;
  conversationId?: string | undefined;
  fields: Partial<Record<LeadField, string>>;
};

/** `Foyer.identify` and the profile form. */
export type PersonDetails = { name?: string | null; email?: string | null; language?: string };

/** The longest question the server takes, in characters; `tests/support/widget-wire.type-test.ts` holds it to the contract's. */
export const QUESTION_MAX_LENGTH = 8_000;
export const ATTACHMENTS_MAX = 5;
/** Where a file goes, under `/api/visitor/`; held to the contract's in the same place. */
export const UPLOAD_PATH = 'attachments';
