import { startDemo, type Demo } from './demo.js';
import { PortInUse } from './listen.js';

/** `npm start`. The last line is printed when everything answers; Ctrl-C ends it all. */
const port = portOf(process.env['PORT'] ?? '4000');
try {
  const demo = await startDemo({ port });
  await answers(demo);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(demo));
  console.log(`host page          ${demo.url}`);
  console.log(`connection server  ${demo.server}`);
  console.log(`OAuth provider     ${demo.provider}`);
  console.log(`token API          ${demo.tokens}`);
  console.log('Of the REST surfaces: workspace and application id "demo", key "demo-api-key".');
  console.log('Good values of the forms: API key "demo-good-key", domain "acme". Ctrl-C ends it.');
  console.log(`ready ${demo.url}`);
} catch (error) {
  if (!(error instanceof PortInUse)) throw error;
  console.error(
    `${error.message} The demo takes four ports from ${port} on: start it elsewhere with PORT=5000 npm start.`,
  );
  process.exitCode = 1;
}

function portOf(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65532) {
    console.error(`PORT=${text} is no port between 1 and 65532.`);
    process.exit(1);
  }
  return number;
}

async function answers(demo: Demo): Promise<void> {
  const probes = [
    demo.url,
    `${demo.server}/health`,
    `${demo.server}/connection-embed.js`,
    `${demo.provider}/.well-known/openid-configuration`,
    `${demo.tokens}/health`,
  ];
  for (const probe of probes) {
    const { status } = await fetch(probe);
    if (status !== 200) throw new Error(`${probe} answers ${status}`);
  }
}

async function stop(demo: Demo): Promise<void> {
  // Whatever still hangs must not keep a terminal waiting.
  setTimeout(() => process.exit(1), 4000).unref();
  await demo.close();
  process.exit(0);
}
