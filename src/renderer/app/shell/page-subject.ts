/** The one thing that a page is about: its client is the one shown. */
export type Subject = {
  /** `narrowed`: a list that the address narrows to one chatbot. */
  kind: 'chatbot' | 'document' | 'conversation' | 'contact' | 'source' | 'client' | 'narrowed';
  id: string;
};

const kinds: Readonly<Record<string, Subject['kind'] | undefined>> = {
  chatbots: 'chatbot',
  documents: 'document',
  chat: 'conversation',
  conversations: 'conversation',
  contacts: 'contact',
  sources: 'source',
  clients: 'client',
};

const NOT_CLIENTS = 'erasures'; // `/clients/erasures` is a list of its own

/** What the page at an address is about; null where it is about whichever client is chosen. */
export function subjectOf(pathname: string, bot: string | undefined): Subject | null {
  const [place = '', id] = pathname.split('/').slice(1);
  const kind = kinds[place];
  if (id === undefined || id === '') return bot === undefined ? null : { kind: 'narrowed', id: bot };
  return kind === undefined || id === NOT_CLIENTS ? null : { kind, id };
}

/** Where the things of this kind are listed: the page to go to when another client is chosen. */
export function listOf(
  { kind }: Subject,
  pathname: string,
): '/chatbots' | '/knowledge' | '/sources' | '/chat' | '/conversations' | '/contacts' {
  if (kind === 'document') return '/knowledge';
  if (kind === 'contact') return '/contacts';
  if (kind === 'source') return '/sources';
  const place = pathname.split('/')[1];
  if (place === 'chat' || place === 'conversations' || place === 'knowledge') return `/${place}`;
  return '/chatbots';
}
