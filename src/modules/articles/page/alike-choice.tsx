import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../renderer/ui/link-button.tsx';
import { Notice } from '../../../renderer/ui/notice.tsx';
import type { Alike, Proposal } from '../contract.ts';

type Props = {
  alike: readonly Alike[];
  /** What the proposal is to become: only the same is changed by it. */
  kind: Proposal['kind'];
  chosen: string | null;
  onChoose: (id: string | null) => void;
};

/** What says the same already: that one may be changed instead. */
export function AlikeChoice({ alike, kind, chosen, onChoose }: Props) {
  const { t } = useTranslation('articles');
  if (alike.length === 0) return null;
  return (
    <Notice tone="info" icon="info" title={t('alike.title')} live>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {alike.map(one => (
          <Box
            component="li"
            key={`${one.id} ${String(one.start)}`}
            sx={{ minWidth: 0, overflowWrap: 'anywhere' }}
          >
            <div>
              {one.what !== 'answer'
                ? t(`alike.${one.what}`, { title: one.title })
                : t(one.sameQuestion ? 'alike.sameQuestion' : 'alike.sameAnswer')}
            </div>
            <Box component="blockquote" sx={quoteStyle}>
              {one.what === 'answer' && (
                <Box component="span" sx={{ fontWeight: 560 }}>
                  {one.title}{' '}
                </Box>
              )}
              {one.text}
            </Box>
            {one.what === kind && (
              <>
                <FormControlLabel
                  control={
                    <Checkbox
                      size="small"
                      checked={chosen === one.id}
                      onChange={(_, checked) => onChoose(checked ? one.id : null)}
                    />
                  }
                  label={t(`alike.change_${kind}`)}
                  sx={{ '& .MuiFormControlLabel-label': { typography: 'small' } }}
                />
                {chosen === one.id && (
                  <Box sx={{ color: 'var(--muted)' }}>{t(`alike.changeHint_${kind}`)}</Box>
                )}
              </>
            )}
            {one.what !== 'answer' && (
              <LinkButton
                size="small"
                variant="text"
                to="/documents/$id"
                params={{ id: one.id }}
                search={{ start: one.start ?? 0, end: one.end ?? 0 }}
              >
                {t('alike.openDocument')}
              </LinkButton>
            )}
          </Box>
        ))}
      </Box>
    </Notice>
  );
}

const quoteStyle = {
  m: '4px 0',
  pl: 1,
  borderLeft: '2px solid var(--line)',
  color: 'var(--muted)',
  display: '-webkit-box',
  WebkitLineClamp: 4,
  WebkitBoxOrient: 'vertical',
  overflow: 'hidden',
};
