import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { InheritedByWidget } from '#shared/lib/visitor-views.ts';
import { useCurrentClient } from '../../../state/current-client.tsx';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { ContactSection } from './contact-section.tsx';
import { FilesSection } from './files-section.tsx';
import { HoursSection } from './hours-section.tsx';
import { LanguageSection } from './language-section.tsx';
import { LimitsSection } from './limits-section.tsx';
import { LookSection } from './look-section.tsx';
import { OpeningSection } from './opening-section.tsx';
import { PrivacySection } from './privacy-section.tsx';
import { TextsSection } from './texts-section.tsx';
import type { AppearanceEditing } from './use-appearance-edits.ts';

type Props = {
  /** With its own unsaved edits: what the widget inherits follows them. */
  bot: InheritedByWidget & { id: string; clientId: string };
  editing: AppearanceEditing;
};

/** What a chatbot's widget looks like and does on pages. */
export default function AppearanceTab({ bot, editing }: Props) {
  const { t } = useTranslation('appearance');
  const { clients } = useCurrentClient();
  const { shown, query, edit } = editing;
  if (shown === undefined) {
    return query.isError ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <LoadingState rows={6} />
    );
  }
  const { widget, problems, logo } = shown;
  const given = { bot, widget, problems, edit };
  const client = clients.find(({ id }) => id === bot.clientId);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, maxWidth: 720 }}>
      <Box sx={{ color: 'var(--muted)', mb: 0.5 }}>{t('intro')}</Box>
      <LookSection {...given} logo={logo} />
      <TextsSection {...given} />
      <OpeningSection {...given} />
      <LanguageSection {...given} />
      <HoursSection
        {...given}
        timeZone={client?.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone}
      />
      <PrivacySection {...given} chatbotId={bot.id} />
      <ContactSection {...given} />
      <FilesSection {...given} />
      <LimitsSection {...given} />
    </Box>
  );
}
