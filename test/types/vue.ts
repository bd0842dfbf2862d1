// Compiled and never run: what the types of Vue let through, and what they do not.
import type { GlobalComponents } from 'vue';
import { ConnectionEmbed, type ConnectionEmbedElement } from 'connection-embed/vue';

type Instance = InstanceType<typeof ConnectionEmbed>;

export const component: Instance['$props'][] = [
  {
    endpoint: '/connect',
    environmentId: 'Sandbox',
    scopes: ['crm_contact_read'],
    display: 'dialog',
    for: 'button',
    trigger: null,
    copy: { product: 'Acme' },
    fetchSession: async ({ reason }) => reason satisfies 'first' | 'expired',
    onConnectionCreated: ({ id }, event) => [id satisfies string, event.detail.reconnected satisfies boolean],
    onConnectionRemoved: (id, event) => [id satisfies string, event.detail.id satisfies string],
  },
  // @ts-expect-error: an unknown way to show it
  { display: 'modal' },
  // @ts-expect-error: a listener of another event
  { onConnectionRemoved: (id: number) => id },
];

export async function use({ element, open, close, connect }: Instance): Promise<string> {
  await open();
  close();
  const { id } = await connect('hubspot', { reconnect: 'con_1' });
  return id satisfies string & (ConnectionEmbedElement | undefined extends typeof element ? string : never);
}

type Tag = InstanceType<GlobalComponents['connection-embed']>;

export const tag: Tag['$props'][] = [
  {
    endpoint: '/connect',
    theme: 'dark',
    class: 'mine',
    key: 1,
    onConnectionCreated: ({ detail }) => detail.connection.id satisfies string,
  },
  // @ts-expect-error: an unknown theme
  { theme: 'blue' },
  // @ts-expect-error: not the event it is
  { onConnectionCreated: ({ detail }) => detail.code },
];

export const registered: GlobalComponents['ConnectionEmbed'] = ConnectionEmbed;
