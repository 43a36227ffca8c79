import { createConnectionRecorder } from '#main/features/connections/recorder.ts';
import { createConnectionStore } from '#main/features/connections/store.ts';
import { systemClock } from '#main/platform/clock.ts';
import { createSilentLog } from '#main/platform/log.ts';
import { createLedger } from '#main/platform/outbound/index.ts';
import { openTemporaryDatabase } from '../support/temporary-database.ts';
import { atMost, timings, type Measure } from './measures.ts';

const ANSWER = { kind: 'model', scheme: 'https', host: '93.184.216.34', port: 443, modelId: 'm' } as const;
const KEPT = 4_000;
const WARM_UPS = 500;
const LIMIT_MS = 1;

/** How long an answer waits for the connection to its model to be counted. */
export function measureKeptConnections(): Measure {
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
    const { p50, p95 } = timings(samples.slice(WARM_UPS));
    const shown = (value: number) => `${value.toFixed(3)} ms`;
    return atMost('Connection of an answer counted, p95', p95, LIMIT_MS, shown, `p50 ${shown(p50)}`);
  } finally {
    recorder.close();
    opened.close();
  }
}
