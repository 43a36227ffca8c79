import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '#shared/contract/models.ts';
import { orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { LinkBox } from '../../ui/link-box.tsx';
import { SPENDING_SECTION } from './spending-card.tsx';

type Props = { model: Model; onEdit: () => void };

/** Of a model outside: where people agree to what leaves and hide personal data; what it costs this month, and may. */
export function CloudCare({ model, onEdit }: Props) {
  const { t } = useTranslation('models');
  const [host] = model.cloudPlaces;
  if (host === undefined) return null;
  return (
    <Box sx={{ display: 'grid', gap: 0.25, mt: 0.25 }}>
      {model.purpose === 'chat' && (
        <Line
          action={
            <LinkBox to="/chatbots" sx={linkStyle}>
              {t('cloudToChatbots')}
            </LinkBox>
          }
        >
          {t('cloudConsentWhere', { host })}
        </Line>
      )}
      <Cost model={model} onEdit={onEdit} />
    </Box>
  );
}

function Cost({ model: { id, purpose }, onEdit }: Props) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { data } = useQuery(orpc.usage.spending.queryOptions({ input: {} }));
  const own = data?.models.find(({ modelId }) => modelId === id);
  if (data === undefined || own === undefined) return null;
  if (!own.priced)
    return (
      <Line
        action={
          <Box component="button" type="button" onClick={onEdit} sx={linkStyle}>
            {t('cloudToPrice')}
          </Box>
        }
      >
        {t('cloudNoPrice')}
      </Line>
    );
  const amount = (value: number) => format.number(Math.round(value * 100) / 100);
  const used = amount(own.used);
  const says = () => {
    if (own.reached || data.all.reached) return t(purpose === 'chat' ? 'cloudCapChat' : 'cloudCapSearch');
    if (own.limit !== null) return t('cloudCost', { used, limit: amount(own.limit) });
    if (data.all.limit === null) return t('cloudCostUncapped', { used });
    return t('cloudCostAll', { used, limit: amount(data.all.limit), all: amount(data.all.used) });
  };
  return (
    <Line
      isBad={own.reached || data.all.reached}
      action={
        <Box component="button" type="button" onClick={showSpending} sx={linkStyle}>
          {t('cloudToCap')}
        </Box>
      }
    >
      {says()}
    </Line>
  );
}

function Line({ action, isBad = false, children }: { action: ReactNode; isBad?: boolean; children: string }) {
  return (
    <Box>
      <Box component="span" sx={isBad ? { color: 'var(--bad)', fontWeight: 570 } : {}}>
        {children}
      </Box>{' '}
      {action}
    </Box>
  );
}

/** Stands in a sentence. */
const linkStyle = {
  p: 0,
  border: 0,
  background: 'none',
  font: 'inherit',
  color: 'var(--text)',
  fontWeight: 570,
  cursor: 'pointer',
  textDecoration: 'underline',
  textUnderlineOffset: '3px',
  whiteSpace: 'nowrap',
} as const;

/** The caps stand further down on the page. */
function showSpending(): void {
  const field = document.querySelector<HTMLInputElement>(`#${SPENDING_SECTION} input`);
  field?.scrollIntoView({ block: 'center' });
  field?.focus({ preventScroll: true });
}
