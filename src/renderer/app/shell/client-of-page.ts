import { useQuery } from '@tanstack/react-query';
import { useLocation, useSearch } from '@tanstack/react-router';
import { orpc } from '../../rpc/client.ts';
import { subjectOf, type Subject } from './page-subject.ts';

export type ClientOfPage = {
  /** The client that the thing in sight belongs to; undefined where the page shows whichever client is chosen. */
  clientId: string | undefined;
  /** Still being found out, on a page that would show things of another client meanwhile. */
  finding: boolean;
  /** Not known yet: the role there may come. */
  pending: boolean;
};

/** Whose page is open. The questions asked are the page's own, so that they cost nothing more. */
export function useClientOfPage(): ClientOfPage {
  const { pathname } = useLocation();
  const { bot } = useSearch({ strict: false });
  const subject = subjectOf(pathname, bot);
  const of = (kind: Subject['kind']) => ({
    input: { id: subject?.id ?? '' },
    enabled: subject?.kind === kind,
  });
  const chatbot = useQuery(orpc.chatbots.get.queryOptions(of('chatbot')));
  const document = useQuery(orpc.documents.get.queryOptions(of('document')));
  const conversation = useQuery(orpc.conversations.get.queryOptions(of('conversation')));
  const contact = useQuery(orpc.contacts.get.queryOptions({ ...of('contact'), retry: false }));
  const source = useQuery(orpc.sources.get.queryOptions({ ...of('source'), retry: false }));
  const client = useQuery(orpc.clients.get.queryOptions({ ...of('client'), retry: false }));
  // A page narrowed to a chatbot by its address is found in one list, so that another choice there asks nothing.
  const chatbots = useQuery(
    orpc.chatbots.list.queryOptions({ input: {}, enabled: subject?.kind === 'narrowed' }),
  );
  const known = (clientId: string | undefined, { isLoading }: { isLoading: boolean }) => ({
    clientId,
    finding: false,
    pending: isLoading,
  });
  switch (subject?.kind) {
    case 'chatbot':
      return known(chatbot.data?.clientId, chatbot);
    case 'document':
      return known(document.data?.clientId, document);
    case 'conversation':
      return known(conversation.data?.clientId, conversation);
    case 'contact':
      return known(contact.data?.clientId, contact);
    case 'source':
      return known(source.data?.clientId, source);
    case 'client':
      return known(client.data?.id, client);
    case 'narrowed': {
      const clientId = chatbots.data?.find(({ id }) => id === subject.id)?.clientId;
      return { clientId, finding: chatbots.isPending, pending: chatbots.isPending };
    }
    case undefined:
      return { clientId: undefined, finding: false, pending: false };
  }
}
