import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { WidgetPlacement } from '#shared/contract/widgets.ts';
import type { Widget } from '#shared/contract/widget-settings.ts';
import { client } from '../../../rpc/client.ts';
import { Field } from '../../../ui/field.tsx';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { SettingCard } from '../../settings/setting-card.tsx';
import { DeviceCheck } from './device-check.tsx';
import { DiagnosisResult } from './diagnosis-result.tsx';
import { pageAddressOf } from './page-address.ts';

type Props = { widget: Widget; placement: WidgetPlacement | null };

/** Looks at the owner's page from here, and offers a page that looks from the visitor's device. */
export function DiagnosisCard({ widget, placement }: Props) {
  const { t } = useTranslation('deploy');
  const [typed, setTyped] = useState('');
  const [asked, ask] = useState(false);
  const address = pageAddressOf(typed);
  const check = useMutation({
    mutationFn: (pageUrl: string) =>
      client.widgets.diagnose({
        id: widget.chatbotId,
        pageUrl,
        ...(placement === null ? {} : { baseUrl: placement.baseUrl }),
      }),
  });
  const wrong = asked && address === null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask(true);
    if (address !== null && !check.isPending) check.mutate(address);
  };
  return (
    <SettingCard title={t('checkTitle')} hint={t('checkHint')}>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <Box
          component="form"
          noValidate
          onSubmit={submit}
          sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', flexWrap: 'wrap' }}
        >
          <Field
            label={t('checkPage')}
            placeholder={t('checkPagePlaceholder')}
            value={typed}
            error={wrong}
            hint={wrong ? t('checkWrong') : undefined}
            onChange={event => {
              setTyped(event.target.value);
              ask(false);
            }}
            slotProps={{
              htmlInput: { maxLength: 2_000, spellCheck: false, autoCapitalize: 'none', inputMode: 'url' },
            }}
            sx={{ flex: '1 1 280px' }}
          />
          <Button type="submit" disabled={check.isPending} sx={{ mt: '27px' }}>
            {t(check.isPending ? 'checking' : 'checkButton')}
          </Button>
        </Box>
        <Box role="status">
          {check.isError && <ProblemNote error={check.error} />}
          {check.data && (
            <DiagnosisResult
              widget={widget}
              diagnosis={check.data}
              onAllowed={() => check.mutate(check.data.pageUrl)}
            />
          )}
        </Box>
        {placement !== null && <DeviceCheck placement={placement} pageUrl={check.data?.pageUrl ?? address} />}
      </Box>
    </SettingCard>
  );
}
