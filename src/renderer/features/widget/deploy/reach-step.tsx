import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkState } from '#shared/contract/network.ts';
import type { Widget } from '#shared/contract/widget-settings.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { AddressesCard, NetworkSwitch, TestCard } from '../../settings/index.ts';
import { StepDetails } from './step.tsx';
import { useWidgetChange } from './use-widget-change.ts';

type Props = {
  widget: Widget;
  listening: boolean;
  /** Whom to ask for the network. */
  administrators: readonly string[];
  /** For those who may open it themselves; null for the others. */
  network: NetworkState | null;
};

/** Whether anybody reaches the chatbot: the network, and the widget itself. */
export function ReachStep({ widget, listening, administrators, network }: Props) {
  const { t } = useTranslation('deploy');
  return (
    <>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.25 }}>
        {network === null ? (
          <Line title={t('networkTitle')} hint={<NetworkHint {...{ listening, administrators }} />} />
        ) : (
          <Line
            title={t('networkTitle')}
            hint={t(listening ? 'networkOn' : 'networkOff')}
            action={<NetworkSwitch state={network} />}
          />
        )}
        <Line title={t('widgetTitle')} hint={t('widgetHint')} action={<WidgetSwitch widget={widget} />} />
      </Box>
      {network !== null && (
        <StepDetails title={t('details')}>
          {listening && <AddressesCard state={network} />}
          {listening && <TestCard port={network.settings.port} />}
          <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: 0.5 }}>
            <LinkButton
              variant="text"
              size="small"
              to="/settings/$section"
              params={{ section: 'network' }}
              sx={{ ml: -1 }}
            >
              {t('networkMore')}
            </LinkButton>
            <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{t('networkMoreHint')}</Box>
          </Box>
        </StepDetails>
      )}
    </>
  );
}

function NetworkHint({ listening, administrators }: Pick<Props, 'listening' | 'administrators'>) {
  const { t, i18n } = useTranslation('deploy');
  if (listening) return t('networkOn');
  if (administrators.length === 0) return t('askSomebody');
  const names = new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(administrators);
  return t('askWhom', { names });
}

function WidgetSwitch({ widget: { chatbotId, enabled } }: { widget: Widget }) {
  const { t } = useTranslation('deploy');
  const change = useWidgetChange(chatbotId);
  return (
    <FormControlLabel
      sx={{ m: 0 }}
      label={<span className="visually-hidden">{t('widgetSwitch')}</span>}
      control={
        <Switch
          checked={enabled}
          disabled={change.pending}
          onChange={(_, wanted) => change.save({ enabled: wanted }, t(wanted ? 'switchedOn' : 'switchedOff'))}
        />
      }
    />
  );
}

function Line({ title, hint, action }: { title: string; hint: ReactNode; action?: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        p: '10px 14px',
        borderRadius: 'var(--r-s)',
        background: 'var(--surface-2)',
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ fontWeight: 590 }}>{title}</Box>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{hint}</Box>
      </Box>
      {action}
    </Box>
  );
}
