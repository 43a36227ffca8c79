import type { Language } from '#shared/contract/vocabulary.ts';
import { CSV_MEDIA_TYPE, type ClientScope, type ClientService } from '../../../api.ts';
import type { ReportFormat } from '../../contract-report.ts';
import { csvOf } from './csv.ts';
import type { ReportFigures } from './figures.ts';
import { htmlOf } from './html.ts';
import { pdfOf } from './pdf.ts';
import { viewOf } from './view.ts';

export type WrittenReport = { fileName: string; mediaType: string; content: string | Uint8Array };

type Dependencies = { figuresOf: ReportFigures; clients: Pick<ClientService, 'get'> };
type Wanted = { month: string | undefined; format: ReportFormat; language: Language | undefined };

export type ReportService = ReturnType<typeof createReportService>;

/** The report of a month as a file. */
export function createReportService({ figuresOf, clients }: Dependencies) {
  return {
    figuresOf,
    async write(scope: ClientScope, id: string, { month, format, language }: Wanted): Promise<WrittenReport> {
      const report = figuresOf(scope, id, month);
      const spoken = language ?? clients.get(scope, id).language;
      const view = viewOf(report, spoken);
      const fileName = `${view.fileName}.${format}`;
      switch (format) {
        case 'csv':
          return { fileName, mediaType: CSV_MEDIA_TYPE, content: csvOf(report, spoken) };
        case 'html':
          return { fileName, mediaType: 'text/html; charset=utf-8', content: htmlOf(view) };
        case 'pdf':
          return { fileName, mediaType: 'application/pdf', content: await pdfOf(view) };
      }
    },
  };
}
