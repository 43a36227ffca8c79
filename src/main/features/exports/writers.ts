import { asc, eq } from 'drizzle-orm';
import type { Database } from '#main/db/connection.ts';
import type { ListWriter, RecordWriter } from '#main/db/rules/archive.ts';
import { conversations, memberships, type messages, users } from '#main/db/schema/index.ts';
import { attemptsOf } from '#main/db/stored-attempts.ts';
import { partsOf } from '#main/db/stored-parts.ts';
import { readAnswer } from '#main/features/conversations/index.ts';
import {
  createBadPages,
  createCopies,
  createPageNumbers,
  createWrittenByOffice,
} from '#main/features/documents/index.ts';
import type { ArchiveRecord, Row } from './archive-records.ts';

/** What rules of tables name and cannot say. */
export type ArchiveWriters = {
  lists: Record<ListWriter, (clientId: string) => Iterable<ArchiveRecord>>;
  /** A record, and the row within whose record it stands. */
  records: Record<RecordWriter, (record: ArchiveRecord, within: Row) => ArchiveRecord>;
};

export function createArchiveWriters(database: Database): ArchiveWriters {
  const documentsCited = {
    ...createPageNumbers(database),
    ...createBadPages(database),
    ...createCopies(database),
    ...createWrittenByOffice(database),
  };

  /** The client's members, then others who had conversations with its bots. */
  function people(clientId: string): ArchiveRecord[] {
    const fields = { id: users.id, name: users.fullName, email: users.email };
    const members = database
      .select({ ...fields, role: memberships.role, since: memberships.createdAt })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.clientId, clientId))
      .orderBy(asc(users.id))
      .all();
    const known = new Set(members.map(member => member.id));
    const others = database
      .selectDistinct({ ...fields, role: users.role })
      .from(conversations)
      .innerJoin(users, eq(users.id, conversations.userId))
      .where(eq(conversations.clientId, clientId))
      .orderBy(asc(users.id))
      .all()
      .filter(person => !known.has(person.id));
    return [...members, ...others.map(person => ({ ...person, since: null }))];
  }

  /** Answers stored by earlier versions are read as those of today. */
  function message(record: ArchiveRecord, conversation: Row): ArchiveRecord {
    const { sender, senderId, ...row } = record as typeof messages.$inferSelect;
    const { parts, ...told } = readAnswer(row, documentsCited);
    const id = sender === 'visitor' ? conversation['visitorId'] : senderId;
    return {
      ...told,
      attempts: attemptsOf(told.attempts),
      sender: { kind: sender, id },
      parts: partsOf(told.content, parts),
    };
  }

  return {
    lists: { people },
    records: { message },
  };
}
