import { openSync, writeSync, closeSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openTemporaryDatabase } from '../../../tests/support/temporary-database.ts';
import { checkIntegrity } from './check-integrity.ts';
import { databaseFile } from './connection.ts';

const PAGE_BYTES = 4096;

describe('the check of the database', () => {
  it('finds nothing in a whole file', async () => {
    const temporary = openTemporaryDatabase();
    expect(await checkIntegrity(temporary.dataFolder)).toEqual({ file: 'ok', orphans: 0 });
    temporary.close();
  });

  it('finds rows without those they belong to', async () => {
    const temporary = openTemporaryDatabase();
    const sqlite = temporary.database.$client;
    sqlite.pragma('foreign_keys = OFF');
    sqlite.exec(`INSERT INTO document_chatbots (document_id, chatbot_id) VALUES ('nobody', 'nobody')`);
    expect((await checkIntegrity(temporary.dataFolder)).orphans).toBe(2);
    temporary.close();
  });

  it('finds a damaged page', async () => {
    const temporary = openTemporaryDatabase();
    temporary.database.$client.pragma('wal_checkpoint(TRUNCATE)');
    const file = openSync(databaseFile(temporary.dataFolder), 'r+');
    writeSync(file, Buffer.alloc(PAGE_BYTES * 3, 0x5a), 0, PAGE_BYTES * 3, PAGE_BYTES * 2);
    closeSync(file);
    const found = await checkIntegrity(temporary.dataFolder).then(({ file: said }) => said, String);
    expect(found).toMatch(/malformed|Tree \d|page/iu);
    temporary.close();
  });
});
