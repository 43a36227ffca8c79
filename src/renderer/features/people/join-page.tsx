import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/client.ts';
import { problemOf, useProblemWords } from '../../rpc/errors.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { LanguageSwitch } from '../sign-in/index.ts';
import { OutsideFrame } from '../../ui/outside-frame.tsx';
import { JoinForm } from './join-form.tsx';

/** Where a one-time link leads: whom it is for, and a password to choose; or why it does not work. */
export default function JoinPage() {
  const { t } = useTranslation('people');
  const { token } = useSearch({ from: '/join' });
  return (
    <OutsideFrame width={460} aside={<LanguageSwitch />}>
      {token === undefined || token === '' ? (
        <Stopped title={t('joinNoToken')} advice={t('joinNoTokenAdvice')} />
      ) : (
        <Link key={token} token={token} />
      )}
    </OutsideFrame>
  );
}

function Link({ token }: { token: string }) {
  const words = useProblemWords();
  const link = useQuery(
    orpc.people.inspectLink.queryOptions({
      input: { token },
      // It is used by this page itself; asking again would only find it used.
      staleTime: Infinity,
      gcTime: 0,
    }),
  );
  if (link.data) return <JoinForm token={token} link={link.data} />;
  if (!link.isError) return <LoadingState rows={4} />;
  const code = problemOf(link.error);
  if (code === 'connection.lost' || code === 'internal.unexpected')
    return <ErrorState error={link.error} onRetry={() => void link.refetch()} />;
  const { title, advice } = words(code === 'request.invalid' ? 'link.unknown' : code);
  return <Stopped title={title} advice={advice} />;
}

function Stopped({ title, advice }: { title: string; advice: string }) {
  const { t } = useTranslation('people');
  return (
    <EmptyState icon="lock" title={title} action={<LinkButton to="/sign-in">{t('joinSignIn')}</LinkButton>}>
      {advice}
    </EmptyState>
  );
}
