export function toBytes(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

export function fromBytes(bytes: Buffer): Float32Array {
  // A copy: SQLite's buffers are not aligned on four bytes.
  const copy = new Uint8Array(bytes);
  return new Float32Array(copy.buffer);
}
