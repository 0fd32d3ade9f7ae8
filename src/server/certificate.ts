import { generate } from 'selfsigned';
import { isIP } from 'node:net';

/** Key and certificate in PEM form. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A self-made certificate for these names, for listeners on the loopback. It is kept in memory only. */
export async function makeCertificate(names: readonly string[]): Promise<Certificate> {
  const all = [...new Set([...names, 'localhost', '127.0.0.1'])];
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Unbridge' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: all.map((name) => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name })),
      },
    ],
  });
  return { key, cert };
}
