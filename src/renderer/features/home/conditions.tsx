import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NOTED_CONDITIONS, type Condition } from '#shared/contract/conditions.ts';
import { administrators } from '#shared/contract/route.ts';
import { client } from '../../rpc/client.ts';
import { useRights } from '../../state/rights.ts';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { useToasts } from '../../ui/toasts.tsx';

/** What is not as it should be with the installation: what it means, and what is done about it. */
export function Conditions({ conditions }: { conditions: readonly Condition[] }) {
  const { t } = useTranslation('home');
  const format = useFormat();
  const toasts = useToasts();
  const { may } = useRights();
  const seen = useMutation({
    mutationFn: (kind: Condition['kind']) => client.system.acknowledge({ kind }),
    onError: toasts.failed,
  });
  if (conditions.length === 0) return null;
  return (
    <Card sx={{ mb: 1.75 }}>
      <Box component="ul" role="status" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {conditions.map(({ kind, at, count }) => (
          <Box
            component="li"
            key={kind}
            sx={{
              display: 'flex',
              gap: 1.5,
              alignItems: 'center',
              flexWrap: { xs: 'wrap', sm: 'nowrap' },
              p: '12px 16px',
              borderBottom: '1px solid var(--line)',
              '&:last-child': { border: 0 },
            }}
          >
            <Box sx={{ color: kind === 'index_rebuilding' ? 'var(--info)' : 'var(--bad)', display: 'grid' }}>
              <Icon name="warning" />
            </Box>
            {/* On a phone the button goes below the text, not beside it. */}
            <Box sx={{ flex: 1, minWidth: { xs: 'calc(100% - 40px)', sm: 140 }, overflowWrap: 'anywhere' }}>
              <Box sx={{ fontWeight: 600 }}>{t(`condition_${kind}`)}</Box>
              <Box sx={{ color: 'var(--muted)', typography: 'small' }}>
                {t(`condition_${kind}_text`, {
                  count: count ?? 0,
                  at: at === null ? '' : format.dateTime(at),
                })}
              </Box>
            </Box>
            {NOTED_CONDITIONS.has(kind) && may(...administrators) && (
              <Button disabled={seen.isPending} onClick={() => seen.mutate(kind)}>
                {t('conditionSeen')}
              </Button>
            )}
          </Box>
        ))}
      </Box>
    </Card>
  );
}
