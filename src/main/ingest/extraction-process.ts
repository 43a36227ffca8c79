import type { ExtractionProgress } from './extract.ts';
import { startKillableProcess } from './killable-process.ts';
import type { KillableProcess, ProcessLimits } from './killable-process.ts';
import type { PreparedDocument } from './ports.ts';
import type {
  PicturesRequest,
  ProcessMessage,
  ProcessRequest,
  ReadRequest,
  TryPasswordRequest,
} from './process-messages.ts';

type RunOptions = { wallTimeMs: number; signal: AbortSignal };

/** Runs one request at a time, at most. Rejects with a FoyerError or the signal's reason. */
export type ExtractionProcess = Pick<KillableProcess<ProcessRequest, ProcessMessage>, 'isAlive' | 'stop'> & {
  read(
    request: ReadRequest,
    options: RunOptions & { onProgress: ((progress: ExtractionProgress) => void) | undefined },
  ): Promise<PreparedDocument>;
  tryPassword(request: TryPasswordRequest, options: RunOptions): Promise<void>;
  showsPictures(request: PicturesRequest, options: RunOptions): Promise<boolean>;
};

/** Starts a process that reads documents. It stays until stopped, killed or crashed. */
export function startExtractionProcess(entry: URL, limits: ProcessLimits): ExtractionProcess {
  const { run, isAlive, stop } = startKillableProcess<ProcessRequest, ProcessMessage>(entry, limits);
  return {
    read(request, { onProgress, ...options }) {
      let prepared: PreparedDocument | null = null;
      return run<PreparedDocument>(request, options, (message, done) => {
        if (message.type === 'progress') onProgress?.(message);
        else if (message.type === 'document') prepared = { ...message.document, passages: [] };
        else if (message.type === 'passages')
          for (const passage of message.passages) prepared?.passages.push(passage);
        else if (prepared !== null) done(prepared);
      });
    },
    tryPassword: (request, options) =>
      run<void>(request, options, (message, done) => {
        if (message.type === 'finished') done();
      }),
    showsPictures: (request, options) =>
      run<boolean>(request, options, (message, done) => {
        if (message.type === 'pictures') done(message.shows);
      }),
    isAlive,
    stop,
  };
}
