import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../rpc/client.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { MailForm } from './mail-form.tsx';
import { MailStateLine } from './mail-state-line.tsx';

/** How Foyer sends mail: through which server, in whose name, and whether it works. */
export function MailSection() {
  const state = useQuery(orpc.mail.get.queryOptions({ input: {} }));
  if (state.isError) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />;
  if (!state.data) return <LoadingState />;
  const { settings } = state.data;
  return (
    <>
      <MailStateLine state={state.data} />
      {/* Typed words stay when the state is read again; a forgotten server empties the form. */}
      <MailForm key={settings === null ? 'none' : 'stored'} stored={settings} />
    </>
  );
}
