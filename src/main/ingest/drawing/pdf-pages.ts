import type { PDFDocumentProxy } from 'pdfjs-dist';
import { drawPage, openForDrawing, openToLook, pageToDraw } from '../pdf/draw-page.ts';
import { readPageWords } from '../pdf/page-words.ts';
import type { PageSource } from './page-source.ts';

/** Words are read from a second opening of the file, which decodes no pictures. */
export async function openPdfPages(bytes: Buffer, password: string | null): Promise<PageSource> {
  const pdf = await openForDrawing(bytes, password);
  let read: Promise<PDFDocumentProxy> | null = null;
  const forWords = (): Promise<PDFDocumentProxy> => {
    read ??= openToLook(bytes, 'text', password);
    return read;
  };
  return {
    async size(number) {
      const { width, height } = (await pageToDraw(pdf, number)).getViewport({ scale: 1 });
      return { width, height };
    },
    async draw(number, target) {
      const canvas = await drawPage(pdf, number, target);
      // What its pages share, pictures above all, would pile up.
      await pdf.cleanup();
      return canvas;
    },
    words: async number => await readPageWords(await (await forWords()).getPage(number)),
    async close() {
      await pdf.loadingTask.destroy();
      if (read !== null) await (await read).loadingTask.destroy();
    },
  };
}
