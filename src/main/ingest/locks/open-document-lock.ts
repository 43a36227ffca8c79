import { createDecipheriv, hash, pbkdf2Sync } from 'node:crypto';
import { zipSync } from 'fflate';
import { FoyerError } from '#shared/errors.ts';
import { inflatePart, readOfficePackage } from '../formats/office-package.ts';
import { decodedXml } from '../formats/word/parts.ts';
import { child, elementsOf, parseXml, withoutDocumentType } from '../formats/word/xml.ts';
import type { XmlElement } from '../formats/word/xml.ts';
import { MAX_OFFICE_XML_BYTES } from '../limits.ts';
import { compressedBytes, readZipDirectory } from '../zip-directory.ts';
import { noteOpened, protectedOtherwise, refusalOf } from './lock.ts';
import type { Lock } from './lock.ts';

/*
 * OpenDocument files with a password (OpenDocument 1.2 part 3, 3.4 and 4.8): each part is compressed, then encrypted;
 * the manifest, which is not, says how.
 */

const MANIFEST = 'META-INF/manifest.xml';
/** Text, styles and what is named of the document. Pictures are not read, and stay as they are. */
const READ_PART = /\.xml$/iu;
const DEFLATED = 8;
const BLOCK = 16;
const AES = /#aes(128|192|256)-cbc$/u;
/** Hashes of the first bytes of a part, before it is encrypted, and of the password. */
const CHECKED_BYTES = 1_024;
const MAX_ITERATIONS = 10_000_000;

type Encryption = {
  name: string;
  size: number;
  cipher: string;
  vector: Buffer;
  keyBytes: number;
  iterations: number;
  salt: Buffer;
  startHash: 'sha1' | 'sha256';
  checksum: Buffer;
  checksumHash: 'sha1' | 'sha256';
};

function hashNamed(name: string): 'sha1' | 'sha256' {
  return /sha-?256/iu.test(name) ? 'sha256' : 'sha1';
}

/** How a part is encrypted; null for one that is not. Throws document.protected. */
function encryptionOf(entry: XmlElement): Encryption | null {
  const data = child(entry, 'manifest:encryption-data');
  if (data === undefined) return null;
  const value = (element: XmlElement | undefined, name: string): string =>
    element?.attributes[`manifest:${name}`] ?? '';
  const algorithm = child(data, 'manifest:algorithm');
  const derivation = child(data, 'manifest:key-derivation');
  const bits = AES.exec(value(algorithm, 'algorithm-name'))?.[1];
  const isDerived = /(?:^|#)pbkdf2$/iu.test(value(derivation, 'key-derivation-name'));
  if (bits === undefined || !isDerived)
    throw protectedOtherwise(
      `${value(algorithm, 'algorithm-name')} ${value(derivation, 'key-derivation-name')}`,
    );
  const iterations = Number(value(derivation, 'iteration-count'));
  if (!Number.isInteger(iterations) || iterations < 1 || iterations > MAX_ITERATIONS)
    throw new FoyerError('document.damaged', 'No number of rounds');
  return {
    name: value(entry, 'full-path'),
    size: Number(value(entry, 'size')) || 0,
    cipher: `aes-${bits}-cbc`,
    vector: Buffer.from(value(algorithm, 'initialisation-vector'), 'base64'),
    keyBytes: Number(bits) / 8,
    iterations,
    salt: Buffer.from(value(derivation, 'salt'), 'base64'),
    startHash: hashNamed(value(child(data, 'manifest:start-key-generation'), 'start-key-generation-name')),
    checksum: Buffer.from(value(data, 'checksum'), 'base64'),
    checksumHash: hashNamed(value(data, 'checksum-type')),
  };
}

/** A part as it was compressed; null when the password is another. */
function decryptedPart(bytes: Uint8Array, encryption: Encryption, password: string): Buffer | null {
  const { cipher, vector, keyBytes, iterations, salt, startHash } = encryption;
  if (vector.length !== BLOCK || bytes.length === 0 || bytes.length % BLOCK !== 0)
    throw new FoyerError('document.damaged', `${encryption.name} is cut short`);
  const start = hash(startHash, Buffer.from(password), 'buffer');
  const key = pbkdf2Sync(start, salt, iterations, keyBytes, 'sha1');
  const decipher = createDecipheriv(cipher, key, vector).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const plain = padded.subarray(0, padded.length - (padded.at(-1) ?? 0));
  const found = hash(encryption.checksumHash, plain.subarray(0, CHECKED_BYTES), 'buffer');
  return found.equals(encryption.checksum) ? plain : null;
}

/** The manifest of an OpenDocument file, where it says that parts are encrypted. */
function lockedManifest(bytes: Buffer): XmlElement | null {
  const manifest = readOfficePackage(bytes).read(MANIFEST);
  // Looked for before it is parsed: of most files it says nothing of the kind.
  if (manifest === null || !Buffer.from(manifest).includes('encryption-data')) return null;
  return parseXml(withoutDocumentType(decodedXml(manifest)));
}

/**
 * An OpenDocument file without its encryption: the parts that are read, inflated under the caps of packages. The file
 * itself when it is not encrypted. Throws document.encrypted without a password, .wrong_password, .protected where
 * none would do, .damaged.
 */
export function openOpenDocumentLock(bytes: Buffer, lock: Lock): Buffer {
  const entries = readZipDirectory(bytes) ?? [];
  const byName = new Map(entries.map(entry => [entry.name, entry]));
  if (byName.has('encrypted-package')) throw protectedOtherwise('An OpenDocument file encrypted as a whole');
  if (!byName.has('mimetype') || !byName.has(MANIFEST)) return bytes;
  const manifest = lockedManifest(bytes);
  if (manifest === null) return bytes;
  const encrypted = new Map<string, Encryption>();
  for (const element of elementsOf(manifest)) {
    const encryption = encryptionOf(element);
    if (encryption !== null) encrypted.set(encryption.name, encryption);
  }
  if (lock.password === null) throw refusalOf(lock, 'The OpenDocument file');
  const parts: Record<string, Uint8Array> = {};
  let budget = MAX_OFFICE_XML_BYTES;
  for (const entry of entries) {
    if (entry.name !== 'mimetype' && (!READ_PART.test(entry.name) || entry.name === MANIFEST)) continue;
    const encryption = encrypted.get(entry.name);
    let packed = compressedBytes(bytes, entry);
    let method = entry.method;
    if (encryption !== undefined) {
      const plain = decryptedPart(packed, encryption, lock.password);
      if (plain === null) throw refusalOf(lock, 'The OpenDocument file');
      packed = plain;
      method = DEFLATED;
    }
    const content = inflatePart(packed, { name: entry.name, method }, budget);
    budget -= content.length;
    parts[entry.name] = content;
  }
  noteOpened(lock);
  return Buffer.from(zipSync(parts, { level: 0 }));
}
