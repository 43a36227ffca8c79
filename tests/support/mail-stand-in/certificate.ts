import { generate } from 'selfsigned';

export type Certificate = {
  /** PEM; signed by itself, so it is its own authority. */
  cert: string;
  key: string;
};

/** A certificate nobody has heard of, for these names and addresses. */
export async function makeCertificate(
  names: { hosts?: readonly string[]; addresses?: readonly string[]; expired?: boolean } = {},
): Promise<Certificate> {
  const { hosts = ['localhost'], addresses = ['127.0.0.1'], expired = false } = names;
  const { cert, private: key } = await generate([{ name: 'commonName', value: hosts[0] ?? 'foyer.test' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    ...(expired ? { notBeforeDate: new Date('2020-01-01'), notAfterDate: new Date('2020-02-01') } : {}),
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...hosts.map(value => ({ type: 2 as const, value })),
          ...addresses.map(ip => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  return { cert, key };
}
