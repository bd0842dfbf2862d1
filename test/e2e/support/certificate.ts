import { generateKeyPairSync, sign } from 'node:crypto';

/** A key and a certificate that it signed itself, for browsers that were told to trust anything. Nothing is kept. */
export function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(objectId('550403'), value(0x0c, Buffer.from('test')))));
  const now = new Date();
  const certificate = sequence(
    value(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    sequence(utcTime(now, -1), utcTime(now, 1)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = value(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', certificate, privateKey)]));
  const base64 = sequence(certificate, ecdsaWithSha256, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/** One member of ASN.1's DER: what it is, how long, and itself (X.690 §8.1). */
function value(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...members: Buffer[]): Buffer {
  return value(0x30, Buffer.concat(members));
}

function set(...members: Buffer[]): Buffer {
  return value(0x31, Buffer.concat(members));
}

function objectId(hex: string): Buffer {
  return value(0x06, Buffer.from(hex, 'hex'));
}

function utcTime(now: Date, days: number): Buffer {
  const time = new Date(now.getTime() + days * 86_400_000).toISOString();
  return value(0x17, Buffer.from(`${time.slice(2, 19).replace(/\D/g, '')}Z`));
}

const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'));
