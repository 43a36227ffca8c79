import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import OutlinedInput from '@mui/material/OutlinedInput';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SEARCH_MAX_LENGTH } from '#shared/contract/limits.ts';
import { shownLanguage } from '../../state/i18n.ts';
import { LineCard } from '../../ui/line-card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LinkBox } from '../../ui/link-box.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { SafeMarkdown, type MarkdownWords } from '../../ui/safe-markdown.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { articlesIn, findArticles, groups, type Article } from './articles.ts';

/** Short articles, readable without a network, found by their words. */
export function HelpSection() {
  const { article: wanted } = useSearch({ from: '/inside/settings/$section' });
  const { i18n } = useTranslation();
  // The language is what the articles are written in: they change with it.
  const articles = useMemo(
    () => articlesIn(i18n.language === 'en' ? 'en' : shownLanguage()),
    [i18n.language],
  );
  return wanted === undefined ? (
    <ArticleList articles={articles} />
  ) : (
    <OneArticle articles={articles} wanted={wanted} />
  );
}

function ArticleList({ articles }: { articles: readonly Article[] }) {
  const { t } = useTranslation('help');
  const { q = '' } = useSearch({ from: '/inside/settings/$section' });
  const navigate = useNavigate({ from: '/settings/$section' });
  const search = (typed: string) =>
    void navigate({ search: typed === '' ? {} : { q: typed }, replace: true });
  const found = q.trim() === '' ? null : findArticles(articles, q);
  return (
    <>
      <Box sx={{ color: 'var(--muted)' }}>{t('intro')}</Box>
      <OutlinedInput
        fullWidth
        size="small"
        type="search"
        value={q}
        placeholder={t('search')}
        onChange={event => search(event.target.value)}
        inputProps={{ 'aria-label': t('search'), maxLength: SEARCH_MAX_LENGTH }}
      />
      {found === null ? (
        groups.map(group => (
          <section key={group.name}>
            <Box component="h2" sx={{ typography: 'lead', fontWeight: 640, mb: 1 }}>
              {t(`group_${group.name}`)}
            </Box>
            <ArticleLinks articles={articles.filter(({ key }) => group.articles.some(one => one === key))} />
          </section>
        ))
      ) : found.length === 0 ? (
        <EmptyState
          icon="help"
          title={t('nothing')}
          action={<Button onClick={() => search('')}>{t('clear')}</Button>}
        >
          {t('nothingAdvice')}
        </EmptyState>
      ) : (
        <div>
          <Box role="status" sx={{ color: 'var(--muted)', mb: 1 }}>
            {t('found', { count: found.length })}
          </Box>
          <ArticleLinks articles={found} />
        </div>
      )}
    </>
  );
}

function ArticleLinks({ articles }: { articles: readonly Article[] }) {
  return (
    <LineCard>
      {articles.map(({ key, title, summary }) => (
        <li key={key}>
          <LinkBox
            to="/settings/$section"
            params={{ section: 'help' }}
            search={{ article: key }}
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 1.5,
              p: '11px 14px 11px 16px',
              color: 'inherit',
              textDecoration: 'none',
              '&:hover': { background: 'var(--surface-2)' },
            }}
          >
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <Box sx={{ fontWeight: 600 }}>{title}</Box>
              <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{summary}</Box>
            </Box>
            <Box sx={{ color: 'var(--faint)', display: 'grid' }}>
              <Icon name="right" size={16} />
            </Box>
          </LinkBox>
        </li>
      ))}
    </LineCard>
  );
}

function OneArticle({ articles, wanted }: { articles: readonly Article[]; wanted: string }) {
  const { t } = useTranslation('help');
  const { t: common } = useTranslation('common');
  const words = useMemo<MarkdownWords>(
    () => ({
      copy: common('copy'),
      copied: common('copied'),
      citation: String,
      doubt: String,
      linkTitle: t('linkTitle'),
      linkBody: t('linkBody'),
      linkOpen: t('linkOpen'),
      cancel: common('cancel'),
    }),
    [t, common],
  );
  const at = articles.findIndex(({ key }) => key === wanted);
  const article = articles[at];
  const all = (
    <LinkButton
      variant="text"
      to="/settings/$section"
      params={{ section: 'help' }}
      search={{}}
      startIcon={<Icon name="left" size={16} />}
      sx={{ justifySelf: 'start', ml: -1.5 }}
    >
      {t('all')}
    </LinkButton>
  );
  if (!article) {
    return (
      <EmptyState icon="help" title={t('unknown')} action={all}>
        {t('unknownAdvice')}
      </EmptyState>
    );
  }
  const [previous, next] = [articles[at - 1], articles[at + 1]];
  return (
    <>
      {all}
      <Box component="article" key={article.key}>
        <Box component="h2" sx={{ typography: 'title', fontWeight: 640, letterSpacing: '-.015em', mb: 0.25 }}>
          {article.title}
        </Box>
        <Box sx={{ color: 'var(--muted)', mb: 2 }}>{article.summary}</Box>
        <Box sx={{ lineHeight: 1.65 }}>
          <SafeMarkdown text={article.body} words={words} />
        </Box>
      </Box>
      <Box
        component="nav"
        aria-label={t('otherArticles')}
        sx={{
          display: 'flex',
          justifyContent: 'space-between',
          gap: 1,
          borderTop: '1px solid var(--line)',
          pt: 2,
        }}
      >
        {previous ? <Neighbour article={previous} way={t('previous')} /> : <span />}
        {next && <Neighbour article={next} way={t('next')} end />}
      </Box>
    </>
  );
}

function Neighbour({ article, way, end = false }: { article: Article; way: string; end?: boolean }) {
  return (
    <LinkBox
      to="/settings/$section"
      params={{ section: 'help' }}
      search={{ article: article.key }}
      sx={{ textDecoration: 'none', color: 'inherit', textAlign: end ? 'right' : 'left' }}
    >
      <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{way}</Box>
      <Box sx={{ color: 'var(--accent)', fontWeight: 560 }}>{article.title}</Box>
    </LinkBox>
  );
}
