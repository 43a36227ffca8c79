import { createConnectionRecorder } from '#main/features/connections/recorder.ts';
import { createConnectionStore } from '#main/features/connections/store.ts';
import { systemClock } from '#main/platform/clock.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { createLedger } from '#main/platform/outbound/index.ts';
import { openTemporaryDatabase } from '../support/temporary-database.ts';
import { timings, type Timings } from './measures.ts';

const ANSWER = { kind: 'model', scheme: 'https', host: '93.184.216.34', port: 443, modelId: 'm' } as const;
const KEPT = 4_000;
const WARM_UPS = 500;

/** Milliseconds that an answer waits for the connection to its model to be counted. */
export function measureKeptConnections(): Timings {
  const opened = openTemporaryDatabase();
  const ledger = createLedger(systemClock);
  const recorder = createConnectionRecorder({
    ledger,
    store: createConnectionStore(opened.database),
    storage: { isWritable: () => true, failed: error => error },
    changes: { publish: () => undefined },
    log: createSilentLog(),
    onSaved: () => undefined,
  });
  try {
    const samples = Array.from({ length: KEPT + WARM_UPS }, () => {
      const startedAt = performance.now();
      const watched = ledger.open(ANSWER);
      watched.over({ bytesRead: 0, bytesWritten: 0, remoteAddress: ANSWER.host });
      watched.end('answered', '200');
      return performance.now() - startedAt;
    });
    return timings(samples.slice(WARM_UPS));
  } finally {
    recorder.close();
    opened.close();
  }
}
