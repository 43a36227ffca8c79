import type { UseQueryResult } from '@tanstack/react-query';
import { FormDialog } from './form-dialog.tsx';
import { ErrorState, LoadingState } from './states.tsx';

type Props = {
  title: string;
  /** What the button will say. */
  submit: string;
  query: Pick<UseQueryResult, 'isError' | 'error' | 'refetch'>;
  rows: number;
  onClose: () => void;
};

/** A dialog before what is filled in there has come. */
export function LoadingDialog({ title, submit, query, rows, onClose }: Props) {
  return (
    <FormDialog title={title} submit={submit} onSubmit={onClose} onClose={onClose} disabled size="sm">
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <LoadingState rows={rows} />
      )}
    </FormDialog>
  );
}
