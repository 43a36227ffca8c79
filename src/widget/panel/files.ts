/** Files for the next message: looked at before they go, sent at once, shown until the message leaves. */
import { ATTACHMENTS_MAX, type AttachmentKind, type WidgetSettings } from '../wire.ts';
import { ApiFailure, type VisitorApi } from './api/visitor-api.ts';
import { randomId } from './state/outbox.ts';
import type { PanelState } from './state/panel-state.ts';
import type { Store } from './state/store.ts';
import type { Translate, WordKey } from './words.ts';

type Rules = WidgetSettings['attachments'];

/** How a kind is called, and what of it is taken; by type or, for systems that know none, by the end of the name. */
const KINDS: Readonly<Record<AttachmentKind, [words: WordKey, ...accept: string[]]>> = {
  image: ['typeImage', 'image/png', 'image/jpeg', 'image/webp', 'image/gif'],
  pdf: ['typePdf', 'application/pdf', '.pdf'],
  text: ['typeText', 'text/plain', 'text/markdown', '.txt', '.md'],
};

/** For the `accept` of the file field. */
export function acceptOf({ types }: Rules): string {
  return types.flatMap(kind => KINDS[kind].slice(1)).join(',');
}

function kindsInWords({ types }: Rules, t: Translate): string {
  return types.map(kind => t(KINDS[kind][0])).join(', ');
}

/** What is wrong with a file, in words for the visitor; null when it may go (the server looks at what is in it). */
export function problemOf(
  file: Pick<File, 'name' | 'size' | 'type'>,
  rules: Rules,
  t: Translate,
): string | null {
  const { name, type, size } = file;
  const taken = acceptOf(rules).split(',');
  if (!taken.some(each => each === type || (each.startsWith('.') && name.toLowerCase().endsWith(each))))
    return t('fileType', { name, types: kindsInWords(rules, t) });
  if (size === 0) return t('fileEmpty', { name });
  if (size > rules.maxBytes)
    return t('fileTooLarge', { name, limit: bytesInWords(rules.maxBytes, t.language) });
  return null;
}

/** A size as people say it, in the decimal units of file browsers. */
export function bytesInWords(bytes: number, language: string): string {
  const large = bytes >= 1_000_000;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: large ? 'megabyte' : 'kilobyte',
    unitDisplay: 'short',
    maximumFractionDigits: large && bytes < 10_000_000 ? 1 : 0,
  }).format(bytes / (large ? 1_000_000 : 1_000));
}

export type Files = { add(files: readonly File[]): void; remove(key: string): void };

export function createFiles(store: Store<PanelState>, api: VisitorApi, words: () => Translate): Files {
  const uploads = new Map<string, AbortController>();

  function add(files: readonly File[]): void {
    const rules = store.get().session?.widget.attachments;
    if (rules === undefined || !rules.enabled) return;
    store.set({ notice: null });
    for (const file of files) {
      const t = words();
      const problem =
        store.get().files.length >= ATTACHMENTS_MAX
          ? t('fileTooMany', { limit: ATTACHMENTS_MAX })
          : problemOf(file, rules, t);
      if (problem === null) void upload(file);
      else store.set({ notice: { tone: 'bad', text: problem } });
    }
  }

  async function upload(file: File): Promise<void> {
    const key = randomId();
    const aborting = new AbortController();
    uploads.set(key, aborting);
    const draft = { key, name: file.name, size: file.size, attachment: null };
    store.set({ files: [...store.get().files, draft] });
    try {
      const attachment = await api.attach(file, aborting.signal);
      const files = store.get().files.map(each => (each.key === key ? { ...each, attachment } : each));
      store.set({ files });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (aborting.signal.aborted) return; // taken away by the visitor
      drop(key);
      store.set({ notice: { tone: 'bad', text: reasonOf(error, file, words()) } });
    } finally {
      uploads.delete(key);
    }
  }

  function reasonOf(error: ApiFailure, { name }: File, t: Translate): string {
    const rules = store.get().session?.widget.attachments;
    if (error.words !== null) return error.words;
    if (error.kind === 'refused' && rules !== undefined) {
      return error.code.endsWith('too_large')
        ? t('fileTooLarge', { name, limit: bytesInWords(rules.maxBytes, t.language) })
        : t('fileType', { name, types: kindsInWords(rules, t) });
    }
    return error.kind === 'limited' ? t('limited') : t('fileFailed', { name });
  }

  function drop(key: string): void {
    store.set({ files: store.get().files.filter(each => each.key !== key) });
  }

  return {
    add,
    remove(key) {
      uploads.get(key)?.abort();
      drop(key);
    },
  };
}
