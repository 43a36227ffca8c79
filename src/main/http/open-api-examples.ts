import type { OpenAPI } from '@orpc/openapi';

export type Schema = OpenAPI.SchemaObject | OpenAPI.ReferenceObject | boolean | undefined;
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Where a value stands: the group of its operation, and its name. */
type Place = { tag: string; name: string; request: boolean };

/** Stand for things of one's own in every example. */
export const exampleIds = {
  id: '01a1b2c3-0000-7000-8000-000000000000',
  clientId: '01a1b2c3-0000-7000-8000-000000000001',
  chatbotId: '01a1b2c3-0000-7000-8000-000000000002',
  documentId: '01a1b2c3-0000-7000-8000-000000000003',
  conversationId: '01a1b2c3-0000-7000-8000-000000000004',
  messageId: '01a1b2c3-0000-7000-8000-000000000005',
  userId: '01a1b2c3-0000-7000-8000-000000000006',
  widgetId: 'Q2hhdGJvdCBvZiBsb2Jie',
} as const;

const answer = 'Four working days [1].';
const question = 'How many days of leave for a marriage?';
const passage = 'Marriage of the employee: four working days, taken within two months.';

/**
 * What a field of this name looks like, wherever it stands (`Group.name` where only there). A value that does not
 * fit the schema of a field is left out there, and one made from the schema stands in its place.
 */
