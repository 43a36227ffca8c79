import Box from '@mui/material/Box';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WidgetPlacement } from '#shared/contract/widgets.ts';
import type { Widget } from '#shared/contract/widget-settings.ts';
import { orpc } from '../../../rpc/client.ts';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { AddressChoice, type AddressChosen } from './address-choice.tsx';
import { CodeBox } from './code-box.tsx';
import { CodeOptions, type CodeWishes } from './code-options.tsx';
import { FullPage } from './full-page.tsx';
import { PlatformChoice, type Platform } from './platform-choice.tsx';
import { PlatformGuide } from './platform-guide.tsx';
import { StepDetails } from './step.tsx';
import { WordpressPlugin } from './wordpress-plugin.tsx';

const PLAIN: CodeWishes = { inline: false, nonce: false, pinned: false };

/** What to put into the site, by what the site is made with. */
export function CodeStep({ widget, address }: { widget: Widget; address: AddressChosen }) {
  const { t } = useTranslation('deploy');
  const [platform, choose] = useState<Platform>('html');
  const [wishes, wish] = useState(PLAIN);
  const code = useQuery(
    orpc.widgets.snippet.queryOptions({
      input: { id: widget.chatbotId, ...wishes },
      placeholderData: keepPreviousData,
    }),
  );
  const { placement: chosen } = address;
  if (chosen === null) return <Box sx={{ color: 'var(--muted)' }}>{t('addressNone')}</Box>;
  if (code.isError) return <ErrorState error={code.error} onRetry={() => void code.refetch()} />;
  const placement = code.data?.placements.find(({ baseUrl }) => baseUrl === chosen.baseUrl);
  if (!code.data || !placement) return <LoadingState rows={3} />;
  const ownWay = platform === 'google' || platform === 'wordpress';
  return (
    <>
      <PlatformChoice platform={platform} onChoose={choose} />
      {platform === 'wordpress' && (
        <WordpressPlugin chatbotId={widget.chatbotId} baseUrl={placement.baseUrl} />
      )}
      {platform === 'google' && <FullPage widget={widget} placement={placement} plain />}
      {!ownWay && <Code placement={placement} wishes={wishes} />}
      <PlatformGuide widget={widget} platform={platform} placement={placement} />
      <StepDetails title={t('detailsPage')}>
        {ownWay && <Code placement={placement} wishes={wishes} />}
        <AddressChoice {...address} />
        <CodeOptions
          baseUrl={placement.baseUrl}
          built={code.data.integrity !== null}
          wishes={wishes}
          onChange={change => wish(current => ({ ...current, ...change }))}
        />
      </StepDetails>
      <StepDetails title={t('detailsFullPage')}>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('fullPageHint')}</Box>
        <FullPage widget={widget} placement={placement} />
      </StepDetails>
    </>
  );
}

function Code({ placement, wishes }: { placement: WidgetPlacement; wishes: CodeWishes }) {
  const { t } = useTranslation('deploy');
  const special = Object.values(wishes).some(Boolean);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.75 }}>
      <CodeBox label={t('snippet')} text={placement.snippet} />
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t(special ? 'codeSpecial' : 'codeHint')}</Box>
    </Box>
  );
}
