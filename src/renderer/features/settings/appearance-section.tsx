import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useTranslation } from 'react-i18next';
import { theme as themes, type Theme } from '#shared/contract/auth.ts';
import { language as languages, type Language } from '#shared/contract/vocabulary.ts';
import { useAppearance } from '../../state/appearance.tsx';
import { shownLanguage } from '../../state/i18n.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useSession } from '../../state/session.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';

const icons = { light: 'sun', dark: 'moon', system: 'settings' } as const satisfies Record<Theme, string>;

export function AppearanceSection() {
  const { t } = useTranslation(['settings', 'common']);
  const toasts = useToasts();
  const { user } = useSession();
  const { theme } = useAppearance();
  const { chooseTheme, chooseLanguage } = usePreferences(toasts.failed);
  return (
    <>
      <Box sx={{ color: 'var(--muted)' }}>{t(user ? 'appearance.intro' : 'appearance.introHere')}</Box>
      <SettingCard title={t('appearance.language')} hint={t('appearance.languageHint')}>
        <ToggleButtonGroup
          exclusive
          size="small"
          value={shownLanguage()}
          aria-label={t('appearance.language')}
          onChange={(_, chosen: Language | null) => chosen && chooseLanguage(chosen)}
        >
          {languages.options.map(option => (
            <ToggleButton key={option} value={option} lang={option}>
              {t(option === 'fr' ? 'common:french' : 'common:english')}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </SettingCard>
      <SettingCard title={t('appearance.theme')} hint={t('appearance.themeHint')}>
        <ToggleButtonGroup
          exclusive
          size="small"
          value={theme}
          aria-label={t('appearance.theme')}
          onChange={(_, chosen: Theme | null) => chosen && chooseTheme(chosen)}
          sx={{ flexWrap: 'wrap' }}
        >
          {themes.options.map(option => (
            <ToggleButton key={option} value={option} sx={{ gap: 1 }}>
              <Icon name={icons[option]} size={16} /> {t(`appearance.${option}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </SettingCard>
    </>
  );
}
