import Box from '@mui/material/Box';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Widget } from '#shared/contract/widget-settings.ts';
import { TabList, tabPanel } from '../../../ui/tab-list.tsx';
import { SettingCard } from '../../settings/setting-card.tsx';
import { AddressChoice, type AddressChosen } from './address-choice.tsx';
import { FullPage } from './full-page.tsx';
import { ScriptCode } from './script-code.tsx';

const forms = ['bubble', 'inline', 'page'] as const;
type Form = (typeof forms)[number];

/** What to paste into the page, for the address and the way that were chosen. */
export function SnippetCard({ widget, address }: { widget: Widget; address: AddressChosen }) {
  const { t } = useTranslation('deploy');
  const [form, setForm] = useState<Form>('bubble');
  const { placement } = address;
  return (
    <SettingCard title={t('codeTitle')} hint={t('codeHint')}>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <AddressChoice {...address} />
        {placement !== null && (
          <>
            <TabList
              label={t('form')}
              value={`form-${form}` as const}
              tabs={forms.map(value => ({ value: `form-${value}` as const, label: t(`form_${value}`) }))}
              onChange={next => setForm(forms.find(value => `form-${value}` === next) ?? 'bubble')}
            />
            <Box
              {...tabPanel(`form-${form}`)}
              sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}
            >
              <Box sx={{ color: 'var(--muted)' }}>{t(`form_${form}Hint`)}</Box>
              {form === 'page' ? (
                <FullPage widget={widget} placement={placement} />
              ) : (
                <ScriptCode
                  key={form}
                  chatbotId={widget.chatbotId}
                  baseUrl={placement.baseUrl}
                  inline={form === 'inline'}
                />
              )}
            </Box>
          </>
        )}
      </Box>
    </SettingCard>
  );
}
