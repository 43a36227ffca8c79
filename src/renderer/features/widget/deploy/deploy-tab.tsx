import Box from '@mui/material/Box';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { administrators } from '#shared/contract/route.ts';
import { client, orpc } from '../../../rpc/client.ts';
import { useRights } from '../../../state/rights.ts';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { CheckStep } from './check-step.tsx';
import { CodeStep } from './code-step.tsx';
import { ReachStep } from './reach-step.tsx';
import { SitesStep } from './sites-step.tsx';
import { Step } from './step.tsx';
import { stepStandings } from './step-states.ts';

/** Leads a chatbot onto a site: who reaches it, which site, what to put there, and whether it works. */
export default function DeployTab({ bot }: { bot: Chatbot }) {
  const { t } = useTranslation(['deploy', 'network']);
  const { id } = bot;
  const { may } = useRights();
  const decides = may(...administrators);
  const widget = useQuery(orpc.widgets.get.queryOptions({ input: { id } }));
  const places = useQuery(orpc.widgets.snippet.queryOptions({ input: { id } }));
  const summary = useQuery(orpc.network.summary.queryOptions({ input: {} }));
  const network = useQuery(orpc.network.get.queryOptions({ input: {}, enabled: decides }));
  const [chosen, choose] = useState<string | null>(null);
  const placements = places.data?.placements ?? [];
  const placement = placements.find(({ baseUrl }) => baseUrl === chosen) ?? placements[0] ?? null;
  const look = useMutation({
    mutationFn: (pageUrl: string) =>
      client.widgets.diagnose({
        id,
        pageUrl,
        ...(placement === null ? {} : { baseUrl: placement.baseUrl }),
      }),
  });

  const failed = [widget, places, summary, network].find(({ isError }) => isError);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!widget.data || !places.data || !summary.data || (decides && !network.data))
    return <LoadingState rows={6} />;

  const state = network.data ?? null;
  const listening = state?.listening ?? summary.data.listening;
  const problem = state?.problem ?? null;
  const standings = stepStandings({
    network: problem !== null ? 'failed' : listening ? 'open' : 'closed',
    botActive: bot.active,
    widgetEnabled: widget.data.enabled,
    sites: widget.data.allowedDomains.length,
    diagnosis: look.data ?? null,
  });
  const order = ['reach', 'sites', 'code', 'check'] as const;
  const left = order.filter(name => standings[name].state !== 'done');
  const contents = {
    reach: (
      <ReachStep
        widget={widget.data}
        listening={listening}
        administrators={summary.data.administrators}
        network={state}
      />
    ),
    sites: <SitesStep widget={widget.data} />,
    code: <CodeStep widget={widget.data} address={{ placements, placement, onChoose: choose }} />,
    check: (
      <CheckStep
        widget={widget.data}
        placement={placement}
        check={{
          run: look.mutate,
          pending: look.isPending,
          error: look.error,
          diagnosis: look.data ?? null,
        }}
      />
    ),
  };
  const says = (name: (typeof order)[number]) => {
    const { says: sentence, values } = standings[name];
    return sentence === 'reachFailed' && state !== null && problem !== null
      ? t(`network:problem_${problem}`, { port: state.settings.port })
      : t(`says_${sentence}`, values);
  };
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.75, maxWidth: 820 }}>
      <Box role="status" sx={{ color: 'var(--muted)' }}>
        {left.length === 0 ? t('stepsDone') : t('stepsLeft', { count: left.length })}
      </Box>
      <Box
        component="ol"
        aria-label={t('steps')}
        sx={{ m: 0, p: 0, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.75 }}
      >
        {order.map((name, index) => (
          <Box component="li" key={name} sx={{ listStyle: 'none' }}>
            <Step
              number={index + 1}
              title={t(`step_${name}`)}
              state={standings[name].state}
              next={name === left[0]}
              says={says(name)}
            >
              {contents[name]}
            </Step>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
