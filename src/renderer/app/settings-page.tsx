import Box from '@mui/material/Box';
import { useParams } from '@tanstack/react-router';
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../state/session.tsx';
import { useWordAt } from '../state/words.ts';
import { Icon } from '../ui/icon.tsx';
import { LinkBox } from '../ui/link-box.tsx';
import { NotYours } from '../ui/not-yours.tsx';
import { Page } from '../ui/page.tsx';
import { EmptyState, LoadingState } from '../ui/states.tsx';
import { isFor } from '../ui/place.ts';
import { settingsSections } from './places.ts';

/** Everything one may change about Foyer, one subject a page. */
export default function SettingsPage() {
  const { t } = useTranslation('settings');
  const wordAt = useWordAt();
  const { section: wanted } = useParams({ from: '/inside/settings/$section' });
  const { role } = useSession();
  const section = settingsSections.find(place => place.section === wanted);
  const navigation = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the list is a line that scrolls.
    navigation.current
      ?.querySelector('[aria-current]')
      ?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [wanted]);
  return (
    <Page bare title={t('title')}>
      <Box
        sx={{
          flex: 1,
          minHeight: 0,
          display: 'flex',
          flexDirection: { xs: 'column', md: 'row' },
          borderTop: '1px solid var(--line)',
        }}
      >
        <Box component="nav" data-sideways ref={navigation} aria-label={t('sections')} sx={navigationStyle}>
          {settingsSections
            .filter(each => isFor(each, role))
            .map(({ section: each, name, icon }) => (
              <LinkBox
                key={each}
                to="/settings/$section"
                params={{ section: each }}
                aria-current={each === wanted ? 'page' : undefined}
                sx={linkStyle}
              >
                <Icon name={icon} size={17} />
                {wordAt(name)}
              </LinkBox>
            ))}
        </Box>
        <Box
          sx={{ flex: 1, minWidth: 0, minHeight: 0, overflow: 'auto', p: { xs: 2, md: '24px 28px 40px' } }}
        >
          <Box
            sx={{
              maxWidth: section?.wide ? 1080 : 760,
              display: 'grid',
              gridTemplateColumns: 'minmax(0, 1fr)',
              gap: 2.5,
            }}
          >
            {!section ? (
              <EmptyState icon="settings" title={t('unknown')}>
                {t('unknownAdvice')}
              </EmptyState>
            ) : !isFor(section, role) ? (
              <NotYours landing={{ to: '/settings/$section', params: { section: 'appearance' } }} />
            ) : (
              <Suspense fallback={<LoadingState />}>
                <section.body />
              </Suspense>
            )}
          </Box>
        </Box>
      </Box>
    </Page>
  );
}

const navigationStyle = {
  flex: 'none',
  width: { md: 212 },
  p: { xs: '8px 12px', md: '16px 10px' },
  display: 'flex',
  flexDirection: { xs: 'row', md: 'column' },
  gap: '2px',
  overflowX: 'auto',
  borderRight: { md: '1px solid var(--line)' },
  borderBottom: { xs: '1px solid var(--line)', md: 0 },
};

const linkStyle = {
  display: 'flex',
  alignItems: 'center',
  gap: 1.25,
  flex: 'none',
  p: '7px 10px',
  borderRadius: 'var(--r-s)',
  color: 'var(--muted)',
  fontWeight: 540,
  textDecoration: 'none',
  whiteSpace: 'nowrap',
  '&:hover': { background: 'var(--surface-2)', color: 'var(--text)' },
  '&[aria-current]': { background: 'var(--accent-soft)', color: 'var(--accent)' },
};
