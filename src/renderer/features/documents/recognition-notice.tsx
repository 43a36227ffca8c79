import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Document, DocumentRecognition } from '#shared/contract/document.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { useToasts } from '../../ui/toasts.tsx';

/** So many page numbers are named; of more, the last one ends the list. */
const NUMBERS_SHOWN = 12;
/** So many files within a document. */
const NAMES_SHOWN = 3;

/** `3–5, 9`: numbers that follow one another as one range. */
export function pageRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  const shown = ranges
    .slice(0, NUMBERS_SHOWN)
    .map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  return ranges.length > NUMBERS_SHOWN ? `${shown.join(', ')}…` : shown.join(', ');
}

/** What becomes of the pages of a document whose text only a picture shows, in a sentence or two. */
export function useRecognitionWords(): (recognition: DocumentRecognition) => string {
  const { t } = useTranslation('documents');
  const format = useFormat();
  const fileNames = (files: DocumentRecognition['files']): string => {
    const names = [...new Set(files.map(({ name }) => name))];
    const shown = names.slice(0, NAMES_SHOWN).join(', ');
    return names.length > NAMES_SHOWN ? `${shown}…` : shown;
  };
  return ({ state, pages, recognised, withText, beyond, secondsLeft, ...places }) => {
    /** Pages of the document by their numbers, those of files within it by their names. */
    const named = (outcome: 'left' | 'failed'): string => {
      const files = places.files.filter(file => file.outcome === outcome);
      const numbers = places[outcome];
      const list = pageRanges(numbers);
      return [
        numbers.length === 0 ? '' : t('recognition_pages', { count: numbers.length, list }),
        fileNames(files),
      ]
        .filter(part => part !== '')
        .join(', ');
    };
    const sentences = {
      waiting: () => t('recognition_waiting', { count: pages - recognised }),
      running: () => t('recognition_running', { done: Math.min(recognised + 1, pages), total: pages }),
      stopped: () => t('recognition_stopped', { pages: named('left') }),
      done: () => (withText === 0 ? t('recognition_none') : t('recognition_done', { count: withText })),
    };
    const time =
      secondsLeft === null ? '' : t('recognition_left', { time: format.duration(secondsLeft * 1_000) });
    const failed = named('failed');
    const fault = failed === '' ? '' : t('recognition_failed', { pages: failed });
    const rest = beyond === 0 ? '' : t('recognition_beyond', { count: beyond });
    return [sentences[state](), time, fault, rest].filter(sentence => sentence !== '').join(' ');
  };
}

const hasFailed = ({ failed, files }: DocumentRecognition): boolean =>
  failed.length > 0 || files.some(({ outcome }) => outcome === 'failed');

/** Stops recognition, or has what is left recognised. */
export function RecognitionAction({ document: { id, recognition } }: { document: Document }) {
  const { t } = useTranslation('documents');
  const queries = useQueryClient();
  const toasts = useToasts();
  const goesOn = recognition?.state === 'waiting' || recognition?.state === 'running';
  const change = useMutation({
    mutationFn: () =>
      goesOn ? client.documents.stopRecognition({ id }) : client.documents.recognise({ id }),
    onError: toasts.failed,
    onSettled: () => void queries.invalidateQueries({ queryKey: orpc.documents.key() }),
  });
  if (recognition?.state === 'done' && !hasFailed(recognition) && recognition.beyond === 0) return null;
  return (
    <Button size="small" disabled={change.isPending} onClick={() => change.mutate()}>
      {t(goesOn ? 'stopRecognition' : recognition === null ? 'recogniseText' : 'recogniseRest')}
    </Button>
  );
}
