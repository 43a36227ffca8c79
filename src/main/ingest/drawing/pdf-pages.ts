import { drawPage, openForDrawing, pageToDraw } from '../pdf/draw-page.ts';
import { withPlaceholders } from '../pdf/missing-pages.ts';
import { openPdf } from '../pdf/open-pdf.ts';
import type { OpenedPdf } from '../pdf/open-pdf.ts';
import { readPageWords } from '../pdf/page-words.ts';
import type { PageSource } from './page-source.ts';

/** Words are read from a second opening of the file, which decodes no pictures. */
export async function openPdfPages(bytes: Buffer): Promise<PageSource> {
  const pdf = await openForDrawing(bytes);
  let read: Promise<OpenedPdf> | null = null;
  const forWords = (): Promise<OpenedPdf> => {
    read ??= openPdf(withPlaceholders(bytes) ?? bytes);
    return read;
  };
  return {
    async size(number) {
      const { width, height } = (await pageToDraw(pdf, number)).getViewport({ scale: 1 });
      return { width, height };
    },
    draw: (number, target) => drawPage(pdf, number, target),
    async words(number) {
      return await readPageWords(await (await forWords()).pdf.getPage(number));
    },
    async close() {
      await pdf.loadingTask.destroy();
      if (read !== null) await (await read).pdf.loadingTask.destroy();
    },
  };
}
