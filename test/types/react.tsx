// Compiled and never run: what the types of React let through, and what they do not.
import type { ReactElement } from 'react';
import { ConnectionEmbed, type ConnectionEmbedElement } from 'connection-embed/react';
import type { HttpSourceOptions } from 'connection-embed/client';
import type { Display, FetchSession } from 'connection-embed/element';

const fetchSession: FetchSession = async ({ reason, signal }) =>
  signal.aborted ? reason : { token: reason, expires_at: '2026-01-01T00:00:00Z', endpoint: '/connect' };
export const source: HttpSourceOptions = { endpoint: '/connect', fetchSession };

export const wrapper: ReactElement[] = [
  <ConnectionEmbed
    endpoint="/connect"
    environmentId="Sandbox"
    scopes={['crm_contact_read']}
    display="popover"
    for="button"
    trigger={null}
    authMode="redirect"
    aria-label="Connect"
    data-test="x"
    onConnectionCreated={({ id }, event) => [id satisfies string, event.detail.reconnected satisfies boolean]}
    onConnectionFailed={({ code }, event) => [code satisfies string, event.detail.recoverable satisfies boolean]}
    onConnectionRemoved={(id, event) => [id satisfies string, event.detail.id satisfies string]}
    onIntegrationSelect={(event) => event.preventDefault()}
    ref={(element) => void element?.connect('hubspot').then(({ id }) => id satisfies string)}
  >
    <a slot="request" href="#ask">
      Ask for it
    </a>
  </ConnectionEmbed>,
  <ConnectionEmbed fetchSession={fetchSession} display={'popover' satisfies Display} />,
  // @ts-expect-error: an unknown way to show it
  <ConnectionEmbed display="modal" />,
  // @ts-expect-error: a callback of another event
  <ConnectionEmbed onConnectionRemoved={(id: number) => id} />,
  // @ts-expect-error: no such property
  <ConnectionEmbed clientSecret="canary" />,
];

export const tag: ReactElement[] = [
  <connection-embed
    key="one"
    class="mine"
    endpoint="/connect"
    session-url="/session"
    workspace-id="default"
    auth-mode="popup"
    without-search=""
    copy={{ product: 'Acme' }}
    fetchSession={async ({ reason }) => reason satisfies 'first' | 'expired'}
    onClick={() => undefined}
    onconnection-created={({ detail }) => detail.connection.id satisfies string}
    ref={(element: ConnectionEmbedElement | null) => element?.close()}
  />,
  // @ts-expect-error: an unknown theme
  <connection-embed theme="blue" />,
  // @ts-expect-error: not the event it is
  <connection-embed onconnection-created={({ detail }) => detail.code} />,
];

export const found: ConnectionEmbedElement | null = document.querySelector('connection-embed');