const words: Readonly<Record<string, Json>> = {
  ...exampleIds,
  'Approvals.hash': '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'Models.hash': '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'Models.sha256': '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'Models.languages': ['fr', 'en'],
  'Approvals.kind': 'mail.message',
  'Approvals.title': 'Your quotation',
  'Approvals.content': { subject: 'Your quotation' },
  'Clients.id': exampleIds.clientId,
  'Chatbots.id': exampleIds.chatbotId,
  'Documents.id': exampleIds.documentId,
  'Proposed answers.title': 'Leave for a marriage',
  'Proposed answers.text': 'Four working days, taken within two months of the marriage.',
  'Proposed answers.state': 'waiting',
  'Proposed answers.kind': 'article',
  'Proposed answers.chatbotId': null, // with a message it is that of its conversation
  'Proposed answers.value': '+33 1 23 45 67 89',
  'Proposed answers.kept': ['+33 1 23 45 67 89'],
  'Conversations.id': exampleIds.conversationId,
  'Widget.id': exampleIds.chatbotId,
  'Widget.baseUrl': 'http://foyer.local:4281',
  'Visitors.id': exampleIds.conversationId,
  'Visitors.token': 'eyJhbGciOiJIUzI1NiJ9…',
  'Visitors.name': 'Claire',
  stillReachable: ['192.168.1.4:11434'],
  'Connections.kind': 'model',
  'Connections.kinds': ['model'],
  'Connections.scheme': 'http',
  'Connections.host': '192.168.1.4',
  'Connections.address': '192.168.1.4',
  'Connections.place': '192.168.1.4:11434',
  'Connections.detail': '200',
  'Connections.models': ['Ministral'],
  'Sources.host': 'imap.example.org',
  'Sources.port': 993,
  'Sources.security': 'tls',
  'Sources.certificate': null,
  'Sources.user': 'claire@example.org',
  'Sources.folder': 'Clients',
  'Notifications.from': '20:00',
  'Notifications.until': '08:00',
  visitorId: exampleIds.userId,
  visitorSecret: 'what this visitor’s browser keeps',
  clientMessageId: 'a-name-of-your-own-1',
  publicUrl: 'https://example.org/foyer',
  trustedProxies: ['192.0.2.10'],
  secondaryColor: '#2a6f4b',
  'Widget.fileName': 'foyer-chat-hr-assistant.zip',
  'Network.name': 'foyer',
  'Network.text': 'http://foyer.local:4281',
  allowedHosts: ['foyer.example.org'],
  ownerId: exampleIds.userId,
  createdBy: exampleIds.userId,
  chatbotIds: [exampleIds.chatbotId],
  clientIds: [exampleIds.clientId],
  modelId: null,
  fallbackModelIds: [],
  firstWordSeconds: null,
  betweenWordsSeconds: null,
  email: 'claire@example.org',
  fullName: 'Claire Lavigne',
  createdByName: 'Claire Lavigne',
  initials: 'CLA',
  role: 'editor',
  password: 'a phrase nobody guesses',
  currentPassword: 'a phrase nobody guesses',
  newPassword: 'another phrase nobody guesses',
  name: 'HR assistant',
  'Clients.name': 'Lavigne Furniture',
  'Contacts.name': 'Hugo Petit',
  'Contacts.text': 'Name,E-mail\nHugo Petit,hugo@example.org',
  'Contacts.q': 'hugo',
  'Contacts.who': 'Hugo Petit',
  phone: '+33 1 23 45 67 89',
  company: 'Lavigne Furniture',
  note: 'Call back on Monday',
  into: exampleIds.userId,
  'Keys.name': 'Website',
  'Models.name': 'Mistral on this machine',
  chatbotName: 'HR assistant',
  clientName: 'Lavigne Furniture',
  domain: 'example.org',
  contactName: 'Hugo Petit',
  contactEmail: 'hugo@example.org',
  contactPhone: '+33 1 23 45 67 89',
  monthlyQuota: 10_000,
  month: '2026-11',
  description: 'Answers staff about the rules and leave',
  avatar: 'HR',
  color: '#bf4a16',
  language: 'en',
  welcomeMessage: 'Hello, I know the rules and leave. What are you looking for?',
  instructions: 'Answer in two sentences.',
  suggestedQuestions: [question],
  temperature: 0.2,
  fileName: 'handbook.pdf',
  title: 'Staff handbook',
  'Conversations.title': 'Days of leave for a marriage',
  mediaType: 'application/pdf',
  dailyAt: '12:30',
  cron: '7 * * * *',
  timeZone: 'Europe/Paris',
  failure: null,
  progress: 1,
  progressNote: null,
  size: 482_133,
  pageCount: 12,
  passageCount: 87,
  q: 'leave for a marriage',
  k: 5,
  question,
  message: question,
  content: answer,
  quote: passage,
  text: passage,
  excerpt: '… four working days, taken within two months …',
  heading: 'Family events',
  reply: 'Hello!',
  prefix: 'foyer_3k9x2a',
  key: 'foyer_3k9x2a…',
  scopes: ['chat'],
  revokedAt: null,
  expiresAt: '2027-11-25T00:00:00.000Z',
  cursor: '01a1b2c3-0000-7000-8000-000000000009',
  'Conversations.cursor': '2026-11-25T09:30:00.000Z|01a1b2c3-0000-7000-8000-000000000009',
  nextCursor: null,
  model: 'mistral-small',
  provider: 'ollama',
  url: 'http://127.0.0.1:11434',
  apiKey: 'the key of the provider',
  accessToken: 'eyJhbGciOiJIUzI1NiJ9…',
  refreshToken: '01a1b2c3…',
  token: 'the one-time token of the link',
  day: '2026-11-25',
  version: '0.1.0',
  dataFolder: '/home/claire/.local/share/foyer',
  address: 'http://127.0.0.1:4280',
  platform: 'linux',
  nodeVersion: '24.21.0',
  host: 'smtp.example.org',
  port: 587,
  security: 'starttls',
  username: 'foyer@example.org',
  fromName: 'Foyer',
  fromAddress: 'foyer@example.org',
  replyTo: null,
  linkBase: 'http://foyer.lan:4280',
  certificateAuthority: null,
  to: 'claire@example.org',
  score: 4.21,
  relevance: 0.82,
  confidence: 0.91,
  limit: 50,
  'Documents.state': 'ready',
  'Jobs.state': 'succeeded',
  status: 'complete',
  documentCount: 12,
  readyDocumentCount: 12,
  chatbotCount: 2,
  conversationCount: 34,
  working: 0,
  failed: 0,
  expiresIn: 900,
  maxOutputTokens: 1_024,
  contextTokens: 32_768,
  readingSeconds: 6,
  otherUrls: [],
  connectSeconds: null,
  readTokensPerSecond: 190,
  writtenTokensPerSecond: 12.5,
  loadMs: 2_318,
  inputPrice: null,
  outputPrice: null,
  local: true,
  allLocal: true,
  active: true,
};

/** Of schemas that are a choice between shapes: the shape shown. */
const whole: Readonly<Record<string, Json>> = {
  ChatEvent: { type: 'delta', text: 'Four working days' },
  VisitorEvent: { type: 'delta', text: 'Four working days' },
};

const INSTANT = '2026-11-25T09:30:00.000Z';

/**
 * A value that fits a schema and reads like a real one.
 *
 * @param schemas components that `$ref` names.
 */
