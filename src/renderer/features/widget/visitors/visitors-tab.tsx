import type { Chatbot } from '#shared/contract/chatbots.ts';
import { VisitorLists } from './visitor-lists.tsx';

/** What the visitors of one chatbot left: on its page. */
export default function VisitorsTab({ bot }: { bot: Chatbot }) {
  return <VisitorLists key={bot.id} bot={bot} />;
}
