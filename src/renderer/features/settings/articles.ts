import type { Language } from '#shared/contract/vocabulary.ts';
import { folderOf } from '../../../modules/define-module.ts';
import { moduleNames, type ModuleName } from '../../../modules/index.ts';
import { helpAppearance as englishAppearance } from '#shared/i18n/en/help-appearance.ts';
import { helpApprovals as englishApprovals } from '#shared/i18n/en/help-approvals.ts';
import { securityArticles as englishSecurity } from '#shared/i18n/en/help-articles-security.ts';
import { helpArticles as english } from '#shared/i18n/en/help-articles.ts';
import { helpProxy as englishProxy } from '#shared/i18n/en/help-proxy.ts';
import { helpSources as englishSources } from '#shared/i18n/en/help-sources.ts';
import { traceArticles as englishTrace } from '#shared/i18n/en/help-trace.ts';
import { helpAppearance as frenchAppearance } from '#shared/i18n/fr/help-appearance.ts';
import { helpApprovals as frenchApprovals } from '#shared/i18n/fr/help-approvals.ts';
import { securityArticles as frenchSecurity } from '#shared/i18n/fr/help-articles-security.ts';
import { helpArticles as french } from '#shared/i18n/fr/help-articles.ts';
import { helpProxy as frenchProxy } from '#shared/i18n/fr/help-proxy.ts';
import { helpSources as frenchSources } from '#shared/i18n/fr/help-sources.ts';
import { traceArticles as frenchTrace } from '#shared/i18n/fr/help-trace.ts';

type ModuleArticle = { title: string; summary: string; body: string };

/** In both languages, to be found in either. */
const moduleWords = import.meta.glob<{ help: ModuleArticle }>('../../../modules/*/words/{fr,en}.ts', {
  eager: true,
  import: 'words',
});

/** One article a module, under its name. */
function helpOf(language: Language): Record<ModuleName, ModuleArticle> {
  return Object.fromEntries(
    moduleNames.map(name => [
      name,
      moduleWords[`../../../modules/${folderOf(name)}/words/${language}.ts`]?.help,
    ]),
  ) as Record<ModuleName, ModuleArticle>;
}

const catalogues = {
  fr: {
    ...french,
    ...frenchSecurity,
    ...frenchTrace,
    widgetAppearance: frenchAppearance,
    proxy: frenchProxy,
    approvals: frenchApprovals,
    sources: frenchSources,
    ...helpOf('fr'),
  },
  en: {
    ...english,
    ...englishSecurity,
    ...englishTrace,
    widgetAppearance: englishAppearance,
    proxy: englishProxy,
    approvals: englishApprovals,
    sources: englishSources,
    ...helpOf('en'),
  },
} as const;

export type ArticleKey = keyof typeof catalogues.fr;
export type Article = { key: ArticleKey; title: string; summary: string; body: string };

export const groups = [
  { name: 'start', articles: ['firstSteps', 'documents', 'questions', 'followUps', 'noAnswer'] },
  {
    name: 'further',
    articles: [
      'sources',
      'models',
      'searchTips',
      'chatbots',
      'widget',
      'widgetAppearance',
      'conversations',
      'contacts',
      'approvals',
      'clients',
      'people',
      'network',
      'proxy',
      'programs',
      'mail',
      'notifications',
      'shortcuts',
      'commandLine',
    ],
  },
  {
    name: 'care',
    articles: [
      'signIn',
      'windowLock',
      'backup',
      'clientData',
      'connections',
      'activityLog',
      'secrets',
      'troubleshooting',
    ],
  },
  { name: 'modules', articles: moduleNames },
] as const satisfies readonly { name: string; articles: readonly ArticleKey[] }[];

/** Every article in the order of the list. */
export function articlesIn(language: Language): Article[] {
  const catalogue = catalogues[language];
  return groups.flatMap(group => group.articles.map(key => ({ key, ...catalogue[key] })));
}

/** Articles that hold every word, whatever the accents; those that hold them in their title first. */
export function findArticles(articles: readonly Article[], typed: string): Article[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const holds = (text: string) => words.every(word => fold(text).includes(word));
  const found = articles.filter(({ title, summary, body }) => holds(`${title} ${summary} ${body}`));
  return found.toSorted((a, b) => Number(holds(b.title)) - Number(holds(a.title)));
}

function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();
}