export function exampleOf(schema: Schema, place: Place, schemas: Readonly<Record<string, Schema>>): Json {
  if (typeof schema !== 'object') return {};
  if ('$ref' in schema && typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return whole[name] ?? exampleOf(schemas[name], { ...place, tag: groupOf(name, place.tag) }, schemas);
  }
  const { anyOf, oneOf, type, ...rest } = schema as OpenAPI.SchemaObject;
  const ofGroup = `${place.tag}.${place.name}`;
  const known = [words[ofGroup], words[place.name]].find(
    word => word !== undefined && fits(word, schema as OpenAPI.SchemaObject),
  );
  if (known !== undefined) return known;
  if (words[place.name] === null && isNullable(schema as OpenAPI.SchemaObject)) return null;
  if (rest.const !== undefined) return rest.const as Json;
  if (rest.enum !== undefined) return (rest.enum[0] ?? null) as Json;
  const choices = (anyOf ?? oneOf)?.filter(choice => !isNull(choice as Schema));
  if (choices !== undefined) return exampleOf(choices[0] as Schema, place, schemas);
  if (rest.default !== undefined) return rest.default as Json;
  const [first = 'object'] = Array.isArray(type) ? type.filter(one => one !== 'null') : [type];
  if (first === 'array') {
    const { items } = schema as OpenAPI.ArraySchemaObject;
    return [exampleOf(items as Schema, { ...place, name: singular(place.name) }, schemas)];
  }
  if (first === 'string') return stringOf(schema as OpenAPI.SchemaObject);
  if (first === 'integer' || first === 'number') return Math.max(1, rest.minimum ?? 1);
  if (first === 'boolean') return false;
  return objectOf(schema as OpenAPI.SchemaObject, place, schemas);
}

/** Of an answer every field; of a request those it needs, or two it may have. */
function objectOf(
  { properties = {}, required = [] }: OpenAPI.SchemaObject,
  place: Place,
  schemas: Readonly<Record<string, Schema>>,
): Json {
  const names = Object.keys(properties);
  // What a group says null of goes with none of the others.
  const mayStand = (name: string) => words[name] !== null && words[`${place.tag}.${name}`] !== null;
  const optional = names.filter(name => name in words && mayStand(name)).slice(0, 2);
  const shown = place.request ? (required.length > 0 ? required : optional) : names;
  return Object.fromEntries(
    shown.map(name => [name, exampleOf(properties[name] as Schema, { ...place, name }, schemas)]),
  );
}

function stringOf({ format, pattern, minLength = 0, maxLength = 200 }: OpenAPI.SchemaObject): string {
  if (format === 'uuid') return exampleIds.id;
  if (format === 'date-time') return INSTANT;
  if (format === 'date') return INSTANT.slice(0, 10);
  if (format === 'email') return 'claire@example.org';
  if (format === 'uri') return 'http://127.0.0.1:11434';
  // Numbers that are written as text.
  if (pattern?.startsWith(String.raw`^\d`) === true) return '50';
  return 'text'.padEnd(minLength, '.').slice(0, maxLength);
}

/** Whether a value of the catalogue may stand here: only what a wrong guess would break. */
function fits(value: Json, schema: OpenAPI.SchemaObject): boolean {
  const choices = (schema.anyOf ?? schema.oneOf) as OpenAPI.SchemaObject[] | undefined;
  if (choices !== undefined) return choices.some(choice => !('$ref' in choice) && fits(value, choice));
  if (schema.const !== undefined) return schema.const === value;
  if (schema.enum !== undefined) return (schema.enum as unknown[]).includes(value);
  if (!hasFormat(value, schema)) return false;
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  return types.some(type => hasType(value, type)) && itemsFit(value, schema);
}

const formats: Readonly<Record<string, RegExp>> = {
  uuid: /^01a1b2c3-/, // one of the examples
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\dT/,
  email: /^\S+@\S+$/,
  uri: /^https?:/,
};

function hasFormat(value: Json, { format, pattern }: OpenAPI.SchemaObject): boolean {
  if (typeof value !== 'string') return true;
  const shape = format === undefined ? undefined : formats[format];
  return (shape?.test(value) ?? true) && (pattern === undefined || new RegExp(pattern, 'u').test(value));
}

function itemsFit(value: Json, schema: OpenAPI.SchemaObject): boolean {
  if (!Array.isArray(value)) return true;
  const { items } = schema as OpenAPI.ArraySchemaObject;
  return value.every(item => !('$ref' in items) && fits(item, items as OpenAPI.SchemaObject));
}

function hasType(value: Json, type: OpenAPI.SchemaObject['type']): boolean {
  if (value === null) return type === 'null';
  if (Array.isArray(value)) return type === 'array';
  if (typeof value === 'number') return type === 'number' || (type === 'integer' && Number.isInteger(value));
  return typeof value === type;
}

function isNull(schema: Schema): boolean {
  return typeof schema === 'object' && 'type' in schema && (schema.type as unknown) === 'null';
}

function isNullable(schema: OpenAPI.SchemaObject): boolean {
  return fits(null, schema);
}

/** A component named after a group is one of that group's things, wherever it is mentioned. */
function groupOf(name: string, otherwise: string): string {
  return (
    { Client: 'Clients', Chatbot: 'Chatbots', Document: 'Documents', Model: 'Models' }[name] ?? otherwise
  );
}

function singular(name: string): string {
  return name.replace(/s$/, '');
}
