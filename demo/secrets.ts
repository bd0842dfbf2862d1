import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import * as z from 'zod/mini';

const Secrets = z.object({
  /** Seals and signs in the connection server. */
  server: z.string(),
  /** The key by which the host page's backend calls the connection server. */
  apiKey: z.string(),
  /** The OAuth client's, known to provider and connection server. */
  client: z.string(),
  /** Signs the provider's cookies. */
  cookies: z.string(),
  /** Signs the provider's ID tokens. */
  jwk: z.record(z.string(), z.unknown()),
});
export type Secrets = z.infer<typeof Secrets>;

/** The demo's own secrets, made once for a data folder and readable by its owner only. */
export async function readSecrets(data: string): Promise<Secrets> {
  const file = join(data, 'secrets.json');
  await mkdir(data, { recursive: true, mode: 0o700 });
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) return Secrets.parse(JSON.parse(known));
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const secrets: Secrets = {
    server: random(),
    apiKey: 'demo-api-key',
    client: random(),
    cookies: random(),
    jwk: { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' },
  };
  await writeFile(file, JSON.stringify(secrets), { mode: 0o600, flag: 'wx' });
  return secrets;
}

function random(): string {
  return randomBytes(32).toString('base64url');
}
