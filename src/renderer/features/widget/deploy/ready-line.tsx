import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Widget } from '#shared/contract/widget-settings.ts';
import { StateChip } from '../../../ui/state-chip.tsx';

/** What is done and what is missing before anyone sees the chatbot, in one line. */
export function ReadyLine({ listening, widget }: { listening: boolean; widget: Widget }) {
  const { t } = useTranslation('deploy');
  const sites = widget.allowedDomains.length;
  const steps = [
    { done: listening, words: t(listening ? 'step_network' : 'step_networkMissing') },
    { done: widget.enabled, words: t(widget.enabled ? 'step_widget' : 'step_widgetMissing') },
    { done: sites > 0, words: sites > 0 ? t('step_domains', { count: sites }) : t('step_domainsMissing') },
  ];
  return (
    <Box
      component="ul"
      aria-label={t('steps')}
      sx={{ m: 0, p: 0, listStyle: 'none', display: 'flex', flexWrap: 'wrap', gap: 1 }}
    >
      {steps.map(({ done, words }) => (
        <li key={words}>
          <StateChip tone={done ? 'ok' : 'quiet'} dot>
            {words}
          </StateChip>
        </li>
      ))}
    </Box>
  );
}
