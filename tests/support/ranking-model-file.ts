import { readFileSync, writeFileSync } from 'node:fs';

/*
 * A GGUF of a model that ranks, made from one that embeds: no small one that was trained for it is at hand. It has the
 * parts that llama.cpp reads of one, with made-up weights: it goes the whole way through the engine, and its order is
 * nonsense.
 */

const ALIGNMENT = 32; // GGUF's own, where a file names no other
const POOLS_BY_RANK = 4; // llama.cpp's LLAMA_POOLING_TYPE_RANK
const FLOAT32 = 0; // of tensors

/** Sizes of GGUF's plain values by their type; 8 is a text, 9 a list. */
const SIZES: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const TEXT = 8;
const LIST = 9;

type Head = { tensors: number; poolingAt: number; width: number; infosEnd: number; dataAt: number };

function readHead(bytes: Buffer): Head {
  let at = 8; // after the magic word and the version
  const count = (): number => {
    const value = Number(bytes.readBigUInt64LE(at));
    at += 8;
    return value;
  };
  const text = (): string => {
    const length = count();
    at += length;
    return bytes.toString('utf8', at - length, at);
  };
  const skip = (type: number): void => {
    if (type === TEXT) text();
    else if (type === LIST) {
      const of = bytes.readUInt32LE(at);
      at += 4;
      const length = count();
      for (let index = 0; index < length; index += 1) skip(of);
    } else at += SIZES[type] ?? 0;
  };
  const tensors = count();
  const entries = count();
  let poolingAt = 0;
  let width = 0;
  for (let index = 0; index < entries; index += 1) {
    const key = text();
    const type = bytes.readUInt32LE(at);
    at += 4;
    if (key.endsWith('.pooling_type')) poolingAt = at;
    if (key.endsWith('.embedding_length')) width = bytes.readUInt32LE(at);
    skip(type);
  }
  for (let index = 0; index < tensors; index += 1) {
    text();
    const dimensions = bytes.readUInt32LE(at);
    at += 4 + dimensions * 8 + 4 + 8;
  }
  return { tensors, poolingAt, width, infosEnd: at, dataAt: aligned(at) };
}

function aligned(at: number): number {
  return Math.ceil(at / ALIGNMENT) * ALIGNMENT;
}

function info(name: string, shape: readonly number[], offset: number): Buffer {
  const words = Buffer.from(name);
  const out = Buffer.alloc(8 + words.length + 4 + shape.length * 8 + 4 + 8);
  let at = out.writeBigUInt64LE(BigInt(words.length));
  at += words.copy(out, at);
  at = out.writeUInt32LE(shape.length, at);
  for (const size of shape) at = out.writeBigUInt64LE(BigInt(size), at);
  at = out.writeUInt32LE(FLOAT32, at);
  out.writeBigUInt64LE(BigInt(offset), at);
  return out;
}

/** Small numbers of either sign, the same each time. */
function madeUp(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => Math.sin((index + 1) * seed) / 10);
}

/** Writes a model that ranks, made from the file of a BERT that embeds. */
export function writeRankingModel(from: string, to: string): void {
  const all = readFileSync(from);
  const { tensors, poolingAt, width, infosEnd, dataAt } = readHead(all);
  const classifier = [
    { name: 'cls.weight', shape: [width, width], values: madeUp(width * width, 1.7) },
    { name: 'cls.bias', shape: [width], values: madeUp(width, 0.9) },
    { name: 'cls.output.weight', shape: [width, 1], values: madeUp(width, 2.3) },
    { name: 'cls.output.bias', shape: [1], values: madeUp(1, 1) },
  ];
  const head = Buffer.from(all.subarray(0, infosEnd));
  head.writeBigUInt64LE(BigInt(tensors + classifier.length), 8);
  head.writeUInt32LE(POOLS_BY_RANK, poolingAt);
  const data = all.subarray(dataAt);
  const added: Buffer[] = [];
  let offset = aligned(data.length);
  const infos = classifier.map(({ name, shape, values }) => {
    const written = info(name, shape, offset);
    const padded = Buffer.alloc(aligned(values.byteLength));
    Buffer.from(values.buffer).copy(padded);
    added.push(padded);
    offset += padded.length;
    return written;
  });
  const whole = Buffer.concat([head, ...infos]);
  writeFileSync(
    to,
    Buffer.concat([
      whole,
      Buffer.alloc(aligned(whole.length) - whole.length),
      data,
      Buffer.alloc(aligned(data.length) - data.length),
      ...added,
    ]),
  );
}
