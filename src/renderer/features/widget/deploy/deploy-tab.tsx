import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { orpc } from '../../../rpc/client.ts';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { DiagnosisCard } from './diagnosis-card.tsx';
import { DomainsCard } from './domains-card.tsx';
import { ListenerCards } from './listener-cards.tsx';
import { PlatformsCard } from './platforms-card.tsx';
import { ReadyLine } from './ready-line.tsx';
import { SnippetCard } from './snippet-card.tsx';
import { WidgetCard } from './widget-card.tsx';

/** Where a chatbot shows itself: the network, the sites that may show it, what to paste, and what is in the way. */
export default function DeployTab({ bot }: { bot: Chatbot }) {
  const { id } = bot;
  const widget = useQuery(orpc.widgets.get.queryOptions({ input: { id } }));
  const places = useQuery(orpc.widgets.snippet.queryOptions({ input: { id } }));
  const network = useQuery(orpc.network.summary.queryOptions({ input: {} }));
  const [chosen, choose] = useState<string | null>(null);

  const failed = [widget, places, network].find(({ isError }) => isError);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!widget.data || !places.data || !network.data) return <LoadingState rows={6} />;

  const { placements } = places.data;
  const placement = placements.find(({ baseUrl }) => baseUrl === chosen) ?? placements[0] ?? null;
  const address = { placements, placement, onChoose: choose };
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2, maxWidth: 820 }}>
      <ReadyLine listening={network.data.listening} widget={widget.data} />
      <ListenerCards summary={network.data} />
      <WidgetCard bot={bot} widget={widget.data} />
      <DomainsCard widget={widget.data} />
      <SnippetCard widget={widget.data} address={address} />
      <PlatformsCard widget={widget.data} placement={placement} />
      <DiagnosisCard widget={widget.data} placement={placement} />
    </Box>
  );
}
