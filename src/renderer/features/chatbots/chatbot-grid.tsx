import Box from '@mui/material/Box';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { ChatbotCard } from './chatbot-card.tsx';

/** Chatbots as cards, as many beside each other as there is room. */
export function ChatbotGrid({ bots, mayEdit }: { bots: readonly Chatbot[]; mayEdit: boolean }) {
  return (
    <Box
      component="ul"
      sx={{
        listStyle: 'none',
        m: 0,
        p: 0,
        display: 'grid',
        gap: 1.75,
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(300px, 100%), 1fr))',
      }}
    >
      {bots.map(bot => (
        <ChatbotCard key={bot.id} bot={bot} mayEdit={mayEdit} />
      ))}
    </Box>
  );
}
