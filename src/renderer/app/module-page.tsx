import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { folderOf } from '../../modules/define-module.ts';
import { definitionOf, isModuleName, moduleNames, modules, type ModuleName } from '../../modules/index.ts';
import { orpc } from '../rpc/client.ts';
import { useCurrentClient } from '../state/current-client.tsx';
import { shownLanguage } from '../state/i18n.ts';
import { useRights } from '../state/rights.ts';
import { withWords } from '../state/words.ts';
import { LinkButton } from '../ui/link-button.tsx';
import { NotYours } from '../ui/not-yours.tsx';
import { Page } from '../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../ui/states.tsx';

type ModulePage = { default: ComponentType<{ clientId: string }> };
const files = import.meta.glob<ModulePage>('../../modules/*/page/index.tsx');

/** Each comes with its words when it is first opened. */
const pages = Object.fromEntries(
  moduleNames.map(name => {
    const path = `../../modules/${folderOf(name)}/page/index.tsx`;
    const load = async (): Promise<ModulePage> => {
      const page = await files[path]?.();
      if (page === undefined) throw new Error(`No page of the module ${name} in ${path}`);
      return page;
    };
    return [name, lazy(withWords([name], load))];
  }),
) as unknown as Record<ModuleName, ModulePage['default']>;

/** The page of a module for the client shown: whoever has no part in it goes elsewhere, what is off says so. */
export default function ModulePlace() {
  const { t } = useTranslation('modules');
  const { name } = useParams({ from: '/inside/modules/$name' });
  const toSettings = (
    <LinkButton to="/settings/$section" params={{ section: 'modules' }}>
      {t('toSettings')}
    </LinkButton>
  );
  if (isModuleName(name)) return <OneModule name={name} toSettings={toSettings} />;
  return (
    <EmptyState icon="spark" title={t('missing')} action={toSettings}>
      {t('missingAdvice')}
    </EmptyState>
  );
}

/** The page of what answers used, which stands in the rail. */
export function UsagePlace() {
  return <OneModule name="usage" toSettings={null} />;
}

function OneModule({ name, toSettings }: { name: ModuleName; toSettings: ReactNode }) {
  const { t } = useTranslation('modules');
  const { clientId } = useCurrentClient();
  const { role, may } = useRights();
  const state = useQuery(
    orpc.modules.list.queryOptions({
      input: { clientId: clientId ?? '' },
      enabled: clientId !== undefined,
    }),
  );
  const title = modules[name].title[shownLanguage()];
  const Body = pages[name];
  if (role !== null && !may(...modules[name].roles)) return <NotYours landing={{ to: '/' }} />;
  if (state.isError) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />;
  const waiting = (
    <Page title={title}>
      <LoadingState rows={5} />
    </Page>
  );
  if (!state.data || clientId === undefined) return waiting;
  const isOn =
    definitionOf(name).usually === 'always' || state.data.some(each => each.name === name && each.enabled);
  if (!isOn) {
    return (
      <Page title={title}>
        <EmptyState icon="spark" title={t('offTitle', { module: title })} action={toSettings}>
          {t('offAdvice')}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Suspense fallback={waiting}>
      <Body key={clientId} clientId={clientId} />
    </Suspense>
  );
}
